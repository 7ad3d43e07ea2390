import { PublicKey } from "@solana/web3.js";
import type { Diem } from "./idl/diem";
import json, { address } from "./idl/diem.json";

/**
 * The program's IDL as Anchor wrote it, for `new Program(idl, provider)` and explorers. As everywhere in
 * Anchor, the type is the camelCase view that `Program` makes of it.
 */
export const idl = json as unknown as Diem;

/** Where the program is deployed. Every function of the SDK takes another one as `programId`. */
export const PROGRAM_ID = new PublicKey(address);
