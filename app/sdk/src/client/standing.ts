import { type Connection, SYSVAR_CLOCK_PUBKEY } from "@solana/web3.js";
import type { ReadOptions } from "../accounts/client";
import { type MarketAccount, market as markets } from "../accounts/market";
import { timeOf } from "../chain-time";
import { supplyOf } from "../diem-supply";
import { defined } from "../defined";
import type { MarketKeys } from "../pda";
import { type Liability, liabilities } from "../quotes/vaults";
import { tokenAmount } from "../tokens";

/** What a vault holds and what it owes, in base units of its token. */
export interface Vault extends Liability {
  readonly held: bigint;
}

/** A market, its DIEM and its vaults at one slot. */
export interface MarketStanding {
  /** The slot of all of it. */
  readonly slot: number;
  /** Unix seconds of the chain. */
  readonly now: bigint;
  readonly market: MarketAccount;
  /** The DIEM in existence, in base units. */
  readonly supply: bigint;
  readonly vaults: readonly Vault[];
}

/**
 * Reads a market, the supply of its DIEM, its vaults and the chain's clock in one request, so that all are of one slot.
 *
 * @throws `AccountNotFound` or `WrongAccountType`.
 *
 * @example
 * const { slot, market, supply, vaults } = await marketStanding({ connection, market: keys });
 * const short = vaults.filter(({ held, owed }) => held < owed); // none, ever
 */
export async function marketStanding({
  connection,
  market,
  commitment,
  programId,
}: ReadOptions & {
  readonly connection: Connection;
  readonly market: Omit<MarketKeys, "vvvMint">;
}): Promise<MarketStanding> {
  const { stakeVault, bondVault, rewardVault, escrow, feePool } = market;
  const vaults = [stakeVault, bondVault, rewardVault, escrow, feePool];
  const { context, value } = await connection.getMultipleAccountsInfoAndContext(
    [SYSVAR_CLOCK_PUBKEY, market.market, market.diemMint, ...vaults],
    commitment,
  );
  const [clock, account, mint, ...held] = value;
  const found = markets.fromInfo(market.market, account, defined({ programId }));
  return {
    slot: context.slot,
    now: timeOf(clock),
    market: found,
    supply: supplyOf(market.diemMint, mint),
    vaults: liabilities(found).map((liability) => {
      const at = vaults.findIndex((vault) => vault.equals(liability.vault));
      return { ...liability, held: tokenAmount(held[at]?.data) };
    }),
  };
}
