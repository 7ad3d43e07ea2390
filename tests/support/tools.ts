import { spawnSync } from "node:child_process";

/**
 * Whether tests may use a command that a machine with Node alone may lack. With DIEM_REQUIRE_TOOLS=1 they always do, and
 * fail where it is missing.
 */
export function mayUse(command: string): boolean {
  if (process.env.DIEM_REQUIRE_TOOLS === "1") return true;
  const found = spawnSync(command, ["--version"]).error === undefined;
  if (!found) console.warn(`    \`${command}\` is not on the PATH: its tests run where it is`);
  return found;
}
