/** What pages get in the place of `ed25519`, as they have no `node:crypto`: see scripts/esm.mjs. */
export { nobleEd25519 as ed25519 } from "./ed25519-noble";
