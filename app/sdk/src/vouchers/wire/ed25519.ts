import type { Ed25519 } from "./ed25519-interface";
import { nobleEd25519 } from "./ed25519-noble";
import { nodeEd25519 } from "./ed25519-node";

/** What this platform has: `node:crypto`, which is 30 times as fast, else JavaScript alone. */
export const ed25519: Ed25519 = nodeEd25519() ?? nobleEd25519;
