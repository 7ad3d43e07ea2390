import {
  events as chainEvents,
  type LocatedEvent,
  MarketWatch,
  ProgramHistory,
  type Token,
} from "@diem/sdk";
import { PublicKey } from "@solana/web3.js";
import type { Network } from "../../network/network";
import type { Filter } from "./kinds";
import type { Entry, EventLog } from "./log";
import { sentenceOf } from "./sentences";

/** Transactions of the past that are read at the start: each is a request. */
const PAST = 25;

/** What follows a market's events without an indexer. */
export interface ChainedInput {
  readonly network: Network;
  readonly filter: Filter;
  readonly vvv: Token;
  readonly log: EventLog;
  readonly onError: (error: unknown) => void;
  /** Called when the past has been read, or could not be. */
  readonly onRead: () => void;
}

/** Whether a value is the address, or has it in it. */
function names(value: unknown, address: PublicKey): boolean {
  if (value instanceof PublicKey) return value.equals(address);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return false;
  return Object.values(value).some((part) => names(part, address));
}

function isWanted(event: LocatedEvent, { network, filter }: ChainedInput): boolean {
  const { names: wanted, account } = filter;
  if (!event.data.stamp.market.equals(network.client.market.market)) return false;
  if (wanted !== undefined && !wanted.includes(event.name)) return false;
  if (account === undefined) return true;
  const address = new PublicKey(account);
  const counting = chainEvents.sequencesOf(event, network.program);
  return names(event.data, address) || counting.some((one) => one.account.equals(address));
}

function entriesOf(
  list: readonly LocatedEvent[],
  signature: string,
  input: ChainedInput,
): readonly Entry[] {
  return list
    .filter((event) => isWanted(event, input))
    .map((event) => ({
      key: `${signature} ${String(event.instructionIndex)} ${String(event.innerIndex)}`,
      ...{ name: event.name, words: sentenceOf(event, input.vvv), signature },
      slot: Number(event.data.stamp.slot),
      timestamp: Number(event.data.stamp.timestamp),
      ...{ final: null, cursor: null },
    }));
}

/** Follows a market's events on the chain itself: some of the newest, and what happens from now on. The returned function ends it. */
export function followChain(input: ChainedInput): () => void {
  const { network, log, onError, onRead } = input;
  const { connection, market } = network.client;
  const watch = new MarketWatch({ connection, market, ...network.program });
  const stop = watch.transactions(
    ({ events, signature }) => log.add(entriesOf(events, signature, input)),
    { onError },
  );
  const readPast = async () => {
    const history = new ProgramHistory({ connection, commitment: "confirmed", ...network.program });
    const listed = await history.page({ limit: PAST });
    for await (const { events, signature } of history.read(listed.reverse())) {
      log.add(entriesOf(events, signature, input));
    }
  };
  void readPast().catch(onError).finally(onRead);
  return () => void stop().catch(() => undefined);
}
