import { idl } from "@diem/sdk";
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
    u64s(10n, 11n, 12n, 13n), // staked, locked, outstanding, cooling
    u64s(1n, 2n), // fee checkpoint, low word first
    u64s(MAX, 3n),
    u64s(0n, MAX),
    u64s(14n, 15n, MAX),
    filler(128),
  ]);

export const ENDPOINT = Buffer.from("https://ü").subarray(0, 9);

interface ProviderFlags {
  readonly price?: bigint;
  readonly retiring?: number;
  readonly underbonded?: number;
}

const scheduled = (first: bigint, epoch: number) =>
  Buffer.concat([u64s(first, first + 1n, first + 2n), u32(epoch), filler(4)]);

/** A usage slot in whose figures the epoch shows. */
const usageSlot = (epoch: number) => {
  const base = BigInt(epoch) * 10n;
  const rewarded = Buffer.from([epoch % 2]);
  const figures = u64s(base, base + 1n, base + 2n, base + 3n, base + 4n, base + 5n);
  return Buffer.concat([u32(epoch), rewarded, filler(3), figures]);
};

export const providerData = ({ price = 0n, retiring = 0, underbonded = 0 }: ProviderFlags = {}) =>
  Buffer.concat([
    discriminator("Provider"),
    ...[Buffer.from([1, 252, ENDPOINT.length, retiring, underbonded]), filler(3)],
    ...[keys(1, 2, 3, 4, 5), Buffer.alloc(32, 7), ENDPOINT, Buffer.alloc(119)],
    ...[Buffer.from([1, 2, 3, 4]), u32(19), i64(-20n), i64(21n)],
    u64s(price, 22n, 23n, 24n), // claimable, total revenue, bond
    u64s(25n, 26n, 27n), // cooling bond and its shares, bond per credit
    ...[scheduled(30n, 33), scheduled(34n, 37), scheduled(38n, 41)],
    ...[u64(42n), i64(43n), u32(44), u32(45), u64(47n)],
    ...[0, 1, 2, 3, 4, 5, 6, 7].map(usageSlot),
    ...[u64(MAX), Buffer.from([0x88, 0x13]), filler(6), filler(248)],
  ]);

export const bondTicketData = () =>
  Buffer.concat([
    discriminator("BondTicket"),
    ...[Buffer.from([1, 251]), filler(6), keys(1, 2)],
    u64s(MAX, 3n, 4n),
    ...[i64(-5n), i64(6n), filler(32)],
  ]);

const quota = (epoch: number) =>
  Buffer.concat([u32(epoch), filler(4), u64s(BigInt(epoch) + 1n, BigInt(epoch) + 2n)]);

export const channelData = (closesTs: bigint) =>
  Buffer.concat([
    discriminator("Channel"),
    ...[Buffer.from([1, 250]), filler(6), keys(1, 2, 3, 4, 5)],
    u64s(MAX, 10n, 11n, 12n), // opened slot, price, usage price, credits per DIEM
    ...[i64(-13n), i64(closesTs)],
    u64s(14n, 15n, 16n), // deposit, settled, collected
    u64s(18n, 19n, 20n, 21n), // staked, cooling, withdrawable, next allowance
    ...[quota(30), quota(40), u64(50n), filler(64)],
  ]);

export const recordData = (closed: number) =>
  Buffer.concat([
    discriminator("EpochRecord"),
    ...[Buffer.from([1, 249, closed]), filler(1), u32(4_294_967_295), keys(1, 2)],
    u64s(10n, 11n, 12n, 13n, 14n, 15n, MAX),
    ...[Buffer.from([0x10, 0x27]), filler(6), filler(64)],
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
