import { readFileSync } from "node:fs";
import type { PublicKey } from "@solana/web3.js";
import { type MarketAccount, type Roles } from "@diem/sdk";
import * as marketFile from "@diem/sdk/market-file";

/** One thing that is there, and what should be. */
export interface Finding {
  readonly what: string;
  readonly found: string;
  readonly expected: string;
}

/** @throws `InvalidMarketFile` */
export function readReviewed(path: string): marketFile.MarketFile {
  return marketFile.parse(readFileSync(path, "utf8"));
}

export function differs({ found, expected }: Finding): boolean {
  return found !== expected;
}

/** A market against its file: parameters, roles, the length and start of its epochs. */
export function compareMarket({
  file,
  market,
  creator,
}: {
  readonly file: marketFile.MarketFile;
  readonly market: MarketAccount;
  readonly creator: PublicKey;
}): Finding[] {
  const { vvvDecimals, epochSecs } = market;
  const found = marketFile.texts({ params: market.params, vvvDecimals });
  const chosen = marketFile.params({ file, vvvDecimals, epochSecs });
  const expected = marketFile.texts({ params: chosen, vvvDecimals });
  const params = marketFile.PARAM_NAMES.map((name) => ({
    what: `params.${marketFile.fileName(name)}`,
    found: found[name],
    expected: expected[name],
  }));
  const roles = (Object.keys(file.roles) as (keyof Roles)[]).map((role) => {
    const holder = file.roles[role];
    return {
      what: `roles.${role}`,
      found: market.roles[role].toBase58(),
      expected: (holder === "creator" ? creator : holder).toBase58(),
    };
  });
  return [...roles, ...compareOpening(file, market), ...params];
}

const DAY_SECS = 86_400n;

/** The reference price is left out: epochs move it. */
function compareOpening({ opening }: marketFile.MarketFile, market: MarketAccount): Finding[] {
  if (opening === null) return [];
  const { genesis, epochSecs } = opening;
  const midnight = market.genesisTs - (market.genesisTs % DAY_SECS);
  const starts = { "utc-midnight": midnight, now: market.genesisTs };
  const start = typeof genesis === "bigint" ? genesis : starts[genesis];
  return [
    {
      what: "opening.epochLength",
      found: `${market.epochSecs} s`,
      expected: `${epochSecs} s`,
    },
    { what: "opening.genesis", found: `${market.genesisTs}`, expected: `${start}` },
  ];
}

/** What wallets show of DIEM, against the file. */
export function compareToken(
  expected: NonNullable<marketFile.MarketFile["token"]>,
  found: marketFile.MarketFile["token"],
): Finding[] {
  const names = ["name", "symbol", "uri"] as const;
  return names.map((name) => ({
    what: `token.${name}`,
    found: found === null ? "not set" : found[name],
    expected: expected[name],
  }));
}
