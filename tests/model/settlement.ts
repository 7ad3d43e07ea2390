import type { PublicKey } from "@solana/web3.js";
import { constants, quotes } from "@diem/sdk";
import { epochAt, inEpoch } from "./epochs";
import { add, saturatingAdd } from "./integers";
import { anyProvider, isOperator } from "./provider";
import { moveOn } from "./quota";
import { demand, refusalOf, refuse } from "./refusal";
import type { Address, Channel, Provider, Quota, State } from "./state";

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

interface Served {
  paid: bigint;
  quota: bigint;
  lastQuota: bigint;
}

/** Epochs whose quota can be settled: the running one, the one before, none after a notice. */
interface Window {
  readonly epoch: number;
  readonly lastQuotaEpoch: number;
}

/** Settles, and says of each entry why it was skipped; `null` for one that was settled. */
export function settle(state: State, order: Settlement): readonly (string | null)[] {
  const { provider: address, operator, entries } = order;
  const provider = anyProvider(state, { provider: address });
  demand(order.signed === entries.length, "ClaimCountMismatch");
  demand(isOperator(provider, operator), "NotOperator");
  const epoch = epochAt(provider, state.now);
  const window = { epoch, lastQuotaEpoch: provider.retiring ? provider.lastQuotaEpoch : Infinity };
  provider.sequence += 1n;
  const served: Served = { paid: 0n, quota: 0n, lastQuota: 0n };
  const refusals = entries.map((entry, nth) =>
    refusalOf(() => {
      const repeated = entries.slice(0, nth).some(({ channel }) => channel === entry.channel);
      demand(!repeated, "ChannelRepeated");
      const channel = state.channel.get(entry.channel.text) ?? refuse("AccountOwnedByWrongProgram");
      demand(channel.provider.equals(address.key), "WrongProvider");
      settleOne(state, channel, entry, window, served);
      channel.sequence += 1n;
    }),
  );
  const first = refusals.find((refusal) => refusal !== null);
  if (first != null && !refusals.includes(null)) refuse(first);
  serve(provider, epoch, served.paid, served.quota);
  if (served.lastQuota > 0n) serve(provider, epoch - 1, 0n, served.lastQuota);
  return refusals;
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
  served: Served,
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
    const diem = claim.diem - channel.settled;
    const paid = quotes.paidCredits({ diem, price: channel.usagePrice });
    served.paid = saturatingAdd(served.paid, paid);
    channel.settled = claim.diem;
  }
  if (quota !== undefined && claim.quota !== undefined) {
    const part = voucher.epoch === window.epoch ? "quota" : "lastQuota";
    served[part] = add(served[part], claim.quota - quota.used);
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
function serve(provider: Provider, epoch: number, paid: bigint, quota: bigint): void {
  const at = epoch % constants.USAGE_EPOCHS;
  const held = provider.usage[at];
  const fresh = {
    ...{ epoch, rewarded: false, capacity: inEpoch(provider.capacity, epoch) ?? 0n },
    ...{ paid: 0n, quota: 0n, reportedPaid: 0n, reportedQuota: 0n, reportedCounted: 0n },
  };
  const slot = held?.epoch === epoch ? held : fresh;
  slot.paid = saturatingAdd(slot.paid, paid);
  slot.quota = add(slot.quota, quota);
  provider.usage[at] = slot;
}
