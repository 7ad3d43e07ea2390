import { spawnSync } from "node:child_process";

/**
 * Whether tests may use a command that a machine with Node alone may lack. With DIEM_REQUIRE_TOOLS=1 they always do, and
 * fail where it is missing.
 */
export function mayUse(command: string): boolean {
  if (process.env.DIEM_REQUIRE_TOOLS === "1") return true;
  const runs = spawnSync(command, ["--version"]).status === 0;
  if (!runs) console.warn(`    \`${command}\` does not run here: its tests run where it does`);
  return runs;
}
