import type { PublicKey } from "@solana/web3.js";
import { MAX_EPOCH_SECS, utcMidnight } from "../constants";
import type { CreateMarketInput } from "../instructions/market";
import type { ProgramOption } from "../pda";
import { defined } from "../defined";
import { diem, duration, type Figure } from "./figures";
import type { MarketFile, Opening, RoleHolder } from "./file";
import { invalidMarketFile } from "../errors/market-file-errors";
import { params } from "./params";

/** See {@link createMarketInput}. */
export interface CreationInput extends ProgramOption {
  readonly file: MarketFile;
  readonly creator: PublicKey;
  readonly vvvMint: PublicKey;
  /** Of the VVV mint. */
  readonly vvvDecimals: number;
  /** `constants.clusterTag` of the cluster's genesis hash. */
  readonly clusterTag: Uint8Array;
  /** Unix seconds, by the chain's clock. */
  readonly now: bigint;
}

/**
 * What `instructions.createMarket` takes for a file.
 *
 * @throws `InvalidMarketFile` if the file has no `opening`, or breaks one of the program's bounds.
 *
 * @example
 * const clusterTag = constants.clusterTag(await connection.getGenesisHash());
 * const input = marketFile.createMarketInput({ file, creator, vvvMint, vvvDecimals, clusterTag, now });
 * const create = instructions.createMarket(input);
 */
export function createMarketInput({
  file,
  creator,
  vvvMint,
  vvvDecimals,
  clusterTag,
  now,
  programId,
}: CreationInput): CreateMarketInput {
  const { opening } = file;
  if (opening === null) {
    throw invalidMarketFile({
      path: "opening",
      problem: "is missing",
      next: "add an object with epochLength, genesis and referencePrice",
    });
  }
  const { epochSecs, referencePrice } = opening;
  requireWithin("epochLength", duration, epochSecs, { least: 1n, most: MAX_EPOCH_SECS });
  const chosen = params({ file, vvvDecimals, epochSecs });
  const { referencePriceFloor: floor, referencePriceCap: cap } = chosen;
  requireWithin("referencePrice", diem, referencePrice, { least: floor, most: cap });
  const holder = (role: RoleHolder) => (role === "creator" ? creator : role);
  const { authority, guardian, arbiter, treasury } = file.roles;
  return {
    creator,
    vvvMint,
    genesisTs: genesisTs(opening, now),
    epochSecs,
    clusterTag,
    referencePrice,
    roles: {
      authority: holder(authority),
      guardian: holder(guardian),
      arbiter: holder(arbiter),
      treasury: holder(treasury),
    },
    params: chosen,
    ...defined({ programId }),
  };
}

function genesisTs({ genesis, epochSecs }: Opening, now: bigint): bigint {
  const starts = { now, "utc-midnight": utcMidnight(now) };
  const start = typeof genesis === "bigint" ? genesis : starts[genesis];
  if (start <= now && now - start < epochSecs) return start;
  throw invalidMarketFile({
    path: "opening.genesis",
    problem: start > now ? "lies in the future" : "is an epoch ago or longer",
    next: 'write "now", or the start of the running epoch',
  });
}

function requireWithin(
  name: "epochLength" | "referencePrice",
  { write }: Figure<bigint>,
  value: bigint,
  { least, most }: { readonly least: bigint; readonly most: bigint },
): void {
  if (least <= value && value <= most) return;
  throw invalidMarketFile({
    path: `opening.${name}`,
    problem: `is ${write(value)}`,
    next: `write from ${write(least)} to ${write(most)}`,
  });
}
