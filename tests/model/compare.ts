import { AccountLayout, MintLayout } from "@solana/spl-token";
import { PublicKey } from "@solana/web3.js";
import { accounts, type events, PROGRAM_ID } from "@diem/sdk";
import { decodeMetadata } from "../../app/sdk/dist/token-metadata";
import { comparedFields } from "../coverage/compared";
import type { Kind } from "./addresses";
import { UTILISATION_BITS } from "./epoch";
import { known } from "./refusal";
import type { PredictedEvent, State } from "./state";
import type { World } from "./world";

/** Where the chain and the model differ, field by field. */
export type Differences = readonly string[];

/** What the SDK makes of an account, or the amount of a token account or mint; `undefined` where there is nothing. */
function onChain({ chain }: World, kind: Kind, text: string): unknown {
  const account = chain.getAccount(keyFrom(text));
  if (account === null) return undefined;
  if (kind === "token") return AccountLayout.decode(account.data).amount;
  if (kind === "mint") return MintLayout.decode(account.data).supply;
  if (kind === "metadata") return decodeMetadata(account.data);
  return accounts[kind].decode(account.data);
}

const keysByText = new Map<string, PublicKey>();

function keyFrom(text: string): PublicKey {
  const key = keysByText.get(text) ?? new PublicKey(text);
  keysByText.set(text, key);
  return key;
}

/** The same of the model. */
function inModel(state: State, kind: Kind, text: string): unknown {
  if (kind === "token") return state.tokens.get(text);
  if (kind === "mint") return state.supplies.get(text);
  if (kind === "metadata") return state.metadata;
  if (kind !== "market") return state[kind].get(text);
  const { market } = state;
  return { ...market, utilisationEmaBps: Number(market.utilisationEma >> UTILISATION_BITS) };
}

/** Compares one account; an address that is none of the market's has nothing to compare. */
export function differencesAt(world: World, text: string): Differences {
  const kind = world.addresses.kinds.get(text);
  if (kind === undefined) return [];
  const differences: string[] = [];
  collect(
    `${kind} ${text}`,
    inModel(world.state, kind, text),
    onChain(world, kind, text),
    differences,
  );
  return differences;
}

/** Compares everything that was ever named, and counts the program's accounts. */
export function differencesAnywhere(world: World): Differences {
  const texts = [...world.addresses.kinds.keys()];
  const differences = texts.flatMap((text) => [...differencesAt(world, text)]);
  const { position, ticket, provider, bondTicket, channel, epochRecord } = world.state;
  const maps = [position, ticket, provider, bondTicket, channel, epochRecord];
  const expected = 1 + maps.reduce((sum, { size }) => sum + size, 0);
  const found = (
    world.chain.rpc.handle("getProgramAccounts", [
      PROGRAM_ID.toBase58(),
      { encoding: "base64", dataSlice: { offset: 0, length: 0 } },
    ]) as readonly unknown[]
  ).length;
  if (found === expected) return differences;
  return [...differences, `the program has ${found} accounts, the model ${expected}`];
}

/** Compares the events of a call with those that the model expects, and notes which fields were compared. */
export function eventDifferences(
  expected: readonly PredictedEvent[],
  actual: readonly events.DiemEvent[],
): Differences {
  const differences: string[] = [];
  const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name).join();
  if (names(expected) !== names(actual)) {
    return [`events: model ${names(expected)}, chain ${names(actual)}`];
  }
  expected.forEach(({ name, data }, nth) => {
    collect(name, data, actual[nth]?.data, differences, (path) => {
      comparedFields.add(path.replace(/\.\d+(?=\.|$)/g, ""));
    });
  });
  return differences;
}

/** Both directions: a field that only one side has is a difference. `note` is told of each that both have. */
function collect(
  path: string,
  expected: unknown,
  actual: unknown,
  into: string[],
  note: (path: string) => void = () => {},
): void {
  if (isRecord(expected) && isRecord(actual)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      collect(`${path}.${key}`, expected[key], actual[key], into, note);
    }
    return;
  }
  if (same(expected, actual)) note(path);
  else into.push(`${path}: model ${show(expected)}, chain ${show(actual)}`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  const opaque = value instanceof PublicKey || value instanceof Uint8Array;
  return typeof value === "object" && value !== null && !opaque;
}

function same(expected: unknown, actual: unknown): boolean {
  if (expected instanceof PublicKey && actual instanceof PublicKey) return expected.equals(actual);
  if (expected instanceof Uint8Array && actual instanceof Uint8Array) {
    return Buffer.compare(expected, actual) === 0;
  }
  return expected === actual;
}

/** A value in a message: bigints and keys are legible. */
export function show(value: unknown): string {
  const legible = (_key: string, part: unknown) => {
    if (typeof part === "bigint") return `${part}n`;
    return part instanceof Uint8Array ? Buffer.from(part).toString("hex") : part;
  };
  return value === undefined ? "nothing" : known(JSON.stringify(value, legible), "text");
}
