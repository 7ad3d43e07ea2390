import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { bondTicket, type MarketKeys, type ProgramOption } from "../pda";
import { defined } from "../defined";
import { ata } from "../tokens";
import { build } from "./build";
import { type OnProvider, providerAccounts } from "./common";

/** See {@link addBond}. */
export interface AddBondInput extends OnProvider {
  /** VVV base units. */
  readonly amount: bigint;
  /** Default: the owner's associated token account. */
  readonly ownerVvv?: PublicKey;
}

/** Adds VVV to a provider's bond. */
export function addBond(input: AddBondInput): TransactionInstruction {
  const { owner, amount, programId } = input;
  const { vvvMint, bondVault } = input.market;
  const ownerVvv = input.ownerVvv ?? ata(vvvMint, owner);
  return build("addBond", {
    accounts: { ...providerAccounts(input), ownerVvv, bondVault },
    args: { args: { amount } },
    programId,
  });
}

/** What every instruction on a bond ticket takes. */
export interface OnBondTicket extends OnProvider {
  readonly ticketId: bigint;
  /** Default: the ticket of `ticketId`. */
  readonly ticket?: PublicKey;
}

function ticketAccounts(input: OnBondTicket) {
  const accounts = providerAccounts(input);
  const { ticketId: id, programId } = input;
  const { provider } = accounts;
  const derived = () => bondTicket({ provider, id, ...defined({ programId }) });
  return { ...accounts, ticket: input.ticket ?? derived() };
}

/** See {@link requestBondWithdrawal}. */
export interface RequestBondWithdrawalInput extends OnBondTicket {
  /** The provider's `nextTicketId`. */
  readonly ticketId: bigint;
  /** VVV base units: what stays must cover the capacity, unless the provider is retiring. */
  readonly amount: bigint;
  /** Pays the ticket's rent and signs; default: the owner. */
  readonly payer?: PublicKey;
}

/** Takes VVV out of a bond and starts its cool-down on a ticket of its own, where a slash still reaches it. */
export function requestBondWithdrawal(input: RequestBondWithdrawalInput): TransactionInstruction {
  const { owner, amount, payer = owner, programId } = input;
  return build("requestBondWithdrawal", {
    accounts: { ...ticketAccounts(input), payer },
    args: { args: { amount } },
    programId,
  });
}

/** See {@link withdrawBond}. */
export interface WithdrawBondInput extends OnBondTicket {
  /** The account that paid the ticket's rent, and gets it back; default: the owner. */
  readonly rentPayer?: PublicKey;
  /** Default: the owner's associated token account. It must exist. */
  readonly ownerVvv?: PublicKey;
}

/** Pays out a bond ticket whose cool-down is over and closes it. */
export function withdrawBond(input: WithdrawBondInput): TransactionInstruction {
  const { owner, rentPayer = owner, programId } = input;
  const { vvvMint, bondVault } = input.market;
  const ownerVvv = input.ownerVvv ?? ata(vvvMint, owner);
  return build("withdrawBond", {
    accounts: { ...ticketAccounts(input), rentPayer, bondVault, ownerVvv },
    args: {},
    programId,
  });
}

/** See {@link slashProvider}. */
export interface SlashProviderInput extends ProgramOption {
  readonly market: MarketKeys;
  /** The market's arbiter: `roles.arbiter`; signs. */
  readonly arbiter: PublicKey;
  readonly provider: PublicKey;
  /** Maximum VVV base units to take: all slashes of an epoch together take at most `maxSlashBps` of the bond. */
  readonly maxAmount: bigint;
  /** A code that the arbiter publishes, 0 to 65,535. */
  readonly reason: number;
  /** The market's treasury: `roles.treasury`. */
  readonly treasury: PublicKey;
  /** Default: the treasury's associated token account. It must exist. */
  readonly treasuryVvv?: PublicKey;
}

/** Takes part of a provider's bond, cooling or not, for the treasury. */
export function slashProvider({
  market: { market, vvvMint, bondVault },
  arbiter,
  provider,
  maxAmount,
  reason,
  treasury,
  treasuryVvv = ata(vvvMint, treasury),
  programId,
}: SlashProviderInput): TransactionInstruction {
  return build("slashProvider", {
    accounts: { arbiter, market, provider, bondVault, treasuryVvv },
    args: { args: { maxAmount, reason } },
    programId,
  });
}
