import type { Bank } from "../core/bank";
import type { LedgerEntry } from "../core/ledger-entry";
import type { AccountChange } from "../core/observers";
import { encodeNotified } from "./account-encoding";
import { isAddress, isSignature } from "./addresses";
import { invalidParams, JsonRpcError, methodNotFound } from "./errors";
import { type AccountFilter, predicateOf } from "./filters";
import { none, tagged } from "./params/compound";
import {
  accountConfig,
  blockFilter,
  blockSubscribeConfig,
  logsConfig,
  programAccountsConfig,
  signatureConfig,
} from "./params/configs";
import type { Filter } from "./params/filters";
import { list, type Read, text } from "./params/shape";
import { params } from "./params/signature";

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

/** Reads the parameters of a subscription in full: a notification never finds one that is bad. */
type TopicReader = (bank: Bank, given: unknown) => Topic;

const nothing = params([], []);

/** A topic without parameters. */
function plain(topic: (bank: Bank) => Topic): TopicReader {
  return (bank, given) => {
    nothing(given);
    return topic(bank);
  };
}

/** A topic that a validator does not have unless it is started with it. */
function disabled(read: (given: unknown) => unknown): TopicReader {
  return (_bank, given) => {
    read(given);
    throw methodNotFound();
  };
}

const DISABLED: ReadonlySet<string> = new Set(["blockSubscribe", "voteSubscribe"]);

const TOPICS: ReadonlyMap<string, TopicReader> = new Map<string, TopicReader>([
  ["accountSubscribe", accountTopic],
  ["programSubscribe", programTopic],
  ["logsSubscribe", logsTopic],
  ["signatureSubscribe", signatureTopic],
  ["blockSubscribe", disabled(params([blockFilter], [blockSubscribeConfig]))],
  ["voteSubscribe", disabled(nothing)],
  ["slotSubscribe", plain(() => ({ onSlot: slotInfo }))],
  ["rootSubscribe", plain(() => ({ onSlot: (slot) => Number(slot) }))],
  [
    "slotsUpdatesSubscribe",
    plain((bank) => ({
      onSlot: (slot) => ({
        type: "root",
        slot: Number(slot),
        timestamp: Number(bank.timeline.timeOf(slot) ?? 0n) * 1_000,
      }),
    })),
  ],
]);

/** @param method - for example `accountSubscribe` */
export function isTopic(method: string): boolean {
  return TOPICS.has(method);
}

/** Whether there is never a subscription to the topic. */
export function isDisabled(method: string): boolean {
  return DISABLED.has(method);
}

/** @throws JsonRpcError for an unknown method or unusable parameters */
export function readTopic(bank: Bank, method: string, given: unknown): Topic {
  const reader = TOPICS.get(method);
  if (!reader) throw methodNotFound();
  return reader(bank, given);
}

const accountParams = params([text], [accountConfig]);

function accountTopic(bank: Bank, given: unknown): Topic {
  const [wanted, view = {}] = accountParams(given);
  requireSubscribable(wanted);
  return {
    onAccount: ({ address, account, slot }) =>
      address === wanted ? at(slot, encodeNotified(account, view, bank.accounts)) : undefined,
  };
}

const programParams = params([text], [programAccountsConfig]);

/** As on a validator, an account that was closed is not its program's any more: no notification. */
function programTopic(bank: Bank, given: unknown): Topic {
  const [program, config] = programParams(given);
  const matches = subscribedFilters(config?.filters);
  requireSubscribable(program);
  return {
    onAccount: ({ address, account, slot }) => {
      if (account.owner !== program || account.lamports === 0n || !matches(account))
        return undefined;
      const encoded = encodeNotified(account, config ?? {}, bank.accounts);
      return at(slot, { pubkey: address, account: encoded });
    },
  };
}

/** Agave words a subscription's bad filters a little otherwise than a request's. */
function subscribedFilters(filters: readonly Filter[] | undefined): AccountFilter {
  try {
    return predicateOf(filters);
  } catch (error) {
    throw error instanceof JsonRpcError ? invalidParams(`Invalid params: ${error.message}`) : error;
  }
}

const logsFilter = tagged({ all: none, allWithVotes: none, mentions: list(text) });
const logsParams = params([logsFilter], [logsConfig]);

function logsTopic(_bank: Bank, given: unknown): Topic {
  const [filter] = logsParams(given);
  const mentioned = mentionedBy(filter);
  return {
    onTransaction: ({ slot, transaction, err, metadata }) =>
      mentioned === undefined || transaction.keys.includes(mentioned)
        ? at(slot, { signature: transaction.signature, err, logs: metadata.logs() })
        : undefined,
  };
}

function mentionedBy({ tag, value }: Read<typeof logsFilter>): string | undefined {
  if (tag !== "mentions") return undefined;
  const [address, ...others] = value;
  if (address === undefined || others.length > 0) {
    throw invalidParams("Invalid Request: Only 1 address supported");
  }
  if (!isAddress(address)) throw invalidParams("Invalid Request: Invalid mentions provided");
  return address;
}

const signatureParams = params([text], [signatureConfig]);

function signatureTopic(bank: Bank, given: unknown): Topic {
  const [signature, config] = signatureParams(given);
  if (!isSignature(signature)) {
    throw invalidParams("Invalid Request: Invalid signature provided");
  }
  const landed = bank.ledger.record(signature);
  const status = ({ slot, err }: Pick<LedgerEntry, "slot" | "err">) => at(slot, { err });
  return {
    once: true,
    ...(landed && { initial: status(landed) }),
    ...(config?.enableReceivedNotification && {
      onReceived: ({ slot, transaction }) =>
        transaction.signature === signature ? at(slot, "receivedSignature") : undefined,
    }),
    onTransaction: (entry) =>
      entry.transaction.signature === signature ? status(entry) : undefined,
  };
}

function requireSubscribable(address: string): void {
  if (!isAddress(address)) throw invalidParams("Invalid Request: Invalid pubkey provided");
}

function slotInfo(slot: bigint, parent: bigint) {
  return { slot: Number(slot), parent: Number(parent), root: Number(slot) };
}

function at(slot: bigint, value: unknown) {
  return { context: { slot: Number(slot) }, value };
}
