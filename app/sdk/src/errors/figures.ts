import type { PublicKey } from "@solana/web3.js";
import { CREDITS, DIEM, formatAmount, type Token } from "../amounts";

/** Amounts of one token, in base units. */
export interface TokenFigures {
  /** Its symbol, for example `VVV`. */
  readonly token: string;
  readonly decimals: number;
}

/** The available amount is too small. */
export interface Shortage extends TokenFigures {
  readonly held: bigint;
  readonly needed: bigint;
  /** The largest amount that the same call could be made with now. */
  readonly mostPossible: bigint;
}

/** The unlocked stake is too small; where a mint asked for it, `mostMintable` is in base units of DIEM. */
export interface StakeShortage extends Shortage {
  readonly mostMintable?: bigint;
}

/** A bond that does not cover what it should. */
export interface BondShortage extends TokenFigures {
  readonly held: bigint;
  readonly needed: bigint;
  /** The maximum that could be withdrawn; absent if an offer needs the bond. */
  readonly mostPossible?: bigint;
  /** If an offer needs the bond: the maximum capacity that the bond covers, in micro-credits per epoch. */
  readonly mostCapacity?: bigint;
}

/** The requested amount is above what is allowed now. */
export interface Excess extends TokenFigures {
  readonly needed: bigint;
  readonly mostPossible: bigint;
}

/** A figure is on the wrong side of a bound that the caller gave. */
export interface Beyond extends TokenFigures {
  readonly value: bigint;
  readonly limit: bigint;
}

/** There is nothing to take. */
export interface Nothing extends TokenFigures {
  readonly mostPossible: bigint;
}

/** It is too early. Unix seconds by the chain's clock. */
export interface TooEarly {
  readonly now: bigint;
  readonly readyTs: bigint;
}

/** What a position still holds: VVV and DIEM base units. */
export interface Left extends TokenFigures {
  readonly staked: bigint;
  readonly openTickets: number;
  /** DIEM base units. */
  readonly unclaimedFees: bigint;
  /** VVV base units. */
  readonly unclaimedRewards: bigint;
}

/** Another key has to sign. */
export interface WrongSigner {
  readonly expected: PublicKey;
}

/** Figures of a token, as contexts hold them. */
export function of<Amounts extends object>(
  { symbol, decimals }: Token,
  amounts: Amounts,
): Amounts & TokenFigures {
  return { token: symbol, decimals, ...amounts };
}

const WORDS = [
  ["staked", "staked"],
  ["held", "held"],
  ["needed", "needed"],
  ["value", "now"],
  ["limit", "the bound"],
  ["mostPossible", "most possible"],
] as const;

/** The figures of a context in words, for people; empty if it has none. */
export function inWords(context: object): string {
  const { token, decimals, readyTs, expected, openTickets, ...amounts } = context as Readonly<
    Record<string, unknown>
  >;
  if (isKey(expected)) return ` (which is ${expected.toBase58()})`;
  if (typeof readyTs === "bigint") return ` (it is over at ${time(readyTs)})`;
  if (typeof decimals !== "number") return "";
  const said = WORDS.flatMap(([key, word]) => {
    const amount = amounts[key];
    if (typeof amount !== "bigint") return [];
    return [`${word} ${formatAmount(amount, { decimals })} ${String(token)}`];
  });
  if (typeof openTickets === "number") said.push(`open tickets ${String(openTickets)}`);
  const { mostMintable, mostCapacity } = amounts;
  if (typeof mostMintable === "bigint") {
    said[said.length - 1] = `most possible ${formatAmount(mostMintable, DIEM)} DIEM`;
  }
  if (typeof mostCapacity === "bigint") {
    said.push(`most possible ${formatAmount(mostCapacity, CREDITS)} credits`);
  }
  return said.length < 2 ? "" : ` (${said.join(", ")})`;
}

function isKey(value: unknown): value is PublicKey {
  return typeof value === "object" && value !== null && "toBase58" in value;
}

/** Unix seconds as people read them. */
function time(seconds: bigint): string {
  return new Date(Number(seconds) * 1_000).toISOString();
}
