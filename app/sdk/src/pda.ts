/** Addresses of the program's accounts. @module */
import { PublicKey } from "@solana/web3.js";
import { SEEDS } from "./constants";
import { encodeInteger } from "./codec/primitives";
import { PROGRAM_ID } from "./program";
import { metadataOf } from "./token-metadata";
import { ata } from "./tokens";

/** The program whose address is derived. Default: {@link PROGRAM_ID}. */
export interface ProgramOption {
  readonly programId?: PublicKey;
}

/** Everything that instructions name of a market. `accounts.market.keys(account)` reads them from an account. */
export interface MarketKeys {
  readonly market: PublicKey;
  readonly vvvMint: PublicKey;
  readonly diemMint: PublicKey;
  readonly stakeVault: PublicKey;
  readonly bondVault: PublicKey;
  readonly rewardVault: PublicKey;
  readonly escrow: PublicKey;
  readonly feePool: PublicKey;
}

type MarketOnly = ProgramOption & { readonly market: PublicKey };

/** Addresses that were derived, the oldest first: deriving one takes a millisecond, and events name the same ones. */
const derived = new Map<string, PublicKey>();
const REMEMBERED = 10_000;

function derive(
  programId: PublicKey = PROGRAM_ID,
  seed: string,
  ...seeds: readonly (PublicKey | Uint8Array)[]
): PublicKey {
  const bytes = seeds.map((part) => (part instanceof Uint8Array ? part : part.toBytes()));
  // Every seed except the label has a fixed length, so two derivations never have the same key.
  const name = [programId.toBytes(), ...bytes].map((part) => String.fromCharCode(...part)).join("");
  const known = derived.get(seed + name);
  if (known !== undefined) return known;
  const label = new TextEncoder().encode(seed);
  const [address] = PublicKey.findProgramAddressSync([label, ...bytes], programId);
  const [oldest] = derived.keys();
  if (derived.size >= REMEMBERED && oldest !== undefined) derived.delete(oldest);
  derived.set(seed + name, address);
  return address;
}

/** The market that `creator` opened, or may open, for a VVV mint. */
export function market({
  creator,
  vvvMint,
  programId,
}: ProgramOption & { readonly creator: PublicKey; readonly vvvMint: PublicKey }): PublicKey {
  return derive(programId, SEEDS.market, creator, vvvMint);
}

/** The DIEM mint of a market. */
export function diemMint({ market, programId }: MarketOnly): PublicKey {
  return derive(programId, SEEDS.diemMint, market);
}

/** VVV of stakers: staked and cooling. */
export function stakeVault({ market, programId }: MarketOnly): PublicKey {
  return derive(programId, SEEDS.stakeVault, market);
}

/** VVV of providers: their bonds. */
export function bondVault({ market, programId }: MarketOnly): PublicKey {
  return derive(programId, SEEDS.bondVault, market);
}

/** VVV to be streamed, and VVV owed to stakers as rewards. */
export function rewardVault({ market, programId }: MarketOnly): PublicKey {
  return derive(programId, SEEDS.rewardVault, market);
}

/** DIEM of consumers. */
export function escrow({ market, programId }: MarketOnly): PublicKey {
  return derive(programId, SEEDS.escrow, market);
}

/** DIEM of stakers, treasury and quota pool. */
export function feePool({ market, programId }: MarketOnly): PublicKey {
  return derive(programId, SEEDS.feePool, market);
}

/** The stake position of an owner. */
export function position({
  market,
  owner,
  programId,
}: MarketOnly & { readonly owner: PublicKey }): PublicKey {
  return derive(programId, SEEDS.position, market, owner);
}

/** The unstake ticket `id` (u64) of a position. Throws `InvalidAmount` for an id that is no u64. */
export function ticket({
  position,
  id,
  programId,
}: ProgramOption & { readonly position: PublicKey; readonly id: bigint }): PublicKey {
  const bytes = Uint8Array.from(encodeInteger("u64", id, "id"));
  return derive(programId, SEEDS.ticket, position, bytes);
}

/** The provider account of an owner. */
export function provider({
  market,
  owner,
  programId,
}: MarketOnly & { readonly owner: PublicKey }): PublicKey {
  return derive(programId, SEEDS.provider, market, owner);
}

/** The ticket `id` (u64) of a bond's withdrawal. Throws `InvalidAmount` for an id that is no u64. */
export function bondTicket({
  provider,
  id,
  programId,
}: ProgramOption & { readonly provider: PublicKey; readonly id: bigint }): PublicKey {
  const bytes = Uint8Array.from(encodeInteger("u64", id, "id"));
  return derive(programId, SEEDS.bondTicket, provider, bytes);
}

/** The channel that a consumer opened with a provider. Throws `InvalidAmount` for a slot that is no u64. */
export function channel({
  provider,
  consumer,
  openedSlot,
  programId,
}: ProgramOption & {
  readonly provider: PublicKey;
  readonly consumer: PublicKey;
  readonly openedSlot: bigint;
}): PublicKey {
  const bytes = Uint8Array.from(encodeInteger("u64", openedSlot, "openedSlot"));
  return derive(programId, SEEDS.channel, provider, consumer, bytes);
}

/** The record of a market's epoch. Throws `InvalidAmount` for an epoch that is no u32. */
export function epochRecord({
  market,
  epoch,
  programId,
}: MarketOnly & { readonly epoch: number }): PublicKey {
  const bytes = Uint8Array.from(encodeInteger("u32", epoch, "epoch"));
  return derive(programId, SEEDS.epoch, market, bytes);
}

/** A provider's revenue account: the DIEM associated token account of the provider's address. */
export function revenue({
  provider,
  diemMint,
}: {
  readonly provider: PublicKey;
  readonly diemMint: PublicKey;
}): PublicKey {
  return ata(diemMint, provider);
}

/** DIEM's account in the Metaplex Token Metadata program. */
export function diemMetadata({ diemMint }: { readonly diemMint: PublicKey }): PublicKey {
  return metadataOf(diemMint);
}

/** The key with which the program signs its own events. */
export function eventAuthority({ programId }: ProgramOption = {}): PublicKey {
  return derive(programId, SEEDS.eventAuthority);
}

/**
 * All addresses of the market that `creator` opened for a VVV mint.
 *
 * @example
 * const market = pda.marketKeys({ creator, vvvMint });
 * const stake = instructions.stake({ market, owner, amount: 5_000_000_000n });
 */
export function marketKeys({
  creator,
  vvvMint,
  programId = PROGRAM_ID,
}: ProgramOption & { readonly creator: PublicKey; readonly vvvMint: PublicKey }): MarketKeys {
  const of = { market: market({ creator, vvvMint, programId }), programId };
  return {
    market: of.market,
    vvvMint,
    diemMint: diemMint(of),
    stakeVault: stakeVault(of),
    bondVault: bondVault(of),
    rewardVault: rewardVault(of),
    escrow: escrow(of),
    feePool: feePool(of),
  };
}
