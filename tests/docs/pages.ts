import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./blocks";

const GUIDES = "docs/guides";

/** The pages whose commands and TypeScript are run and compiled. */
export const PAGES = [
  "README.md",
  ...readdirSync(join(ROOT, GUIDES)).map((name) => `${GUIDES}/${name}`),
];
