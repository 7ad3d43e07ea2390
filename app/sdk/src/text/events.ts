import type { PublicKey } from "@solana/web3.js";
import { CREDITS, DIEM, formatAmount, type Token } from "../amounts";
import { pausedEntries } from "../constants";
import { fromCode } from "../errors";
import type { DiemEvent, DiemEventName, EventData } from "../events";

/** How the parts of a sentence are written. */
export interface Writing {
  /** The VVV of the market. */
  readonly vvv: Token;
  /** An address. Default: base58. */
  readonly address?: (address: PublicKey) => string;
  /** A moment in unix seconds. Default: UTC, to the second. */
  readonly time?: (unixSeconds: bigint) => string;
  /** An amount of base units. Default: exact, with its symbol. */
  readonly amount?: (baseUnits: bigint, token: Token) => string;
}

/** The same by what is written. */
interface Words {
  readonly key: (address: PublicKey) => string;
  readonly time: (unixSeconds: bigint) => string;
  readonly diem: (baseUnits: bigint) => string;
  readonly credits: (baseUnits: bigint) => string;
  readonly vvv: (baseUnits: bigint) => string;
  readonly price: (baseUnits: bigint) => string;
}

type Texts = { readonly [Name in DiemEventName]: (data: EventData<Name>, w: Words) => string };

