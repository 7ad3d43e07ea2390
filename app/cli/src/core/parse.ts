import { PublicKey } from "@solana/web3.js";
import { U64_MAX } from "@diem/sdk";
import { UsageError } from "./errors";

/** An address as people paste it; `what` says whose: "market". */
export function parseAddress(text: string, what: string): PublicKey {
  try {
    return new PublicKey(text);
  } catch (cause) {
    throw new UsageError({
      name: "AddressInvalid",
      message: `invalid ${what} address "${text}"`,
      next: "give 32 bytes in base58, as the explorers show addresses",
      cause,
    });
  }
}

/** A whole number of 64 bits; `what` says of what: "ticket". */
export function parseWhole(text: string, what: string): bigint {
  const value = /^\d+$/.test(text) ? BigInt(text) : undefined;
  if (value !== undefined && value <= U64_MAX) return value;
  throw new UsageError({
    name: "NumberInvalid",
    message: `invalid ${what} number "${text}"`,
    next: "give a whole number in plain digits",
  });
}

const MAX_PORT = 65_535;

/** Where a server listens; 0 is any port that is free. */
export function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port <= MAX_PORT) return port;
  throw new UsageError({
    name: "PortInvalid",
    message: `invalid port "${text}"`,
    next: "give 1 to 65535, or 0 for any that is free",
  });
}

const MAX_BPS = 10_000;
const PERCENT = /^(\d{1,3})(?:\.(\d{1,2}))?%$/;

/** Basis points, from 0 to 10,000, or the same as a percentage: `50` equals `0.5%`. */
export function parseBps(text: string): number {
  const [, whole, hundredths = ""] = PERCENT.exec(text) ?? [];
  const digits = whole === undefined ? text : whole + hundredths.padEnd(2, "0");
  const bps = /^\d{1,5}$/.test(digits) ? Number(digits) : NaN;
  if (bps <= MAX_BPS) return bps;
  throw new UsageError({
    name: "BasisPointsInvalid",
    message: `invalid percentage "${text}"`,
    next: "give 0% to 100% with at most two decimals, such as 0.5%, or a whole number of basis points, such as 50",
  });
}

/** One of a few words. */
export function parseChoice<const Choice extends string>(
  text: string,
  { what, choices }: { readonly what: string; readonly choices: readonly Choice[] },
): Choice {
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  throw new UsageError({
    name: "ChoiceInvalid",
    message: `invalid ${what} "${text}"`,
    next: `give one of ${choices.join(", ")}`,
  });
}
