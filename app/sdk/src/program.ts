import { PublicKey } from "@solana/web3.js";
import { address } from "./idl/layouts.json";

/** Where the program is deployed. Every function of the SDK takes another one as `programId`. */
export const PROGRAM_ID = new PublicKey(address);
