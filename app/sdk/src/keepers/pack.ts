import {
  ComputeBudgetProgram,
  PublicKey,
  type TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from "@solana/web3.js";
import { MAX_COMPUTE_UNITS } from "../transactions/build";
import { PACKET_LIMIT, size } from "../transactions/size";
import type { Task, TaskKind } from "./task";

/** Instructions of one transaction. With their calls of other programs they stay below the runtime's 64. */
const MAX_INSTRUCTIONS = 12;

/** Instructions that belong together. */
export type Item = readonly TransactionInstruction[];

/** Whether a transaction holds the instructions, with a compute limit and a priority fee in front of them. */
function fits(payerKey: PublicKey, list: Item): boolean {
  if (list.length > MAX_INSTRUCTIONS) return false;
  const budget = [
    ComputeBudgetProgram.setComputeUnitLimit({ units: MAX_COMPUTE_UNITS }),
    ComputeBudgetProgram.setComputeUnitPrice({ microLamports: 0n }),
  ];
  const message = new TransactionMessage({
    payerKey,
    recentBlockhash: PublicKey.default.toBase58(), // any blockhash has its size
    instructions: [...budget, ...list],
  }).compileToV0Message();
  return size(new VersionedTransaction(message)) <= PACKET_LIMIT;
}

/** Puts the items into as few transactions as their order allows, each item whole in one of them. */
export function pack({
  payer,
  kind,
  items,
  reason,
}: {
  readonly payer: PublicKey;
  readonly kind: TaskKind;
  readonly items: readonly Item[];
  /** Of a transaction with so many items. */
  readonly reason: (items: number) => string;
}): Task[] {
  const groups: Item[][] = [];
  for (const item of items) {
    const group = groups.at(-1);
    if (group !== undefined && fits(payer, [...group.flat(), ...item])) group.push(item);
    else groups.push([item]);
  }
  return groups.map((group) => ({
    kind,
    reason: reason(group.length),
    instructions: group.flat(),
  }));
}
