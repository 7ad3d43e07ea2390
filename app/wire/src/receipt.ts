import { WireError } from "./errors";
import { type Cost, type Figures, readCallId, type Usage } from "./headers";
import { U64_MAX, u32Of, u64Of } from "./integers";

/** Micro-credits of a credit. */
const CREDIT = 1_000_000;

/** What a provider says at the end of a call: what this call cost, and what was used of the channel in all. */
export interface Receipt {
  readonly call: string;
  readonly cost: Cost;
  readonly usage: Usage;
}

/** `usage.diem` of an answer's body: integers as text. */
export interface ReceiptMembers {
  readonly epoch: string;
  /** Micro-credits of the epoch's quota that were used in all. */
  readonly quota: string;
  /** DIEM base units that were used in all. */
  readonly diem: string;
  /** Micro-credits that this call cost. */
  readonly credits: string;
}

/** The members that a receipt adds to the `usage` of an answer: `cost` in credits, and `diem`. */
export function receiptMembers({ cost, usage }: Omit<Receipt, "call">): {
  readonly cost: number;
  readonly diem: ReceiptMembers;
} {
  return {
    cost: Number(cost.credits) / CREDIT,
    diem: {
      epoch: String(usage.epoch),
      quota: String(usage.quota),
      diem: String(usage.diem),
      credits: String(cost.credits),
    },
  };
}

/**
 * The comment that ends a stream, without the colon that begins its line:
 * `diem e=<epoch> q=<quota used> d=<DIEM used> c=<micro-credits> k=<call id> cq=<quota> cd=<DIEM>`. The last two are what
 * of the call's cost the quota and the DIEM paid.
 */
export function writeReceiptComment({ call, cost, usage }: Receipt): string {
  const { epoch, quota, diem } = usage;
  return `diem e=${epoch} q=${quota} d=${diem} c=${cost.credits} k=${call} cq=${cost.quota} cd=${cost.diem}`;
}

/**
 * Reads a comment of a stream; null for one that is no receipt. Parts that are not known are passed over.
 *
 * @throws WireError `ReceiptWrong` for a receipt that cannot be read.
 */
export function readReceiptComment(comment: string): Receipt | null {
  const [tag, ...parts] = comment.trim().split(/ +/);
  if (tag !== "diem") return null;
  const found = new Map(parts.map((part) => [part.split("=")[0] ?? "", part.split("=")[1] ?? ""]));
  const figure = (name: string): bigint => u64Of(found.get(name) ?? "") ?? unreadable();
  const epoch = u32Of(found.get("e") ?? "") ?? unreadable();
  const usage = { epoch, quota: figure("q"), diem: figure("d") };
  const cost = { credits: figure("c"), quota: figure("cq"), diem: figure("cd") };
  return { call: readCallId(found.get("k") ?? ""), cost, usage };
}

/** What a cost of `credits` takes of the quota that is there, and of DIEM at a price per credit, rounded up. */
export function payFor({
  credits,
  quota,
  price,
}: {
  readonly credits: bigint;
  /** Micro-credits of quota that may be used. */
  readonly quota: bigint;
  /** DIEM base units for a credit. */
  readonly price: bigint;
}): Figures {
  const fromQuota = credits < quota ? credits : quota;
  const scaled = (credits - fromQuota) * price;
  const unit = BigInt(CREDIT);
  return { quota: fromQuota, diem: (scaled + unit - 1n) / unit };
}

/** Micro-credits that `most` pays for at a price per credit, rounded down: all of a u64 where DIEM buys them for nothing. */
export function affordFloor(most: Figures, price: bigint): bigint {
  const paid = price === 0n ? U64_MAX : (most.diem * BigInt(CREDIT)) / price;
  const sum = most.quota + paid;
  return sum > U64_MAX ? U64_MAX : sum;
}

function unreadable(): never {
  const message = "the receipt cannot be read: it ends the stream as docs/wire.md says";
  throw new WireError("ReceiptWrong", message);
}
