import { PublicKey } from "@solana/web3.js";
import { address } from "./idl/layouts.json";

/** The address of the deployed program. Every function of the SDK accepts another one as `programId`. */
export const PROGRAM_ID = new PublicKey(address);
