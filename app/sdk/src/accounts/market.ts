import { PublicKey } from "@solana/web3.js";
import type { Struct } from "../codec/types";
import { type Entry, pausedEntries } from "../constants";
import type { MarketKeys } from "../pda";
import { emaBps } from "../quotes/math/utilisation";
import type { MarketParams } from "../types";
import { accountClient, type WithAddress } from "./client";

type Stored = Struct<"market">;

/**
 * A market's fields. Amounts are base units, times unix seconds, `perShare` Q64.64 bits, capacities and `served`
 * micro-credits per epoch, reference prices DIEM base units per whole credit. The time left of a stream is in 2^-32
 * seconds; `debt` is counted in units: `quotes.billOf` says what a position owes.
 */
export type MarketFields = Omit<
  Stored,
  "hasRecord" | "paused" | "pendingAuthority" | "pendingParams" | "paramsEtaTs"
> & {
  /** Whether `nextToClose` and the epoch after it have records, which `rollEpoch` must then be given. */
  readonly hasRecord: readonly [boolean, boolean];
  /** `utilisationEma`, which is in basis points times 2^32, in whole basis points. */
  readonly utilisationEmaBps: number;
  /** What the market takes no more of. */
  readonly paused: readonly Entry[];
  /** May make itself the authority; null while none is proposed. */
  readonly pendingAuthority: PublicKey | null;
  /** Parameters that anyone can apply from `etaTs` on, for 14 days; null while none are announced. */
  readonly proposal: { readonly params: MarketParams; readonly etaTs: bigint } | null;
};
/** A market and its address. */
export type MarketAccount = WithAddress<MarketFields>;

function view({
  hasRecord: [first, second],
  pendingAuthority,
  pendingParams: params,
  paramsEtaTs: etaTs,
  paused,
  ...rest
}: Stored): MarketFields {
  return {
    ...rest,
    hasRecord: [first === 1, second === 1],
    paused: pausedEntries(paused),
    pendingAuthority: pendingAuthority.equals(PublicKey.default) ? null : pendingAuthority,
    proposal: etaTs === 0n ? null : { params, etaTs },
    utilisationEmaBps: emaBps(rest.utilisationEma),
  };
}

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
  /** The addresses of a fetched market, as instructions take them. */
  keys,
};
