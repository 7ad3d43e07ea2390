import { PublicKey } from "@solana/web3.js";
import {
  i64Of,
  keyOf,
  listOf,
  membersOf,
  readEntry,
  requireTrue,
  textOf,
  u32Of,
  u64Of,
  writeEntry,
} from "../store/entry";
import { sameBytes } from "../wire/bytes";
import { verify } from "../wire/verify";
import { fromText, type SignedVoucher, toText } from "../wire/signed";
import type { ChannelQuota, ProviderTerms } from "./terms";

/** The newest voucher of an epoch. */
export interface EpochPart {
  readonly signed: SignedVoucher;
  /** Micro-credits of the epoch's quota that were used. */
  readonly used: bigint;
}

/** What a provider must not forget of a channel. */
export interface ProviderState {
  readonly terms: ProviderTerms;
  /** DIEM base units that were used over the channel's life. */
  readonly used: bigint;
  /** Older epoch first. The last one's voucher is the newest of all, and covers the money. */
  readonly parts: readonly EpochPart[];
}

/** Of a channel from which no voucher came yet: what is settled was used. */
export function blankProvider(terms: ProviderTerms): ProviderState {
  return { terms, used: terms.settled, parts: [] };
}

export function writeProvider({ terms, used, parts }: ProviderState): string {
  const { voucherSigner, deposit, settled, closesTs, quotas } = terms;
  return writeEntry({
    voucherSigner: voucherSigner.toBase58(),
    deposit,
    settled,
    closesTs,
    quotas: quotas.map(({ epoch, ...quota }) => ({
      epoch: String(epoch),
      allowance: quota.allowance,
      used: quota.used,
    })),
    used,
    parts: parts.map((part) => ({ signed: toText(part.signed), used: part.used })),
  });
}

/** Throws `DamagedState` for what {@link writeProvider} did not write. */
export function readProvider(
  key: string,
  text: string,
  { clusterTag, channel }: { readonly clusterTag: Uint8Array; readonly channel: string },
): ProviderState {
  return readEntry(key, text, (members) => {
    const terms: ProviderTerms = {
      channel: new PublicKey(channel),
      voucherSigner: keyOf(members, "voucherSigner"),
      deposit: u64Of(members, "deposit"),
      settled: u64Of(members, "settled"),
      closesTs: members.closesTs === null ? null : i64Of(members, "closesTs"),
      quotas: listOf(members, "quotas").map(readQuota),
    };
    const used = u64Of(members, "used");
    requireTrue(used >= terms.settled, "more is settled than used");
    const parts = listOf(members, "parts").map(readPart);
    for (const { signed } of parts) requireOwn(signed, terms, clusterTag);
    requireTrue(parts.every(follows), "the vouchers are out of order");
    return { terms, used, parts };
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

function requireOwn(signed: SignedVoucher, terms: ProviderTerms, clusterTag: Uint8Array): void {
  const { voucher, signer } = signed;
  requireTrue(sameBytes(voucher.clusterTag, clusterTag), "a voucher is of another cluster");
  requireTrue(voucher.channel.equals(terms.channel), "a voucher is of another channel");
  requireTrue(signer.equals(terms.voucherSigner), "a voucher is of another signer");
  requireTrue(verify(signed), "a voucher's signature is not good");
}

function follows({ signed }: EpochPart, index: number, parts: readonly EpochPart[]): boolean {
  const before = parts[index - 1]?.signed.voucher;
  const { epoch, diem } = signed.voucher;
  return before === undefined || (before.epoch < epoch && before.diem <= diem);
}
