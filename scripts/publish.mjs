// Publishes the packages whose versions npm does not have, and tags them. CI runs it: .github/workflows/release.yml.
import { execFileSync } from "node:child_process";

const run = (command, ...options) => execFileSync(command, options, { stdio: "inherit" });
const repository = process.env.GITHUB_REPOSITORY;
if (repository === undefined) {
  throw new Error("GITHUB_REPOSITORY is not set: packages are published by the workflow alone");
}

// npm signs where a package was built, and refuses one that does not name that repository
const url = `repository.url=git+https://github.com/${repository}.git`;
run("npm", "pkg", "set", "--workspaces", "repository.type=git", url);
run("npx", "changeset", "publish");
