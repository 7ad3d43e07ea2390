import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { type MarketKeys, type ProgramOption, revenue } from "../pda";
import { ata } from "../tokens";
import { build } from "./build";
import { type OnProvider, providerAddress } from "./common";

/** See {@link distributeRevenue}. */
export type DistributeRevenueInput = ProgramOption & {
  readonly market: MarketKeys;
  /** Default: the provider's associated token account for DIEM. */
  readonly revenue?: PublicKey;
} & ({ readonly provider: PublicKey } | { readonly providerOwner: PublicKey });

/** Splits a provider's new revenue between the provider, the quota pool, the treasury and the stakers. Anyone may. */
export function distributeRevenue(input: DistributeRevenueInput): TransactionInstruction {
  const { programId } = input;
  const { market, diemMint, feePool } = input.market;
  const provider =
    "provider" in input
      ? input.provider
      : providerAddress({ ...input, owner: input.providerOwner });
  const accounts = {
    market,
    provider,
    revenue: input.revenue ?? revenue({ provider, diemMint }),
    feePool,
  };
  return build("distributeRevenue", { accounts, args: {}, programId });
}

/** See {@link withdrawRevenue}. */
export interface WithdrawRevenueInput extends OnProvider {
  /** DIEM base units, at most the provider's claimable revenue. */
  readonly amount: bigint;
  /** Default: the provider's associated token account for DIEM. */
  readonly revenue?: PublicKey;
  /** Default: the owner's associated token account. It must exist. */
  readonly ownerDiem?: PublicKey;
}

/** Pays a provider's owner out of its claimable revenue. */
export function withdrawRevenue(input: WithdrawRevenueInput): TransactionInstruction {
  const { owner, amount, programId } = input;
  const { diemMint } = input.market;
  const provider = providerAddress(input);
  return build("withdrawRevenue", {
    accounts: {
      owner,
      provider,
      revenue: input.revenue ?? revenue({ provider, diemMint }),
      ownerDiem: input.ownerDiem ?? ata(diemMint, owner),
    },
    args: { args: { amount } },
    programId,
  });
}
