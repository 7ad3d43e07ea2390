import { MINT_SIZE, MintLayout, NATIVE_MINT, TOKEN_PROGRAM_ID } from "@solana/spl-token";
import { LAMPORTS_PER_SOL, PublicKey } from "@solana/web3.js";

import type { ChainAccount } from "./accounts";

export const NATIVE_MINT_ADDRESS = NATIVE_MINT.toBase58();

/** The mint of wrapped SOL, which a validator has from genesis. */
export function nativeMint(): ChainAccount {
  const data = Buffer.alloc(MINT_SIZE);
  MintLayout.encode(
    {
      mintAuthorityOption: 0,
      mintAuthority: PublicKey.default,
      supply: 0n,
      decimals: 9,
      isInitialized: true,
      freezeAuthorityOption: 0,
      freezeAuthority: PublicKey.default,
    },
    data,
  );
  return {
    lamports: BigInt(LAMPORTS_PER_SOL),
    data,
    owner: TOKEN_PROGRAM_ID.toBase58(),
    executable: false,
  };
}
