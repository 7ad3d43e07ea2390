import { PublicKey } from "@solana/web3.js";
import {
  figuresOf,
  i64Of,
  keyOf,
  listOf,
  membersOf,
  type Plain,
  plainFigures,
  readEntry,
  requireTrue,
  textOf,
  u32Of,
  u64Of,
  writeEntry,
} from "../store/entry";
import type { Figures } from "../usage";
import { sameBytes } from "../wire/bytes";
import type { VerifyEd25519 } from "../wire/ed25519-interface";
import { fromText, type SignedVoucher, textRead } from "../wire/signed";
import { verify } from "../wire/verify";
import type { ChannelQuota, ProviderChannelTerms } from "./terms";

/** The newest voucher of an epoch. */
export interface EpochPart {
  readonly signed: SignedVoucher;
  /** Micro-credits of the epoch's quota that were used. */
  readonly used: bigint;
}

/** A call for which something is reserved. */
export interface ReservedCall {
  readonly id: string;
  /** Of its quota part: that of the voucher that came with it. */
  readonly epoch: number;
  /** What is reserved. */
  readonly most: Figures;
  /** What it has cost so far: that is what it costs where the provider ends before the call does. */
  readonly used: Figures;
  /** Whether it is stored although it has cost nothing so far. */
  readonly stored?: boolean;
}

/** What a provider must not forget of a channel. */
export interface ProviderState {
  readonly terms: ProviderChannelTerms;
  /** DIEM base units that were used over the channel's life. */
  readonly used: bigint;
  /** Older epoch first. The last one's voucher is the newest of all, and covers the money. */
  readonly parts: readonly EpochPart[];
  readonly calls: readonly ReservedCall[];
}

/** Of a channel from which no voucher came yet: what is settled was used. */
export function blankProvider(terms: ProviderChannelTerms): ProviderState {
  return { terms, used: terms.settled, parts: [], calls: [] };
}

export function writeProvider({ terms, used, parts, calls }: ProviderState): string {
  return writeEntry({
    terms: termsOf(terms),
    used: String(used),
    parts: parts.map((part) => ({ signed: textRead(part.signed), used: String(part.used) })),
    calls: calls.filter(isStored).map((call) => ({
      id: call.id,
      epoch: String(call.epoch),
      most: plainFigures(call.most),
      used: plainFigures(call.used),
    })),
  });
}

/** A call that has cost nothing costs nothing if the provider ends before it: it is stored only on request. */
function isStored({ used: { quota, diem }, stored = false }: ReservedCall): boolean {
  return stored || quota > 0n || diem > 0n;
}

/** Of what changes seldom and takes long to write. */
const plainTerms = new WeakMap<ProviderChannelTerms, Plain>();

function termsOf(terms: ProviderChannelTerms): Plain {
  const known = plainTerms.get(terms);
  if (known !== undefined) return known;
  const { voucherSigner, deposit, settled, price, closesTs, quotas } = terms;
  const plain = {
    voucherSigner: voucherSigner.toBase58(),
    deposit: String(deposit),
    settled: String(settled),
    price: String(price),
    closesTs: closesTs === null ? null : String(closesTs),
    quotas: quotas.map(({ epoch, allowance, used }) => ({
      epoch: String(epoch),
      allowance: String(allowance),
      used: String(used),
    })),
  };
  plainTerms.set(terms, plain);
  return plain;
}

/** What the vouchers of a stored state are held to. */
interface Ownership {
  readonly clusterTag: Uint8Array;
  readonly verifyEd25519?: VerifyEd25519 | undefined;
}

/** Throws `DamagedState` for what {@link writeProvider} did not write. */
export function readProvider(
  key: string,
  text: string,
  { channel, ...by }: Ownership & { readonly channel: string },
): ProviderState {
  return readEntry(key, text, (members) => {
    const stored = membersOf(members.terms);
    const terms: ProviderChannelTerms = {
      channel: new PublicKey(channel),
      voucherSigner: keyOf(stored, "voucherSigner"),
      deposit: u64Of(stored, "deposit"),
      settled: u64Of(stored, "settled"),
      price: u64Of(stored, "price"),
      closesTs: stored.closesTs === null ? null : i64Of(stored, "closesTs"),
      quotas: listOf(stored, "quotas").map(readQuota),
    };
    const used = u64Of(members, "used");
    requireTrue(used >= terms.settled, "more is settled than used");
    const parts = listOf(members, "parts").map(readPart);
    for (const { signed } of parts) requireOwn(signed, terms, by);
    requireTrue(parts.every(follows), "the vouchers are out of order");
    const calls = listOf(members, "calls").map(readCall);
    const epochs = parts.map(({ signed }) => signed.voucher.epoch);
    const known = calls.every(({ epoch }) => epochs.includes(epoch));
    requireTrue(known, "a call is of an epoch without a voucher");
    return { terms, used, parts, calls };
  });
}

function readQuota(value: unknown): ChannelQuota {
  const quota = membersOf(value);
  return {
    epoch: u32Of(quota, "epoch"),
    allowance: u64Of(quota, "allowance"),
    used: u64Of(quota, "used"),
  };
}

function readPart(value: unknown): EpochPart {
  const part = membersOf(value);
  return { signed: fromText(textOf(part, "signed")), used: u64Of(part, "used") };
}

function readCall(value: unknown): ReservedCall {
  const call = membersOf(value);
  const [most, used] = [figuresOf(call, "most"), figuresOf(call, "used")];
  const within = used.quota <= most.quota && used.diem <= most.diem;
  requireTrue(within, "a call has used more than was reserved");
  return { id: textOf(call, "id"), epoch: u32Of(call, "epoch"), most, used };
}

function requireOwn(
  signed: SignedVoucher,
  terms: ProviderChannelTerms,
  { clusterTag, verifyEd25519 }: Ownership,
): void {
  const { voucher, signer } = signed;
  requireTrue(sameBytes(voucher.clusterTag, clusterTag), "a voucher is of another cluster");
  requireTrue(voucher.channel.equals(terms.channel), "a voucher is of another channel");
  requireTrue(signer.equals(terms.voucherSigner), "a voucher is of another signer");
  requireTrue(verify(signed, verifyEd25519), "a voucher's signature is not good");
}

/** Whether a part's voucher is of a later epoch than the one before it, and for no less money. */
export function follows(
  { signed }: EpochPart,
  index: number,
  parts: readonly EpochPart[],
): boolean {
  const before = parts[index - 1]?.signed.voucher;
  const { epoch, diem } = signed.voucher;
  return before === undefined || (before.epoch < epoch && before.diem <= diem);
}
