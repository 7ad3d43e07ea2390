import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { ticket } from "../pda";
import { defined } from "../defined";
import { ata } from "../tokens";
import { build } from "./build";
import { type OnPosition, positionAccounts } from "./common";

/** What every instruction on an unstake ticket takes. */
export interface OnTicket extends OnPosition {
  readonly ticketId: bigint;
  /** Default: the ticket of `ticketId`. */
  readonly ticket?: PublicKey;
}

function ticketAccounts(input: OnTicket) {
  const accounts = positionAccounts(input);
  const { ticketId: id, programId } = input;
  const { position } = accounts;
  const derived = () => ticket({ position, id, ...defined({ programId }) });
  return { ...accounts, ticket: input.ticket ?? derived() };
}

/** See {@link requestUnstake}. */
export interface RequestUnstakeInput extends OnTicket {
  /** The position's `nextTicketId`. */
  readonly ticketId: bigint;
  /** VVV base units, at most the unlocked stake. */
  readonly amount: bigint;
  /** Pays the ticket's rent and signs; default: the owner. */
  readonly payer?: PublicKey;
}

/** Takes unlocked VVV out of the stake and starts its cool-down on a ticket of its own. */
export function requestUnstake(input: RequestUnstakeInput): TransactionInstruction {
  const { owner, amount, payer = owner, programId } = input;
  return build("requestUnstake", {
    accounts: { ...ticketAccounts(input), payer },
    args: { args: { amount } },
    programId,
  });
}

/** See {@link cancelUnstake}. */
export interface CancelUnstakeInput extends OnTicket {
  /** The account that paid the ticket's rent, and gets it back; default: the owner. */
  readonly rentPayer?: PublicKey;
}

/** Puts a ticket's VVV back to work and closes the ticket. */
export function cancelUnstake(input: CancelUnstakeInput): TransactionInstruction {
  const { owner, rentPayer = owner, programId } = input;
  const accounts = { ...ticketAccounts(input), rentPayer };
  return build("cancelUnstake", { accounts, args: {}, programId });
}

/** See {@link withdrawUnstaked}. */
export interface WithdrawUnstakedInput extends CancelUnstakeInput {
  /** Default: the owner's associated token account. It must exist. */
  readonly ownerVvv?: PublicKey;
}

/** Pays out a ticket whose cool-down is over and closes it. */
export function withdrawUnstaked(input: WithdrawUnstakedInput): TransactionInstruction {
  const { market, owner, rentPayer = owner, programId } = input;
  const ownerVvv = input.ownerVvv ?? ata(market.vvvMint, owner);
  return build("withdrawUnstaked", {
    accounts: { ...ticketAccounts(input), rentPayer, stakeVault: market.stakeVault, ownerVvv },
    args: {},
    programId,
  });
}
