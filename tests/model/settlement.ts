import type { PublicKey } from "@solana/web3.js";
import { constants } from "@diem/sdk";
import { epochAt, inEpoch } from "./epochs";
import { errorCode } from "./errors";
import { countOf, emit, stampOf } from "./events";
import { add, saturating } from "./integers";
import { anyProvider, freshSlot, isOperator, unserved } from "./provider";
import { moveOn } from "./quota";
import { demand, refusalOf, refuse } from "./refusal";
import type { Address, Channel, Provider, Quota, Served, State } from "./state";

/** What is claimed of one signed voucher, and for which account. */
export interface Entry {
  readonly channel: Address;
  /** The voucher's own figures. */
  readonly voucher: {
    readonly clusterTag: Uint8Array;
    readonly channel: PublicKey;
    readonly epoch: number;
    readonly quota: bigint;
    readonly diem: bigint;
    readonly expiry: bigint;
  };
  readonly signer: PublicKey;
  readonly claim: { readonly diem?: bigint | undefined; readonly quota?: bigint | undefined };
}

export interface Settlement {
  readonly provider: Address;
  readonly operator: PublicKey;
  readonly entries: readonly Entry[];
  /** Signed vouchers, of which each must have its entry. */
  readonly signed: number;
}

interface Progress extends Served {
  lastQuota: bigint;
}

/** Epochs whose quota can be settled: the running one, the one before, none after a notice. */
interface Window {
  readonly epoch: number;
  readonly lastQuotaEpoch: number;
}

/** What the event says of one entry. */
interface Verdict {
  readonly channel: PublicKey;
  readonly errorCode: number;
  readonly channelSequence: bigint;
  readonly settled: bigint;
  readonly quotaEpoch: number;
  readonly quotaUsed: bigint;
}

/** Settles, and says of each entry why it was skipped; `null` for one that was settled. */
export function settle(state: State, order: Settlement): readonly (string | null)[] {
  const { provider: address, operator, entries } = order;
  const provider = anyProvider(state, { provider: address });
  demand(order.signed === entries.length, "ClaimCountMismatch");
  demand(isOperator(provider, operator), "NotOperator");
  const epoch = epochAt(provider, state.now);
  const window = { epoch, lastQuotaEpoch: provider.retiring ? provider.lastQuotaEpoch : Infinity };
  const stamp = stampOf(state, provider);
  const progress: Progress = { ...unserved(), lastQuota: 0n };
  const verdicts: Verdict[] = [];
  const refusals = entries.map((entry, nth) => {
    const refusal = refusalOf(() => {
      const repeated = entries.slice(0, nth).some(({ channel }) => channel === entry.channel);
      demand(!repeated, "ChannelRepeated");
      const channel = state.channel.get(entry.channel.text) ?? refuse("AccountOwnedByWrongProgram");
      demand(channel.provider.equals(address.key), "WrongProvider");
      settleOne(state, channel, entry, window, progress);
      verdicts.push(settledAs(entry, channel));
    });
    if (refusal !== null) verdicts.push(skippedAs(entry, refusal));
    return refusal;
  });
  const first = refusals.find((refusal) => refusal !== null);
  if (first != null && !refusals.includes(null)) refuse(first);
  const { diem, bought, quota, lastQuota } = progress;
  provider.totalSettled = saturating(provider.totalSettled + diem);
  serve(provider, epoch, { diem, bought, quota });
  if (lastQuota > 0n) serve(provider, epoch - 1, { ...unserved(), quota: lastQuota });
  emit(state, "VouchersSettled", { stamp, provider: address.key, epoch, entries: verdicts });
  return refusals;
}

function settledAs({ voucher }: Entry, channel: Channel): Verdict {
  const quotas = [channel.quota, channel.lastQuota];
  const quota = quotas.find((each) => each.epoch === voucher.epoch);
  return {
    ...{ channel: voucher.channel, errorCode: 0, channelSequence: countOf(channel) },
    settled: channel.settled,
    ...{ quotaEpoch: voucher.epoch, quotaUsed: quota?.used ?? 0n },
  };
}

function skippedAs({ channel }: Entry, refusal: string): Verdict {
  return {
    ...{ channel: channel.key, errorCode: errorCode(refusal), channelSequence: 0n },
    ...{ settled: 0n, quotaEpoch: 0, quotaUsed: 0n },
  };
}

