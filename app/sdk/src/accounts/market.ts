import type { Struct } from "../codec/types";
import type { MarketKeys } from "../pda";
import { emaBps } from "../quotes/ema";
import { accountClient, type WithAddress } from "./client";

type Stored = Struct<"market">;

/**
 * A market's fields. Amounts are base units, times unix seconds, `perShare` Q64.64 bits, capacities micro-credits
 * per epoch.
 */
export type MarketFields = Omit<Stored, "hasRecord"> & {
  /** Whether `nextToClose` and the epoch after it have records, which `rollEpoch` must then be given. */
  readonly hasRecord: readonly [boolean, boolean];
  /** `utilisationEma`, which is in basis points times 2^32, in whole basis points. */
  readonly utilisationEmaBps: number;
};
/** A market and its address. */
export type MarketAccount = WithAddress<MarketFields>;

function view({ hasRecord: [first, second], ...rest }: Stored): MarketFields {
  return {
    ...rest,
    hasRecord: [first === 1, second === 1],
    utilisationEmaBps: emaBps(rest.utilisationEma),
  };
}

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
  ...accountClient({ name: "market", filterable: ["creator", "vvvMint"], view }),
  keys,
};
