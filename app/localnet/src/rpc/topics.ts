import type { Bank } from "../core/bank";
import type { LedgerEntry } from "../core/ledger";
import type { AccountChange } from "../core/observers";
import { encodeAccount } from "./account-encoding";
import { invalidParams, JsonRpcError, RpcErrorCode } from "./errors";
import { parseFilters } from "./filters";
import { addressAt, isOptions, optionsAt, parseAddress, signatureAt } from "./method";

/** What a subscription listens to. Each handler returns a notification's `result`, if any is due. */
export interface Topic {
  /** Due at once: what was asked for has already happened. */
  readonly initial?: unknown;
  /** The subscription ends with its first notification. */
  readonly once?: true;
  readonly onAccount?: (change: AccountChange) => unknown;
  /** Asked before `onTransaction`; what it returns never ends the subscription. */
  readonly onReceived?: (entry: LedgerEntry) => unknown;
  readonly onTransaction?: (entry: LedgerEntry) => unknown;
  readonly onSlot?: (slot: bigint, parent: bigint) => unknown;
}

type TopicParser = (bank: Bank, params: readonly unknown[]) => Topic;

const TOPICS: ReadonlyMap<string, TopicParser> = new Map<string, TopicParser>([
  ["accountSubscribe", accountTopic],
  ["programSubscribe", programTopic],
  ["logsSubscribe", logsTopic],
  ["signatureSubscribe", signatureTopic],
  ["slotSubscribe", () => ({ onSlot: (slot, parent) => slotInfo(slot, parent) })],
  ["rootSubscribe", () => ({ onSlot: (slot) => Number(slot) })],
  [
    "slotsUpdatesSubscribe",
    (bank) => ({
      onSlot: (slot) => ({
        type: "root",
        slot: Number(slot),
        timestamp: Number(bank.timeline.timeOf(slot) ?? 0n) * 1_000,
      }),
    }),
  ],
]);

/** @param method - for example `accountSubscribe` */
export function isTopic(method: string): boolean {
  return TOPICS.has(method);
}

export function parseTopic(bank: Bank, method: string, params: readonly unknown[]): Topic {
  const parser = TOPICS.get(method);
  if (!parser) throw new JsonRpcError(RpcErrorCode.MethodNotFound, "Method not found");
  return parser(bank, params);
}

function accountTopic(bank: Bank, params: readonly unknown[]): Topic {
  const wanted = addressAt(params, 0);
  const options = optionsAt(params, 1);
  return {
    onAccount: ({ address, account, slot }) =>
      address === wanted ? at(slot, encodeAccount(account, options, bank.accounts)) : undefined,
  };
}

/** As on a validator, an account that was closed is not its program's any more: no notification. */
function programTopic(bank: Bank, params: readonly unknown[]): Topic {
  const program = addressAt(params, 0);
  const options = optionsAt(params, 1);
  const matches = parseFilters(options.filters);
  return {
    onAccount: ({ address, account, slot }) => {
      if (account.owner !== program || account.lamports === 0n || !matches(account))
        return undefined;
      const encoded = encodeAccount(account, options, bank.accounts);
      return at(slot, { pubkey: address, account: encoded });
    },
  };
}

function logsTopic(_bank: Bank, params: readonly unknown[]): Topic {
  const mentioned = parseLogsFilter(params[0]);
  return {
    onTransaction: ({ slot, transaction, err, metadata }) =>
      mentioned === undefined || transaction.keys.includes(mentioned)
        ? at(slot, { signature: transaction.signature, err, logs: metadata.logs() })
        : undefined,
  };
}

function parseLogsFilter(filter: unknown): string | undefined {
  if (filter === "all" || filter === "allWithVotes") return undefined;
  if (isOptions(filter) && Array.isArray(filter.mentions) && filter.mentions.length === 1) {
    return parseAddress(filter.mentions[0]);
  }
  throw invalidParams("Invalid Request: Only 1 address supported");
}

function signatureTopic(bank: Bank, params: readonly unknown[]): Topic {
  const signature = signatureAt(params, 0);
  const { enableReceivedNotification } = optionsAt(params, 1);
  const landed = bank.ledger.get(signature);
  const status = ({ slot, err }: LedgerEntry) => at(slot, { err });
  return {
    once: true,
    ...(landed && { initial: status(landed) }),
    ...(enableReceivedNotification === true && {
      onReceived: ({ slot, transaction }) =>
        transaction.signature === signature ? at(slot, "receivedSignature") : undefined,
    }),
    onTransaction: (entry) =>
      entry.transaction.signature === signature ? status(entry) : undefined,
  };
}

function slotInfo(slot: bigint, parent: bigint) {
  return { slot: Number(slot), parent: Number(parent), root: Number(slot) };
}

function at(slot: bigint, value: unknown) {
  return { context: { slot: Number(slot) }, value };
}
