import type { Receipt } from "@diem/wire";

/** The receipt of a call, with whom it was of and when. */
export interface PaidCall extends Receipt {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly provider: string;
  readonly channel: string;
  readonly model: string;
}

const COLUMNS = [
  "time",
  "call",
  "provider",
  "channel",
  "model",
  "credits",
  "diem",
  "quota",
  "epoch",
  "usedDiem",
  "usedQuota",
] as const;

type Row = Readonly<Record<(typeof COLUMNS)[number], string>>;

/** A line of JSON for each call, amounts as text in base units. */
export function toJsonLines(calls: readonly PaidCall[]): string {
  return calls.map((call) => `${JSON.stringify(rowOf(call))}\n`).join("");
}

/** A table of the calls with a head, as RFC 4180 has it. */
export function toCsv(calls: readonly PaidCall[]): string {
  const lines = calls.map(rowOf).map((row) => COLUMNS.map((name) => cell(row[name])).join(","));
  return [COLUMNS.join(","), ...lines].map((line) => `${line}\r\n`).join("");
}

/** A receipt as a store has it. */
export function writePaidCall(call: PaidCall): string {
  return JSON.stringify(rowOf(call));
}

/** Reads what {@link writePaidCall} wrote. */
export function readPaidCall(text: string): PaidCall {
  const row = JSON.parse(text) as Row;
  const { time, call, provider, channel, model, credits, diem, quota } = row;
  return {
    ...{ at: Date.parse(time), call, provider, channel, model },
    cost: { credits: BigInt(credits), diem: BigInt(diem), quota: BigInt(quota) },
    usage: {
      ...{ epoch: Number(row.epoch), quota: BigInt(row.usedQuota), diem: BigInt(row.usedDiem) },
    },
  };
}

function rowOf({ at, call, provider, channel, model, cost, usage }: PaidCall): Row {
  return {
    ...{ time: new Date(at).toISOString(), call, provider, channel, model },
    ...{ credits: String(cost.credits), diem: String(cost.diem), quota: String(cost.quota) },
    epoch: String(usage.epoch),
    ...{ usedDiem: String(usage.diem), usedQuota: String(usage.quota) },
  };
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
