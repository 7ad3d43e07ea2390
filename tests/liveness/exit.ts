import {
  AccountLayout,
  AccountState,
  createAssociatedTokenAccountIdempotentInstruction,
  createCloseAccountInstruction,
  createTransferInstruction,
} from "@solana/spl-token";
import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { expect } from "chai";
import { bare, deliver } from "../support/sending";
import { spareAccount } from "../support/trade";
import type { Actor, World } from "../support/world";

/** One step of somebody's way out. */
export interface Exit {
  readonly who: Actor;
  readonly instructions: readonly TransactionInstruction[];
  /** What it pays the one who leaves, in base units; default: nothing. A burn takes. */
  readonly vvv?: bigint;
  readonly diem?: bigint;
  /** Whether it brings a position's earnings up to date, which rounds them down. */
  readonly settles?: true;
  /** What must be true afterwards, besides. */
  readonly check?: () => Promise<void>;
}

/** Takes an exit: its owner is the only one who signs, and pays the fee. It is paid to the base unit. */
export async function depart(
  world: World,
  { who, instructions, vvv = 0n, diem = 0n, check }: Exit,
  before: readonly TransactionInstruction[] = [],
): Promise<void> {
  const held = async () => [await balance(world, who.vvv), await balance(world, who.diem)] as const;
  const [vvvBefore, diemBefore] = await held();
  await alone(world, who, [...before, ...instructions]);
  const [vvvAfter, diemAfter] = await held();
  expect([vvvAfter - vvvBefore, diemAfter - diemBefore]).to.deep.equal([vvv, diem]);
  await check?.();
}

export async function alone(
  world: World,
  { keypair }: Pick<Actor, "keypair">,
  list: readonly TransactionInstruction[],
): Promise<void> {
  const transaction = await bare(world, list, [keypair]);
  expect(transaction.signatures.length).to.equal(1);
  await deliver(world, transaction);
}

/** Nothing where there is no account. */
async function balance(world: World, account: PublicKey): Promise<bigint> {
  const info = await world.chain.connection.getAccountInfo(account);
  return info === null ? 0n : world.balance(account);
}

/** Opens the associated token accounts again; their owner pays. */
export function reopening(
  { market: { vvvMint, diemMint } }: World,
  { address, vvv, diem }: Actor,
  payer = address,
): TransactionInstruction[] {
  const open = (account: PublicKey, mint: PublicKey) =>
    createAssociatedTokenAccountIdempotentInstruction(payer, account, address, mint);
  return [open(vvv, vvvMint), open(diem, diemMint)];
}

/**
 * Freezes an account of VVV: so lies one that was frozen before the mint's freeze authority was revoked, which a market
 * asks for. Needs the embedded chain.
 */
export function freeze({ chain: { embedded } }: World, { vvv }: Actor): void {
  const account = embedded?.getAccount(vvv) ?? null;
  if (account === null) throw new Error("needs the embedded chain and an account on it");
  account.data.writeUInt8(AccountState.Frozen, AccountLayout.offsetOf("state"));
  embedded?.setAccount(vvv, account);
}

/** The owner closes both token accounts; what they held goes to two others of the same owner. Returns the owner with those. */
export async function abandonAccounts(world: World, actor: Actor): Promise<Actor> {
  const { vvvMint, diemMint } = world.market;
  const moved = {
    ...actor,
    vvv: await spareAccount(world, actor, vvvMint),
    diem: await spareAccount(world, actor, diemMint),
  };
  const { address } = actor;
  const list: TransactionInstruction[] = [];
  for (const token of ["vvv", "diem"] as const) {
    const amount = await world.balance(actor[token]);
    list.push(createTransferInstruction(actor[token], moved[token], address, amount));
    list.push(createCloseAccountInstruction(actor[token], address, address));
  }
  await alone(world, actor, list);
  return moved;
}
