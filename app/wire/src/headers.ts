import { WireError, type WireErrorName } from "./errors";
import { u32Of, u64Of } from "./integers";

/** Names of the headers, in small letters. */
export const HEADERS = {
  /** Of a request: the signed voucher, whose figures are the ceiling for all open calls of the channel together. */
  voucher: "x-diem-voucher",
  /** Of a request: the call's id, a UUID that the client chooses. */
  call: "x-diem-call",
  /** Of a request: this call's own ceiling. */
  most: "x-diem-most",
  /** Of a request: the hash of the only price list that the client accepts. */
  prices: "x-diem-prices",
  /** Of an answer: what was used of the channel in all. */
  usage: "x-diem-usage",
  /** Of an answer in JSON: what the call cost. */
  cost: "x-diem-cost",
} as const;

/** DIEM base units, and micro-credits of an epoch's quota. */
export interface Figures {
  readonly diem: bigint;
  readonly quota: bigint;
}

/** What was used of a channel in all: of the DIEM over its life, of the quota in the epoch. */
export interface Usage extends Figures {
  readonly epoch: number;
}

/** What one call cost: `credits` micro-credits, of which the quota paid a part and the DIEM the rest. */
export interface Cost extends Figures {
  readonly credits: bigint;
}

/**
 * A call's id as it is written: a UUID in small letters.
 *
 * @throws WireError `CallIdWrong`.
 */
export function readCallId(text: string): string {
  const id = text.toLowerCase();
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return id;
  const message = `${HEADERS.call} is not a UUID: send a new one for each call, as crypto.randomUUID() makes`;
  throw new WireError("CallIdWrong", message);
}

/** `d=<DIEM>,q=<micro-credits>`, in base units. */
export function writeMost({ diem, quota }: Figures): string {
  return `d=${diem},q=${quota}`;
}

/**
 * Reads what {@link writeMost} wrote; a part that is left out is zero.
 *
 * @throws WireError `MostWrong`.
 */
export function readMost(text: string): Figures {
  const found = partsOf(text, ["d", "q"], "MostWrong", HEADERS.most);
  return { diem: found.d ?? 0n, quota: found.q ?? 0n };
}

/** `e=<epoch>,q=<quota used>,d=<DIEM used>`, in base units. */
export function writeUsage({ epoch, quota, diem }: Usage): string {
  return `e=${epoch},q=${quota},d=${diem}`;
}

/**
 * Reads what {@link writeUsage} wrote.
 *
 * @throws WireError `UsageWrong`.
 */
export function readUsage(text: string): Usage {
  const { e, q, d } = partsOf(text, ["e", "q", "d"], "UsageWrong", HEADERS.usage);
  const epoch = e === undefined ? null : u32Of(String(e));
  if (epoch !== null && q !== undefined && d !== undefined) return { epoch, quota: q, diem: d };
  throw unreadable("UsageWrong", HEADERS.usage, ["e", "q", "d"]);
}

/** `q=<quota>,d=<DIEM>,c=<micro-credits>`, in base units. */
export function writeCost({ quota, diem, credits }: Cost): string {
  return `q=${quota},d=${diem},c=${credits}`;
}

/**
 * Reads what {@link writeCost} wrote.
 *
 * @throws WireError `CostWrong`.
 */
export function readCost(text: string): Cost {
  const { q, d, c } = partsOf(text, ["q", "d", "c"], "CostWrong", HEADERS.cost);
  if (q !== undefined && d !== undefined && c !== undefined) {
    return { quota: q, diem: d, credits: c };
  }
  throw unreadable("CostWrong", HEADERS.cost, ["q", "d", "c"]);
}

/** `name=<u64>` parts with commas between them, each name once and in any order. */
function partsOf(
  text: string,
  names: readonly string[],
  refusal: WireErrorName,
  what: string,
): Readonly<Record<string, bigint | undefined>> {
  const found: Record<string, bigint> = {};
  for (const part of text.split(",")) {
    const [name = "", value = "", ...rest] = part.trim().split("=");
    const figure = u64Of(value);
    const fits = rest.length === 0 && names.includes(name) && found[name] === undefined;
    if (!fits || figure === null) throw unreadable(refusal, what, names);
    found[name] = figure;
  }
  return found;
}

function unreadable(refusal: WireErrorName, what: string, names: readonly string[]): WireError {
  const form = names.map((name) => `${name}=<integer>`).join(",");
  return new WireError(refusal, `${what} cannot be read: write it as ${form}, in base units`);
}
