import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";

import { PublicKey } from "@solana/web3.js";

import { DIEM_PROGRAM_PATH, EmbeddedChain } from "@diem/localnet";
import { PROGRAM_ID } from "@diem/sdk";

import { LEAD_SECS } from "./market";

/** The chain of a state file, or a new one. */
export function openChain(state: string | undefined): EmbeddedChain {
  if (state !== undefined && existsSync(state)) return EmbeddedChain.load(state);
  const wall = BigInt(Math.floor(Date.now() / 1_000));
  return EmbeddedChain.start({
    // It stands still while its market is made, and has caught up as soon as time passes.
    now: wall - LEAD_SECS,
    programs: [{ programId: PROGRAM_ID, path: DIEM_PROGRAM_PATH }],
    // Vouchers and other data of an earlier run are not valid on this chain.
    genesisHash: new PublicKey(randomBytes(32)).toBase58(),
  });
}
