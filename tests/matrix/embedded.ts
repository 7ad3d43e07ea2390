import type { EmbeddedChain } from "@diem/localnet";
import type { TestChain } from "../support/chain";

/** The chain's own handle, with which accounts can be forged: the matrix runs on no validator. */
export function embeddedOf({ embedded }: TestChain): EmbeddedChain {
  if (embedded === undefined) throw new Error("needs the embedded chain");
  return embedded;
}
