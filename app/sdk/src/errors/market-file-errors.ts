import type { PublicKey } from "@solana/web3.js";
import { DiemError } from "./diem-error";

/** What errors about opening a market from a file carry. */
export interface Contexts {
  /** A market file that cannot be used as it is. */
  InvalidMarketFile: {
    /** Where in the file, for example `params.treasury`. */
    readonly path: string;
    readonly problem: string;
  };
  /** A creator has one market for a VVV mint, and it is there. */
  MarketExists: { readonly market: PublicKey };
}

export function invalidMarketFile({
  next,
  cause,
  ...context
}: Contexts["InvalidMarketFile"] & { readonly next: string; readonly cause?: unknown }) {
  const reason = `${context.path} ${context.problem}`;
  return new DiemError("InvalidMarketFile", { reason, next, context, cause });
}

export function marketExists(market: PublicKey) {
  return new DiemError("MarketExists", {
    reason: `there is a market at ${market.toBase58()} already`,
    next: "use it, or create another one with another creator or VVV mint",
    context: { market },
  });
}