/** What happened, in one line of words with whole tokens. */
const TEXTS: Texts = {
  AuthorityChanged: ({ before, after }, w) =>
    `authority ${w.key(after)} took over from ${w.key(before)}`,
  AuthorityProposed: ({ authority, pending }, w) =>
    `authority ${w.key(authority)} proposed ${w.key(pending)}`,
  BondAdded: ({ amount, provider }, w) =>
    `${w.key(provider.owner)} added ${w.vvv(amount)} of bond, now ${w.vvv(provider.bond)}`,
  BondWithdrawalRequested: ({ amount, readyTs, provider }, w) =>
    `${w.key(provider.owner)} asked for ${w.vvv(amount)} of bond, ready ${w.time(readyTs)}`,
  BondWithdrawn: ({ amount, provider }, w) =>
    `${w.key(provider.owner)} withdrew ${w.vvv(amount)} of bond`,
  CapacitySet: ({ provider }, w) =>
    `${w.key(provider.owner)} offers ${w.credits(provider.capacity)} an epoch, ${w.credits(provider.quotaCapacity)} of which quota`,
  ChannelClosed: ({ address, collected, refunded }, w) =>
    `channel ${w.key(address)} closed: ${w.diem(collected)} to the provider, ${w.diem(refunded)} to the consumer`,
  ChannelOpened: ({ address, channel, price: fixed }, w) =>
    `channel ${w.key(address)} opened with provider ${w.key(channel.provider)}: ${w.diem(channel.deposit)} at ${w.price(fixed)}`,
  CloseRequested: ({ byProvider, channel }, w) => {
    const closes = `from ${w.time(channel.closesTs)} on`;
    return byProvider
      ? `provider ${w.key(channel.provider)} asked to close a channel with ${w.key(channel.consumer)}, ${closes}; its last quota is that of epoch ${String(channel.lastQuotaEpoch)}`
      : `${w.key(channel.consumer)} asked to close a channel with provider ${w.key(channel.provider)}, ${closes}`;
  },
  Collected: ({ amount, channel }, w) =>
    `${w.diem(amount)} collected for provider ${w.key(channel.provider)}`,
  Deposited: ({ amount, funder, channel }, w) =>
    `${w.key(funder)} deposited ${w.diem(amount)} for ${w.key(channel.consumer)} with provider ${w.key(channel.provider)}`,
  DiemBurned: ({ diemAmount, vvvUnlocked, bill, position }, w) =>
    `${w.key(position.owner)} burned ${w.diem(diemAmount)} and unlocked ${w.vvv(vvvUnlocked)}; the bill is ${w.diem(bill)}`,
  DiemMinted: ({ diemAmount, vvvLocked, bill, position }, w) =>
    `${w.key(position.owner)} minted ${w.diem(diemAmount)} and locked ${w.vvv(vvvLocked)}; the bill is ${w.diem(bill)}`,
  DiemMetadataSet: ({ after }) => `DIEM is shown as ${after.name} (${after.symbol})`,
  EntriesPaused: ({ by, after }, w) => `${w.key(by)} paused entries, now ${entries(after)}`,
  EntriesUnpaused: ({ by, after }, w) =>
    `${w.key(by)} unpaused entries, now paused: ${entries(after)}`,
  EpochRecordClosed: ({ record }) => `the record of epoch ${String(record.epoch)} was removed`,
  EpochRecordOpened: ({ record }) => `a record of epoch ${String(record.epoch)} was opened`,
  EpochsRolled: ({ firstClosed, closed, served, nextReferencePrice, nextTarget, toStakers }, w) =>
    `${String(closed)} closed from epoch ${String(firstClosed)} on: average use ${w.credits(served)} an epoch; from the next epoch on the reference price is ${w.price(nextReferencePrice)} and the target supply ${w.diem(nextTarget)}; ${w.diem(toStakers)} of the quota pool go to the stakers`,
  MarketCreated: ({ creator, referencePrice }, w) =>
    `${w.key(creator)} opened the market at ${w.price(referencePrice)}`,
  ParamsApplied: ({ referencePriceBefore, referencePrice }, w) =>
    referencePriceBefore === referencePrice
      ? "the announced parameters took effect"
      : `the announced parameters took effect, and the reference price is ${w.price(referencePrice)}`,
  ParamsCancelled: () => "the announced parameters were cancelled",
  ParamsProposed: ({ etaTs }, w) => `parameters were announced for ${w.time(etaTs)}`,
  PositionClosed: ({ owner }, w) => `${w.key(owner)} closed the stake position`,
  PositionOpened: ({ position }, w) => `${w.key(position.owner)} opened a stake position`,
  ProviderClosed: ({ provider }, w) => `provider of ${w.key(provider.owner)} closed`,
  ProviderRegistered: ({ provider }, w) =>
    `${w.key(provider.owner)} became a provider: bond ${w.vvv(provider.bond)}, ${w.credits(provider.capacity)} an epoch`,
  ProviderRetired: ({ provider, noticeEndsTs }, w) =>
    `provider of ${w.key(provider.owner)} retires, until ${w.time(noticeEndsTs)}`,
  ProviderSlashed: ({ provider, amount, reason }, w) =>
    `provider of ${w.key(provider.owner)} lost ${w.vvv(amount)} of bond, reason ${String(reason)}`,
  ProviderUpdated: ({ provider }, w) =>
    `provider of ${w.key(provider.owner)} asks ${w.price(provider.price)} from the next epoch on`,
  QuotaFunded: ({ funder, amount, market }, w) =>
    `${w.key(funder)} added ${w.diem(amount)} to the quota pool, now ${w.diem(market.quotaPool)}`,
  QuotaRewardClaimed: ({ amount, provider, record }, w) =>
    `${w.key(provider.owner)} was paid ${w.diem(amount)} for the quota of epoch ${String(record.epoch)}`,
  QuotaStaked: ({ amount, channel }, w) =>
    `${w.key(channel.consumer)} staked ${w.diem(amount)}: ${w.credits(channel.quota.allowance)} in this epoch, ${w.credits(channel.nextAllowance)} in each later one`,
  QuotaUnstakeRequested: ({ amount, channel }, w) =>
    `${w.key(channel.consumer)} unstaked ${w.diem(amount)} of quota`,
  QuotaWithdrawn: ({ amount, channel }, w) =>
    `${w.key(channel.consumer)} withdrew ${w.diem(amount)} of quota stake`,
  RevenueDistributed: ({ amount, toProvider, toQuota, toTreasury, toStakers, provider }, w) =>
    `${w.diem(amount)} of ${w.key(provider.owner)} distributed: ${w.diem(toProvider)} to the provider, ${w.diem(toQuota)} to the quota pool, ${w.diem(toStakers)} to stakers, ${w.diem(toTreasury)} to the treasury`,
  RevenueWithdrawn: ({ amount, provider }, w) =>
    `${w.key(provider.owner)} withdrew ${w.diem(amount)} of revenue`,
  RewardsClaimed: ({ fees, rewards, position }, w) =>
    `${w.key(position.owner)} claimed ${w.diem(fees)} of fees and ${w.vvv(rewards)} of rewards`,
  RewardsCompounded: ({ amount, position }, w) =>
    `${w.key(position.owner)} compounded ${w.vvv(amount)}`,
  RewardsFunded: ({ funder, amount, endTs }, w) =>
    `${w.key(funder)} funded ${w.vvv(amount)} of rewards, streamed until ${w.time(endTs)}`,
  RolesChanged: ({ after }, w) =>
    `roles: guardian ${w.key(after.guardian)}, arbiter ${w.key(after.arbiter)}, treasury ${w.key(after.treasury)}`,
  Staked: ({ amount, position }, w) =>
    `${w.key(position.owner)} staked ${w.vvv(amount)}, now ${w.vvv(position.staked)}`,
  TreasuryCollected: ({ amount }, w) => `${w.diem(amount)} went to the treasury`,
  UnstakeCancelled: ({ amount, position }, w) =>
    `${w.key(position.owner)} took back the unstaking of ${w.vvv(amount)}`,
  UnstakeRequested: ({ amount, readyTs, position }, w) =>
    `${w.key(position.owner)} unstakes ${w.vvv(amount)}, ready ${w.time(readyTs)}`,
  UnstakeWithdrawn: ({ amount, position }, w) =>
    `${w.key(position.owner)} withdrew ${w.vvv(amount)}`,
  UsageReported: ({ usage, record, provider }, w) =>
    `${w.key(provider.owner)} sold ${w.credits(usage.bought)} and served ${w.credits(usage.quota)} of quota in epoch ${String(record.epoch)}: ${w.credits(usage.used)} count as use, ${w.credits(usage.rewardable)} are rewarded`,
  VouchersSettled: ({ provider, entries: settled }, w) =>
    `provider ${w.key(provider)} settled ${settled.map((one) => entry(one, w)).join(", ")}`,
};

