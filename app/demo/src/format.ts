import Table from "cli-table3";

import { constants } from "@diem/sdk";

const UNIT = constants.DIEM_UNIT;
const DECIMALS = constants.DIEM_DECIMALS;
const WHOLE_BPS = BigInt(constants.BPS);

/** Whole tokens of an amount in base units, with `places` decimals, cut off. */
export function tokens(amount: bigint, places = 3): string {
  const whole = (amount / UNIT).toLocaleString("en-GB");
  const fraction = (amount % UNIT).toString().padStart(DECIMALS, "0").slice(0, places);
  return places === 0 ? whole : `${whole}.${fraction}`;
}

/** A price in DIEM per credit. */
export function price(perCredit: bigint): string {
  return tokens(perCredit, 6);
}

/** Whole credits of an amount in micro-credits, cut off. */
export function credits(micro: bigint): string {
  return (micro / constants.CREDIT_UNIT).toLocaleString("en-GB");
}

/** Basis points as a percentage. */
export function percent(bps: number | bigint): string {
  return `${(Number(bps) / 100).toFixed(2)} %`;
}

/** What `part` is of `whole`, as a percentage. */
export function share(part: bigint, whole: bigint): string {
  return whole === 0n ? "-" : percent((part * WHOLE_BPS) / whole);
}

/** A span of time in its largest whole unit. */
export function span(secs: bigint): string {
  const day = 86_400n;
  return secs % day === 0n ? `${secs / day} d` : `${secs} s`;
}

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function chapter(title: string, text: string): void {
  const heading = process.stdout.isTTY ? `\x1b[1m${title}\x1b[0m` : title;
  say(`\n${heading}\n${text}`);
}

/** A table whose first column is text and whose others are figures. */
export function table(head: string[], rows: string[][]): void {
  const colAligns = head.map((_, column) => (column === 0 ? "left" : "right"));
  const drawn = new Table({ head, colAligns, style: { head: [], border: [], compact: true } });
  drawn.push(...rows);
  say(drawn.toString());
}
