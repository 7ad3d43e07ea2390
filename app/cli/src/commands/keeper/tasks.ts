import type { Keypair, Signer } from "@solana/web3.js";
import { keepers, type ProviderAccount, transactions } from "@diem/sdk";
import { existsSync } from "node:fs";
import type { WalletContext, Session } from "../../core";
import { folderOf, inStore, REMEMBERED } from "../channel/ledgers";

/** One transaction that a keeper may send: a task of the market, or a settlement. */
export interface KeeperTask extends Omit<keepers.Task, "kind"> {
  readonly kind: keepers.TaskKind | "settle";
  /** Signers besides the wallet. */
  readonly signers?: readonly Signer[];
}

/** When a keeper settles the vouchers that this machine has accepted. */
export interface SettlementRules {
  /** The key of the providers' operator. */
  readonly operator: Keypair;
  /** DIEM base units, and micro-credits of quota, from which on a channel is settled. */
  readonly diemAtLeast: bigint;
  readonly quotaAtLeast: bigint;
  /** Seconds before a voucher expires or a quota lapses. */
  readonly leadSecs: bigint;
}

/** Limits that decide whether a task is worth a transaction. */
export interface Rules {
  readonly thresholds: keepers.Thresholds;
  readonly settling: SettlementRules | undefined;
}

/** Due tasks of the market itself, which follow from the chain alone. */
export function marketTasks(
  { connection, settings }: Session,
  { market: { address: market }, owner: payer }: WalletContext,
  thresholds: keepers.Thresholds,
): Promise<KeeperTask[]> {
  const programId = settings.programId.value;
  return keepers.due({ connection, market, payer, programId, ...thresholds });
}

/** Due settlements of the vouchers in this machine's stores, for every provider of the operator. */
export async function settlementTasks(
  session: Session,
  on: WalletContext,
  settling: SettlementRules,
): Promise<KeeperTask[]> {
  const { operator } = settling;
  const providers = await on.client.read.providers();
  const served = providers.filter((provider) =>
    [provider.operator, provider.owner].some((key) => key.equals(operator.publicKey)),
  );
  const tasks = await Promise.all(
    served.map((provider) => settlementsFor(session, on, provider, settling)),
  );
  return tasks.flat();
}

async function settlementsFor(
  session: Session,
  on: WalletContext,
  { address: provider }: ProviderAccount,
  { operator, ...rules }: SettlementRules,
): Promise<KeeperTask[]> {
  const folder = folderOf(session, on, { side: "provider", address: provider });
  if (!existsSync(folder)) return [];
  const programId = session.settings.programId.value;
  const due = await inStore(session, folder, async (store) => {
    const desk = await on.client.vouchers.provider({ provider, store, ...REMEMBERED });
    return desk.ledger.due({ ...rules, now: desk.now() });
  });
  const entries = due.flatMap((item) => item.entries);
  const settlement = {
    provider,
    operator: operator.publicKey,
    payer: on.owner,
    entries,
    programId,
  };
  return transactions.settle(settlement).map(({ instructions, entries: settled }) => ({
    kind: "settle",
    reason: `settle ${String(settled.length)} ${settled.length === 1 ? "voucher" : "vouchers"} of provider ${provider.toBase58()}`,
    instructions,
    signers: operator.publicKey.equals(on.owner) ? [] : [operator],
  }));
}
