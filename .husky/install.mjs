// Installs the hooks of git, where a person works: neither in CI nor in a copy without a repository.
import { existsSync } from "node:fs";
import husky from "husky";

if (process.env.CI === undefined && existsSync(".git")) {
  const problem = husky();
  if (problem !== "") console.error(problem);
}
