// What the pre-commit hook does with staged files: it formats them. `npm run lint` and CI check the rest.
import { spawnSync } from "node:child_process";

const hasRustfmt = spawnSync("rustfmt", ["--version"]).status === 0;

export default {
  "*.{cjs,css,html,js,json,md,mjs,ts,tsx,yaml,yml}": "prettier --write --ignore-unknown",
  ...(hasRustfmt ? { "*.rs": "rustfmt --edition 2021" } : {}),
};
