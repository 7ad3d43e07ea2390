import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Command } from "commander";
import type { PublicKey } from "@solana/web3.js";
import { accounts, constants, type ProviderAccount, type ProviderTerms } from "@diem/sdk";
import { DIEM, type Fact, parseAddress, type Session, UsageError } from "../../core";
import { fileFault, userPath } from "../../core/settings/paths";

/** What describes an offer on the command line. */
export interface OfferOptions {
  readonly price?: string;
  readonly endpoint?: string;
  readonly operator?: string;
  readonly priceList?: string;
}

/** What is given of an offer. */
export interface Offer {
  readonly price?: bigint;
  readonly endpoint?: string;
  readonly operator?: PublicKey;
  readonly priceListHash?: Uint8Array;
}

const HASH = /^[0-9a-f]{64}$/i;

/** Adds the options of an offer. */
export function offerOptions(command: Command): Command {
  return command
    .option("--price <diem>", "price per credit; a change takes effect in the next epoch")
    .option("--endpoint <url>", "URL for calls: http:// or https://, up to 128 bytes")
    .option("--operator <address>", "key that settles (default: your own)")
    .option(
      "--price-list <file|sha256>",
      "price list, or its SHA-256 in hexadecimal; a change takes effect in the next epoch",
    );
}

/**
 * What the options say; what is left out is not there.
 *
 * @throws UsageError for what cannot be read.
 */
export function readOffer(session: Session, options: OfferOptions): Offer {
  const { price, endpoint, operator, priceList } = options;
  return {
    ...(price === undefined ? {} : { price: DIEM.parsePositive(price) }),
    ...(endpoint === undefined ? {} : { endpoint: readEndpoint(endpoint) }),
    ...(operator === undefined ? {} : { operator: parseAddress(operator, "operator") }),
    ...(priceList === undefined ? {} : { priceListHash: readHash(session, priceList) }),
  };
}

/** Consumers use it unchanged, so it must be a complete URL. */
function readEndpoint(text: string): string {
  const url = URL.canParse(text) && !/\s/.test(text) ? new URL(text) : undefined;
  const called = url?.protocol === "http:" || url?.protocol === "https:";
  if (called && Buffer.byteLength(text) <= constants.MAX_ENDPOINT_LEN) return text;
  throw new UsageError({
    name: "EndpointInvalid",
    message: called
      ? `the endpoint has ${String(Buffer.byteLength(text))} bytes, and the maximum is ${String(constants.MAX_ENDPOINT_LEN)}`
      : `invalid endpoint URL "${text}"`,
    next: "give a URL that begins with https:// or http://, such as https://compute.example/v1",
  });
}

function readHash({ io }: Session, text: string): Uint8Array {
  if (HASH.test(text)) return Uint8Array.from(Buffer.from(text, "hex"));
  const path = userPath(text, io);
  try {
    return Uint8Array.from(createHash("sha256").update(readFileSync(path)).digest());
  } catch (cause) {
    throw new UsageError({
      name: "FileUnreadable",
      message: `the price list ${path} cannot be read: ${fileFault(cause)}`,
      next: "name a file, or give its SHA-256 as 64 hexadecimal digits",
      cause,
    });
  }
}

/** A price as people read it. */
function priceText(price: bigint): string {
  return `${DIEM.format(price)} per credit`;
}

/** The terms of an offer in words. */
export function termsFacts({ operator, endpoint, price, priceListHash }: ProviderTerms): Fact[] {
  return [
    ["price", priceText(price)],
    ["endpoint", endpoint],
    ["operator", operator.toBase58()],
    ["price list", hashText(priceListHash)],
  ];
}

/** The same for scripts. */
export function termsJson({ operator, endpoint, price, priceListHash }: ProviderTerms): object {
  return { operator, endpoint, price: DIEM.json(price), priceListHash };
}

/** A provider's price in an epoch, and the next price if it differs. */
export function offerFacts(provider: ProviderAccount, epoch: number): Fact[] {
  const [now, then] = [epoch, epoch + 1].map((at) =>
    termsFacts({ ...provider, ...accounts.provider.termsIn(provider, at) }),
  );
  return (now ?? []).map(([name, value], index) => {
    const next = then?.[index]?.[1] ?? value;
    return [name, next === value ? value : `${value}; from the next epoch on ${next}`];
  });
}

function hashText(hash: Uint8Array): string {
  return hash.every((byte) => byte === 0) ? "none" : `sha256 ${Buffer.from(hash).toString("hex")}`;
}
