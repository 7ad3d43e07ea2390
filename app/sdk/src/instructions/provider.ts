import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { type MarketKeys, type ProgramOption, provider as providerOf, revenue } from "../pda";
import type { ProviderTerms } from "../types";
import { only } from "../only";
import { ata } from "../tokens";
import { build } from "./build";

/** What the instructions of a provider's owner take. */
export interface OnProvider extends ProgramOption {
  readonly market: MarketKeys;
  /** Owner of the provider; signs. */
  readonly owner: PublicKey;
  /** The owner's provider account unless given. */
  readonly provider?: PublicKey;
}

function providerAddress({ market, owner, provider, programId }: OnProvider): PublicKey {
  return provider ?? providerOf({ market: market.market, owner, ...only({ programId }) });
}

/** See {@link registerProvider}. */
export interface RegisterProviderInput extends OnProvider {
  /** VVV base units, above zero. */
  readonly bond: bigint;
  readonly terms: ProviderTerms;
  /** Pays the rent and signs; the owner unless given. */
  readonly payer?: PublicKey;
  /** The owner's associated token account unless given. */
  readonly ownerVvv?: PublicKey;
  /** The provider's associated token account for DIEM; the program admits no other. */
  readonly revenue?: PublicKey;
}

/** Registers the owner as a provider of the market, with a bond in VVV. */
export function registerProvider(input: RegisterProviderInput): TransactionInstruction {
  const { owner, payer = owner, bond, terms, programId } = input;
  const { market, vvvMint, diemMint, bondVault } = input.market;
  const provider = providerAddress(input);
  return build("registerProvider", {
    accounts: {
      payer,
      owner,
      market,
      provider,
      diemMint,
      revenue: input.revenue ?? revenue({ provider, diemMint }),
      ownerVvv: input.ownerVvv ?? ata(vvvMint, owner),
      bondVault,
    },
    args: { args: { bond, terms } },
    programId,
  });
}

/** See {@link updateProvider}. */
export interface UpdateProviderInput extends OnProvider {
  readonly terms: ProviderTerms;
}

/** Replaces a provider's operator, endpoint, price and price list. */
export function updateProvider(input: UpdateProviderInput): TransactionInstruction {
  const { owner, terms, programId } = input;
  const accounts = { owner, provider: providerAddress(input) };
  return build("updateProvider", { accounts, args: { terms }, programId });
}

/** See {@link distributeRevenue}. */
export type DistributeRevenueInput = ProgramOption & {
  readonly market: MarketKeys;
  /** The provider's associated token account for DIEM unless given. */
  readonly revenue?: PublicKey;
} & ({ readonly provider: PublicKey } | { readonly providerOwner: PublicKey });

/** Splits a provider's new revenue between the provider, the treasury and the stakers. Anyone may. */
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
  /** The provider's associated token account for DIEM unless given. */
  readonly revenue?: PublicKey;
  /** The owner's associated token account unless given; it must exist. */
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
