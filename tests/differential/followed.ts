import { TOKEN_PROGRAM_ID } from "@solana/spl-token";

import { ADDRESSES } from "./fixture";
import type { Request } from "./requests";

const COMMITMENTS = ["processed", "confirmed", "finalized"] as const;
const ENCODINGS = ["base58", "base64", "base64+zstd", "jsonParsed"] as const;
const TOKENS = TOKEN_PROGRAM_ID.toBase58();
const { wallet, mint, token, delegate, nobody } = ADDRESSES;

/** Subscriptions whose notifications are compared; the first one says when all has been told. */
export const FOLLOWED: readonly Request[] = [
  { method: "rootSubscribe", params: [] },
  { method: "slotSubscribe", params: [] },
  ...COMMITMENTS.flatMap((commitment) => [
    ...ENCODINGS.map((encoding) => accountOf(token, { commitment, encoding })),
    accountOf(wallet, { commitment, encoding: "base64" }),
    accountOf(delegate, { commitment, encoding: "base64" }),
    accountOf(nobody, { commitment, encoding: "base64" }),
    accountOf(mint, { commitment, encoding: "base64", dataSlice: { offset: 36, length: 8 } }),
    programOf({ commitment, encoding: "base64", filters: [{ dataSize: 165 }] }),
    programOf({
      commitment,
      encoding: "jsonParsed",
      filters: [{ memcmp: { offset: 0, bytes: mint } }],
    }),
    programOf({ commitment, encoding: "base64", filters: [{ dataSize: 1 }] }),
    programOf({ commitment, encoding: "base64", dataSlice: { offset: 64, length: 8 } }),
    logsOf("all", { commitment }),
    logsOf({ mentions: [delegate] }, { commitment }),
    logsOf({ mentions: [nobody] }, { commitment }),
    { method: "signatureSubscribe", params: ["$landed", { commitment }] },
  ]),
  { method: "accountSubscribe", params: [wallet] },
  {
    method: "signatureSubscribe",
    params: ["$landed", { commitment: "finalized", enableReceivedNotification: true }],
  },
];

function accountOf(address: string, options: object): Request {
  return { method: "accountSubscribe", params: [address, options] };
}

function programOf(options: object): Request {
  return { method: "programSubscribe", params: [TOKENS, options] };
}

function logsOf(filter: unknown, options: object): Request {
  return { method: "logsSubscribe", params: [filter, options] };
}
