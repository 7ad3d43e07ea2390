import { PublicKey } from "@solana/web3.js";
import type { MarketParams } from "../types";
import { fileName, PARAM_NAMES } from "./fields";
import { diem, duration } from "./figures";
import type { MarketFile, Opening, RoleHolder } from "./file";
import { texts } from "./describe";

/** See {@link format}. */
export interface FormatInput extends Partial<Pick<MarketFile, "opening" | "roles" | "token">> {
  readonly params: MarketParams;
  /** Of the VVV mint. */
  readonly vvvDecimals: number;
}

/**
 * The text of a market file, which `marketFile.parse` reads back to the same figures. Without `opening`, it is a file
 * that changes parameters.
 *
 * @example
 * const { params, vvvDecimals } = await accounts.market.fetch(connection, address);
 * await writeFile("params.json", marketFile.format({ params, vvvDecimals }));
 */
export function format({ params, vvvDecimals, opening, roles, token }: FormatInput): string {
  const words = texts({ params, vvvDecimals });
  const content = {
    ...(token ? { token } : {}),
    ...(roles ? { roles: holders(roles) } : {}),
    ...(opening ? { opening: openingText(opening) } : {}),
    params: Object.fromEntries(PARAM_NAMES.map((name) => [fileName(name), words[name]])),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function holders(roles: MarketFile["roles"]): Record<string, string> {
  const text = (holder: RoleHolder) => (holder instanceof PublicKey ? holder.toBase58() : holder);
  return Object.fromEntries(Object.entries(roles).map(([name, holder]) => [name, text(holder)]));
}

function openingText({ epochSecs, genesis, referencePrice }: Opening): Record<string, string> {
  const date = (secs: bigint) => new Date(Number(secs) * 1_000).toISOString().replace(".000Z", "Z");
  return {
    epochLength: duration.write(epochSecs),
    genesis: typeof genesis === "bigint" ? date(genesis) : genesis,
    referencePrice: diem.write(referencePrice),
  };
}