function entry(
  { channel, errorCode, settled }: EventData<"VouchersSettled">["entries"][number],
  w: Words,
): string {
  if (errorCode === 0) return `channel ${w.key(channel)} up to ${w.diem(settled)}`;
  return `not channel ${w.key(channel)} (${fromCode(errorCode)?.name ?? String(errorCode)})`;
}

function entries(bits: number): string {
  return pausedEntries(bits).join(", ") || "none";
}

/** The names of all events. */
export const EVENT_NAMES = Object.keys(TEXTS) as readonly DiemEventName[];

function wordsOf({
  vvv,
  address = (one) => one.toBase58(),
  time = (at) => new Date(Number(at) * 1_000).toISOString().replace(/\.\d+Z$/, "Z"),
  amount = (baseUnits, token) => `${formatAmount(baseUnits, token)} ${token.symbol}`,
}: Writing): Words {
  const diem = (baseUnits: bigint) => amount(baseUnits, DIEM);
  return {
    ...{ key: address, time, diem },
    credits: (baseUnits) => amount(baseUnits, CREDITS),
    vvv: (baseUnits) => amount(baseUnits, vvv),
    price: (baseUnits) => `${diem(baseUnits)} per credit`,
  };
}

/**
 * What happened, in a sentence. Texts that users set, such as names, stand in it as they are.
 *
 * @example
 * const sentence = text.eventText(event, { vvv: vvvOf(market) });
 */
export function eventText<Event extends DiemEvent>(
  { name, data }: Event,
  writing: Writing,
): string {
  // each name's function takes the data of that name
  const write = TEXTS[name] as (data: Event["data"], w: Words) => string;
  return write(data, wordsOf(writing));
}
