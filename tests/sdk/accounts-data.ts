import { idl } from "@diem/sdk/idl";
import { anchorProgram, isBN, key } from "./support";

export const MAX = 2n ** 64n - 1n;

const u32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const u64 = (value: bigint) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
};
const i64 = (value: bigint) => u64(BigInt.asUintN(64, value));
const u64s = (...values: bigint[]) => Buffer.concat(values.map(u64));
const keys = (...seeds: number[]) => Buffer.concat(seeds.map((seed) => key(seed).toBuffer()));
/** Bytes that nobody reads. */
const filler = (length: number) => Buffer.alloc(length, 9);

export const discriminator = (name: string) =>
  Buffer.from(
    idl.accounts.find((account) => (account.name as string) === name)?.discriminator ?? [],
  );

export const ticketData = (version = 1) =>
  Buffer.concat([
    discriminator("UnstakeTicket"),
    ...[Buffer.from([version, 254]), filler(6), keys(1, 2)],
    u64s(MAX, 2n ** 53n + 1n),
    ...[i64(-3n), i64(4n), filler(32)],
  ]);

export const positionData = () =>
  Buffer.concat([
    discriminator("StakePosition"),
    ...[Buffer.from([1, 253]), filler(2), Buffer.from([4, 3, 2, 1]), keys(1, 2, 3)],
    u64s(10n, 11n, 12n, 2n ** 40n, 13n), // staked, locked, units of debt and their era, cooling
    u64s(1n, 2n), // fee checkpoint, low word first
    u64s(MAX, 3n), // reward checkpoint
    u64s(14n, 15n, MAX),
    filler(128),
  ]);

export const ENDPOINT = Buffer.from("https://ü").subarray(0, 9);

interface ProviderFlags {
  readonly retiring?: number;
  readonly underbonded?: number;
}

const scheduled = (first: bigint, epoch: number) =>
  Buffer.concat([u64s(first, first + 1n, first + 2n), u32(epoch), filler(4)]);

/** A price, and a price list whose hash is one byte over and over. */
const priceTerms = (price: bigint, hash: number) =>
  Buffer.concat([u64(price), Buffer.alloc(32, hash)]);

/** A usage slot in whose figures the epoch shows. */
const usageSlot = (epoch: number) => {
  const base = BigInt(epoch) * 10n;
  const served = u64s(base + 1n, base + 2n, base + 3n); // DIEM, bought, quota
  const reported = u64s(base + 4n, base + 5n, base + 6n);
  const distributed = Buffer.from([epoch % 2]);
  const head = [u32(epoch), distributed, filler(3), u64(base)];
  return Buffer.concat([...head, served, reported, u64(base + 7n)]);
};

export const providerData = ({ retiring = 0, underbonded = 0 }: ProviderFlags = {}) =>
  Buffer.concat([
    discriminator("Provider"),
    ...[Buffer.from([1, 252, ENDPOINT.length, retiring, underbonded]), filler(3)],
    ...[keys(1, 2, 3, 4, 5), ENDPOINT, Buffer.alloc(119)],
    ...[Buffer.from([1, 2, 3, 4]), u32(19), i64(-20n), i64(21n)],
    ...[priceTerms(16n, 7), priceTerms(MAX, 8), u32(17), filler(4)],
    u64s(22n, 23n, 2n ** 60n, 24n), // claimable, total revenue, total settled, bond
    ...[u64s(25n, 26n, 28n), u32(29), filler(4)], // cooling bond, its shares, their era, tickets
    u64(27n), // bond per credit
    ...[scheduled(30n, 33), scheduled(34n, 37), scheduled(38n, 41)],
    ...[u64(42n), i64(43n), u32(44), u32(45), u64(47n)],
    ...[0, 1, 2, 3, 4, 5, 6, 7].map(usageSlot),
    ...[u64(MAX), Buffer.from([0x88, 0x13]), filler(6), u64(48n), filler(240)],
  ]);

export const bondTicketData = () =>
  Buffer.concat([
    discriminator("BondTicket"),
    ...[Buffer.from([1, 251]), filler(6), keys(1, 2)],
    u64s(MAX, 3n, 7n, 4n), // id, shares and their era, requested
    ...[i64(-5n), i64(6n), filler(32)],
  ]);

const quota = (epoch: number) =>
  Buffer.concat([u32(epoch), filler(4), u64s(BigInt(epoch) + 1n, BigInt(epoch) + 2n)]);

export const channelData = (closesTs: bigint, closing = 0) =>
  Buffer.concat([
    discriminator("Channel"),
    ...[Buffer.from([1, 250, closing]), filler(1), u32(4_294_967_295), keys(1, 2, 3, 4, 5)],
    u64s(MAX, 10n, 11n, 12n), // opened slot, price, bought, credits per DIEM
    ...[i64(-13n), i64(closesTs)],
    u64s(14n, 15n, 16n), // deposit, settled, collected
    u64s(18n, 19n, 20n, 21n), // staked, cooling, withdrawable, next allowance
    ...[quota(30), quota(40), u64(50n), filler(64)],
  ]);

export const recordData = (closed: number) =>
  Buffer.concat([
    discriminator("EpochRecord"),
    ...[Buffer.from([1, 249, closed]), filler(1), u32(4_294_967_295), keys(1, 2)],
    u64s(10n, 11n), // capacity, reference price
    Buffer.from([1, 2, 3, 4, 5, 6, 0x10, 0x27]), // price step, match, cap, utilisation
    u64s(12n, 13n, 14n, 15n), // paid, quota, used, rewardable
    u64s(MAX, 16n), // sum of prices, low word first
    u64s(17n, 18n, MAX), // rewarded, reward pool, rewards claimed
    filler(64),
  ]);

/** A market whose bytes are all different, and what Anchor's own coder reads from them. */
export function marketSample(): { data: Buffer; fields: Record<string, unknown> } {
  const { size } = anchorProgram.account.market;
  const data = Buffer.from(Array.from({ length: size }, (_, index) => (index * 151 + 17) % 256));
  discriminator("Market").copy(data);
  data[8] = 1; // version
  const fields = anchorProgram.coder.types.decode<Record<string, unknown>>(
    "market",
    data.subarray(8),
  );
  return { data, fields };
}

/** What the SDK makes of a value of Anchor's coder. */
export function plain(value: unknown): unknown {
  if (isBN(value)) return BigInt(value.toString());
  if (Array.isArray(value)) return Uint8Array.from(value as number[]);
  if (typeof value !== "object" || value === null || "toBase58" in value) return value;
  const parts = Object.entries(value)
    .filter(([name]) => !name.startsWith("padding"))
    .map(([name, part]) => [name, plain(part)] as const);
  const fields: Record<string, unknown> = Object.fromEntries(parts);
  const { lo, hi } = fields;
  return typeof lo === "bigint" && typeof hi === "bigint" ? (hi << 64n) | lo : fields;
}
