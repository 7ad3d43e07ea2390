import type { PublicKey } from "@solana/web3.js";
import { DiemError } from "./diem-error";

/** Contexts of errors about opening a market from a file. */
export interface Contexts {
  /** An invalid market file. */
  InvalidMarketFile: {
    /** Where in the file, for example `params.treasury`. */
    readonly path: string;
    readonly problem: string;
  };
  /** The creator already has a market for this VVV mint. Only one is possible. */
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
