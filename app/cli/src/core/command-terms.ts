import * as marketFile from "@diem/sdk/market-file";
import type { Token } from "./amounts";
import { CREDITS, DIEM } from "./tokens";

/** The program's arguments, fields and instructions, as the command's users know them. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ["max_vvv_locked", "--max-vvv"],
  ["min_vvv_unlocked", "--min-vvv"],
  ["max_price", "--max-price"],
  ["quota_capacity", "--quota-capacity"],
  ["duration_secs", "--duration"],
  ["genesis_ts", "opening.genesis"],
  ["epoch_secs", "opening.epochLength"],
  ["roll_epoch", "`diem epoch roll`"],
  ["request_close", "`diem channel close`"],
  ["opened_slot", "the opening slot"],
  ["closes_ts", "the closing time"],
  ["ready_ts", "ready time"],
  ["notice_ends_ts", "the end of the notice"],
  ["params_eta_ts", "the announced time"],
  ["rent_payer", "payer of the rent"],
  ...marketFile.PARAM_NAMES.map(
    (name) => [snakeCase(name), `params.${marketFile.fileName(name)}`] as [string, string],
  ),
]);

/** Amounts in base units. */
const AMOUNTS: readonly (readonly [amount: RegExp, token: Token])[] = [
  [/(\d+)( more)? DIEM base units/g, DIEM],
  [/(\d+)( more)? micro-credits/g, CREDITS],
];

/** Bounds in units that no user counts in, and names of functions. */
const UNITS: readonly (readonly [program: RegExp, command: string])[] = [
  [/pass at least one base unit/, "give an amount above zero"],
  [/pass DIEM base units per whole credit(?:, at least 1)?/, "give a price above zero"],
  [/2\^44 micro-credits/, "17592186.044416 credits"],
  [/10\^15 base units(?: \(a million DIEM per credit\))?/, "a million DIEM per credit"],
  [/pass what toText wrote/, "give it as `diem channel pay` printed it"],
  [/2\^63 base units of VVV/, "2^63 of the least amount of VVV"],
  [/\bits? base unit\b|\ba base unit\b/, "the least amount"],
];

/** The text of an SDK error, with the command's options, files and whole tokens. */
export function inCommandTerms(text: string): string {
  const bounded = UNITS.reduce((said, [sdk, command]) => said.replace(sdk, command), text);
  const whole = AMOUNTS.reduce((said, [amount, token]) => {
    const written = (_: string, units: string, more = "") =>
      `${token.plain(BigInt(units))}${more} ${token.symbol}`;
    return said.replace(amount, written);
  }, bounded);
  return whole
    .replace(/\bcall (?=(?:roll_epoch|request_close)\b)/g, "run ")
    .replace(/\b[a-z]+(?:_[a-z]+)+\b/g, (word) => WORDS.get(word) ?? word);
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
