import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { revenue } from "../pda";
import type { ProviderTerms } from "../types";
import { ata } from "../tokens";
import { build } from "./build";
import { type OnProvider, providerAccounts, providerAddress } from "./common";

/** See {@link registerProvider}. */
export interface RegisterProviderInput extends OnProvider {
  /** VVV base units, above zero. */
  readonly bond: bigint;
  /** Micro-credits per epoch from the next epoch on, which the bond must cover; default: none. */
  readonly capacity?: bigint;
  /** Of these, what is offered to staked DIEM; default: none. */
  readonly quotaCapacity?: bigint;
  readonly terms: ProviderTerms;
  /** Pays the rent and signs; default: the owner. */
  readonly payer?: PublicKey;
  /** Default: the owner's associated token account. */
  readonly ownerVvv?: PublicKey;
  /** The provider's associated token account for DIEM; the program admits no other. */
  readonly revenue?: PublicKey;
}

/** Registers the owner as a provider of the market, with a bond in VVV. */
export function registerProvider(input: RegisterProviderInput): TransactionInstruction {
  const { owner, payer = owner, bond, capacity = 0n, quotaCapacity = 0n, terms } = input;
  const { vvvMint, diemMint, bondVault } = input.market;
  const accounts = providerAccounts(input);
  const { provider } = accounts;
  return build("registerProvider", {
    accounts: {
      ...accounts,
      payer,
      diemMint,
      revenue: input.revenue ?? revenue({ provider, diemMint }),
      ownerVvv: input.ownerVvv ?? ata(vvvMint, owner),
      bondVault,
    },
    args: { args: { bond, capacity, quotaCapacity, terms } },
    programId: input.programId,
  });
}

/** See {@link updateProvider}. */
export interface UpdateProviderInput extends OnProvider {
  readonly terms: ProviderTerms;
}

/** Replaces a provider's operator and endpoint at once, and its price and price list from the next epoch on. */
export function updateProvider(input: UpdateProviderInput): TransactionInstruction {
  const { owner, terms, programId } = input;
  const accounts = { owner, provider: providerAddress(input) };
  return build("updateProvider", { accounts, args: { terms }, programId });
}

/** See {@link setCapacity}. */
export interface SetCapacityInput extends OnProvider {
  /** Micro-credits per epoch from the next epoch on, which the bond must cover. */
  readonly capacity: bigint;
  /** Of these, what is offered to staked DIEM: no less than is committed. */
  readonly quotaCapacity: bigint;
}

/** Offers another capacity from the next epoch on. */
export function setCapacity(input: SetCapacityInput): TransactionInstruction {
  const { capacity, quotaCapacity, programId } = input;
  return build("setCapacity", {
    accounts: providerAccounts(input),
    args: { args: { capacity, quotaCapacity } },
    programId,
  });
}

/** Starts a provider's notice: no new channel or quota, and no capacity from the next epoch on. */
export function retireProvider(input: OnProvider): TransactionInstruction {
  const { programId } = input;
  return build("retireProvider", { accounts: providerAccounts(input), args: {}, programId });
}

/** See {@link closeProvider}. */
export interface CloseProviderInput extends OnProvider {
  /** The account that paid the provider's rent, and gets it back; default: the owner. */
  readonly rentPayer?: PublicKey;
  /** Default: the provider's associated token account for DIEM. Closed too. */
  readonly revenue?: PublicKey;
  /** Gets what the revenue account still holds for the owner. Default: the owner's associated token account. */
  readonly ownerDiem?: PublicKey;
}

/** Closes a retired provider that has neither bond nor channels left, and pays out its revenue. */
export function closeProvider(input: CloseProviderInput): TransactionInstruction {
  const { owner, rentPayer = owner, programId } = input;
  const { diemMint, feePool } = input.market;
  const accounts = providerAccounts(input);
  const { provider } = accounts;
  return build("closeProvider", {
    accounts: {
      ...accounts,
      rentPayer,
      revenue: input.revenue ?? revenue({ provider, diemMint }),
      feePool,
      ownerDiem: input.ownerDiem ?? ata(diemMint, owner),
    },
    args: {},
    programId,
  });
}
