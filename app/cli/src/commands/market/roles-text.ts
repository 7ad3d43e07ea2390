import type { Roles } from "@diem/sdk";
import type { Fact } from "../../core";

const ROLES = ["authority", "guardian", "arbiter", "treasury"] as const;

/** Who holds which role. */
export function roleFacts(roles: Roles): Fact[] {
  return ROLES.map((role) => [role, roles[role].toBase58()]);
}

/** The roles whose holder changes. */
export function roleChanges(before: Roles, after: Roles): Fact[] {
  return ROLES.filter((role) => !before[role].equals(after[role])).map((role) => [
    role,
    `${before[role].toBase58()} -> ${after[role].toBase58()}`,
  ]);
}
