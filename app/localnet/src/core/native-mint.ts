import { LAMPORTS_PER_SOL } from "@solana/web3.js";

import type { ChainAccount } from "./accounts";
import { mintWithoutAuthority } from "./token-layout";
import { TOKEN_PROGRAM } from "./token-programs";

export const NATIVE_MINT_ADDRESS = "So11111111111111111111111111111111111111112";
const SOL_DECIMALS = 9;

/** The mint of wrapped SOL, which a validator has from genesis. */
export function nativeMint(): ChainAccount {
  return {
    lamports: BigInt(LAMPORTS_PER_SOL),
    data: mintWithoutAuthority(SOL_DECIMALS),
    owner: TOKEN_PROGRAM,
    executable: false,
  };
}
