import type { Struct } from "../codec/types";
import type { MarketKeys } from "../pda";
import { accountClient, type WithAddress } from "./client";

/** A market's fields. Amounts are base units, times unix seconds, `perShare` Q64.64 bits. */
export type MarketFields = Struct<"market">;
/** A market and its address. */
export type MarketAccount = WithAddress<MarketFields>;

/** The addresses of a fetched market, as instructions take them. */
function keys({
  address,
  vvvMint,
  diemMint,
  stakeVault,
  bondVault,
  rewardVault,
  escrow,
  feePool,
}: MarketAccount): MarketKeys {
  return {
    market: address,
    vvvMint,
    diemMint,
    stakeVault,
    bondVault,
    rewardVault,
    escrow,
    feePool,
  };
}

/**
 * Markets.
 *
 * @example
 * const market = await accounts.market.fetch(connection, address);
 * const keys = accounts.market.keys(market);
 */
export const market = {
  ...accountClient({
    name: "market",
    filterable: ["creator", "vvvMint"],
    view: (stored): MarketFields => stored,
  }),
  keys,
};