const above = (part: bigint | undefined, limit: bigint) => part !== undefined && part > limit;
const sameBytes = (a: Uint8Array, b: Uint8Array) => a.every((byte, at) => byte === b[at]);

function requireGenuine(
  state: State,
  channel: Channel,
  { voucher, signer, ...entry }: Entry,
): void {
  demand(sameBytes(voucher.clusterTag, state.market.clusterTag), "VoucherClusterWrong");
  demand(voucher.channel.equals(entry.channel.key), "VoucherChannelWrong");
  demand(channel.voucherSigner.equals(signer), "VoucherSignerWrong");
  demand(voucher.expiry === 0n || state.now < voucher.expiry, "VoucherExpired");
}

function settleOne(
  state: State,
  channel: Channel,
  entry: Entry,
  window: Window,
  progress: Progress,
): void {
  const { claim, voucher } = entry;
  requireGenuine(state, channel, entry);
  const inVoucher = !above(claim.diem, voucher.diem) && !above(claim.quota, voucher.quota);
  demand(inVoucher, "ClaimAboveVoucher");
  demand(!above(claim.diem, channel.deposit), "ClaimAboveDeposit");
  // stays even where the entry is refused from here on
  moveOn(channel, window.epoch);

  const newerDiem = above(claim.diem, channel.settled);
  const quota = newerQuota(channel, entry, window, newerDiem);
  if (!newerDiem && quota === undefined) refuse(stale(channel, entry, window));
  if (newerDiem && claim.diem !== undefined) {
    // of the sum, so that paying in pieces buys the same
    const bought = saturating((claim.diem * constants.CREDIT_UNIT) / channel.price);
    progress.diem = saturating(progress.diem + claim.diem - channel.settled);
    progress.bought = saturating(progress.bought + bought - channel.bought);
    channel.settled = claim.diem;
    channel.bought = bought;
  }
  if (quota !== undefined && claim.quota !== undefined) {
    const part = voucher.epoch === window.epoch ? "quota" : "lastQuota";
    progress[part] = add(progress[part], claim.quota - quota.used);
    quota.used = claim.quota;
  }
}

/** The quota that the claim advances; what has lapsed is refused unless DIEM is paid all the same. */
function newerQuota(
  channel: Channel,
  { claim, voucher }: Entry,
  window: Window,
  newerDiem: boolean,
): Quota | undefined {
  if (claim.quota === undefined) return undefined;
  const quota = openQuota(channel, voucher.epoch, window);
  if (typeof quota === "string") return newerDiem ? undefined : refuse(quota);
  demand(claim.quota <= quota.allowance, "ClaimAboveQuota");
  return claim.quota > quota.used ? quota : undefined;
}

/** The quota of `epoch`, or why it cannot be settled. */
function openQuota(channel: Channel, epoch: number, window: Window): Quota | string {
  if (epoch > window.epoch) return "QuotaNotBegun";
  if (epoch > window.lastQuotaEpoch) return "QuotaLapsed";
  const quotas = [channel.quota, channel.lastQuota];
  return quotas.find((quota) => quota.epoch === epoch) ?? "QuotaLapsed";
}

/** Why nothing advances. */
function stale(channel: Channel, { claim, voucher }: Entry, window: Window): string {
  const quota = openQuota(channel, voucher.epoch, window);
  const used = typeof quota === "string" ? 0n : quota.used;
  const below = (part: bigint | undefined, so: bigint) => part !== undefined && part < so;
  const anyBelow = below(claim.diem, channel.settled) || below(claim.quota, used);
  return anyBelow ? "ClaimBelowSettled" : "ClaimAlreadySettled";
}

/** Books what was served in an epoch; a slot that still holds an epoch long past is taken over. */
function serve(provider: Provider, epoch: number, more: Served): void {
  const at = epoch % constants.USAGE_EPOCHS;
  const held = provider.usage[at];
  const fresh = freshSlot(epoch, inEpoch(provider.capacity, epoch) ?? 0n);
  const slot = held?.epoch === epoch ? held : fresh;
  const { served } = slot;
  served.diem = saturating(served.diem + more.diem);
  served.bought = saturating(served.bought + more.bought);
  served.quota = add(served.quota, more.quota);
  provider.usage[at] = slot;
}
