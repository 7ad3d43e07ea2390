import type { Names } from "./fixture";

/** An answer without what every network has of its own. */
export type Answer = { readonly error: unknown } | { readonly result: unknown };

/** How far two results have to agree; the page says why it is no further. */
const ANSWERED: ReadonlySet<string> = new Set([
  "getBlockCommitment",
  "getBlockProduction",
  "getClusterNodes",
  "getHighestSnapshotSlot",
  "getInflationGovernor",
  "getInflationRate",
  "getInflationReward",
  "getLargestAccounts",
  "getLeaderSchedule",
  "getRecentPerformanceSamples",
  "getRecentPrioritizationFees",
  "getSupply",
  "getVersion",
  "getVoteAccounts",
]);
/** Whose results are the same to the letter: both networks hold the same accounts, and made the same transactions. */
const EXACT: ReadonlySet<string> = new Set([
  "getAccountInfo",
  "getBalance",
  "getMinimumBalanceForRentExemption",
  "getMultipleAccounts",
  "getProgramAccounts",
  "getFeeForMessage",
  "getSignatureStatuses",
  "getSignaturesForAddress",
  "getStakeMinimumDelegation",
  "getTokenAccountBalance",
  "getTokenAccountsByDelegate",
  "getTokenAccountsByOwner",
  "getTokenLargestAccounts",
  "getTokenSupply",
  "getTransaction",
  "isBlockhashValid",
  "sendTransaction",
  "simulateTransaction",
]);
/** Members that say where a network is, or that the page names as missing. */
const OWN: ReadonlySet<string> = new Set([
  "apiVersion",
  "blockTime",
  "computeUnitsConsumed",
  "rentEpoch",
  "blockhash",
  "confirmationStatus",
  "confirmations",
  "contextSlot",
  "costUnits",
  "lastValidBlockHeight",
  "recentBlockhash",
  "slot",
]);
/** Whose refusals name the newest slot. */
const NAMES_SLOTS: ReadonlySet<string> = new Set(["getBlockProduction"]);

type Members = Readonly<Record<string, unknown>>;

const NOT_AVAILABLE = -32004;

function codeOf({ error }: Members): unknown {
  return (error as Members | undefined)?.code;
}

/** What two networks have to agree on in their answers to the request. */
export function normalised(method: string, answer: Members, names: Names): Answer {
  // Whether an epoch has its rewards depends on where the network is.
  if (method === "getInflationReward" && codeOf(answer) === NOT_AVAILABLE) {
    return { result: "answered" };
  }
  if (answer.error !== undefined) {
    const error = withoutOwn(answer.error, names) as Members;
    const message = String(error.message);
    const shown = NAMES_SLOTS.has(method) ? message.replace(/\d+/g, "N") : message;
    // Transactions of other bytes have their first fault at another place.
    const placeless = shown.replace(/InvalidCharacter \{.*\}/, "InvalidCharacter");
    return { error: { ...error, message: placeless } };
  }
  if (ANSWERED.has(method)) return { result: "answered" };
  const result = withoutOwn(
    method === "getBlock" ? withoutVotes(answer.result) : answer.result,
    names,
  );
  return { result: EXACT.has(method) ? result : shapeOf(result) };
}

/** Blocks pay rewards on a validator alone, and have its votes among their transactions. */
function withoutVotes(block: unknown): unknown {
  const lists = ["rewards", "signatures", "transactions"];
  const entries = Object.entries(block as Members);
  return Object.fromEntries(entries.map(([key, value]) => [key, lists.includes(key) ? [] : value]));
}

/** Whose notifications come with every slot: their kind is compared, and not how many there are. */
const OF_SLOTS: ReadonlySet<string> = new Set(["slotSubscribe", "rootSubscribe"]);

/** What two networks have to agree on in the notifications of a subscription. */
export function notified(method: string, values: readonly unknown[], names: Names): unknown {
  if (OF_SLOTS.has(method)) return shapeOf(values);
  const shown = values.map((value) => JSON.stringify(withoutOwn(value, names)));
  // A validator tells the logs of a final transaction twice now and then.
  if (method === "logsSubscribe") return [...new Set(shown)];
  // The accounts of one slot come in no particular order.
  return method === "programSubscribe" ? shown.sort() : shown;
}

function withoutOwn(value: unknown, names: Names): unknown {
  // The memo program is another build, of another size.
  if (value === names.$memoLamports) return "$memoLamports";
  if (typeof value === "string") {
    const name = Object.keys(names).find((key) => names[key] === value);
    return name ?? value.replace(/consumed \d+ of \d+/, "consumed");
  }
  if (Array.isArray(value)) {
    if (value[1] === "base64+zstd") return ["compressed", value[1]];
    const items = value
      .filter((item) => !isProgramLog(item))
      .map((item) => withoutOwn(item, names));
    // Accounts come in no particular order.
    return items.every(hasPubkey) ? items.sort((a, b) => (a.pubkey < b.pubkey ? -1 : 1)) : items;
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key]) => !OWN.has(key))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, member]) => [key, withoutOwn(member, names)]));
}

/** LiteSVM bundles other builds of some programs, which log otherwise. */
function isProgramLog(item: unknown): boolean {
  return typeof item === "string" && item.startsWith("Program log: ");
}

function hasPubkey(item: unknown): item is { readonly pubkey: string } {
  return typeof item === "object" && item !== null && "pubkey" in item;
}

/** The members of a value and their types; a list has those of its first item. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value !== "object" || value === null) return value === null ? null : typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shapeOf(member)]));
}
