import type { PublicKey } from "@solana/web3.js";
import { constants, type DiemEvent, type DiemEventName, errors, type events } from "@diem/sdk";
import { CREDITS, DIEM, formatTime, type Token } from "../../core";

type EventFormats = {
  readonly [Name in DiemEventName]: (data: events.EventData<Name>, vvv: Token) => string;
};

const diem = (amount: bigint) => DIEM.format(amount);
const credits = (amount: bigint) => CREDITS.format(amount);
const key = (address: PublicKey) => address.toBase58();
const price = (amount: bigint) => `${diem(amount)} per credit`;

/** What happened, in one line of words with whole tokens. */
const FORMATS: EventFormats = {
  AuthorityChanged: ({ before, after }) => `authority ${key(after)} took over from ${key(before)}`,
  AuthorityProposed: ({ authority, pending }) =>
    `authority ${key(authority)} proposed ${key(pending)}`,
  BondAdded: ({ amount, provider }, vvv) =>
    `${key(provider.owner)} added ${vvv.format(amount)} of bond, now ${vvv.format(provider.bond)}`,
  BondWithdrawalRequested: ({ amount, readyTs, provider }, vvv) =>
    `${key(provider.owner)} asked for ${vvv.format(amount)} of bond, ready ${formatTime(readyTs)}`,
  BondWithdrawn: ({ amount, provider }, vvv) =>
    `${key(provider.owner)} withdrew ${vvv.format(amount)} of bond`,
  CapacitySet: ({ provider }) =>
    `${key(provider.owner)} offers ${credits(provider.capacity)} an epoch, ${credits(provider.quotaCapacity)} of which quota`,
  ChannelClosed: ({ address, collected, refunded }) =>
    `channel ${key(address)} closed: ${diem(collected)} to the provider, ${diem(refunded)} to the consumer`,
  ChannelOpened: ({ address, channel, price: fixed }) =>
    `channel ${key(address)} opened with provider ${key(channel.provider)}: ${diem(channel.deposit)} at ${price(fixed)}`,
  CloseRequested: ({ byProvider, channel }) => {
    const closes = `from ${formatTime(channel.closesTs)} on`;
    return byProvider
      ? `provider ${key(channel.provider)} asked to close a channel with ${key(channel.consumer)}, ${closes}; its last quota is that of epoch ${String(channel.lastQuotaEpoch)}`
      : `${key(channel.consumer)} asked to close a channel with provider ${key(channel.provider)}, ${closes}`;
  },
  Collected: ({ amount, channel }) =>
    `${diem(amount)} collected for provider ${key(channel.provider)}`,
  Deposited: ({ amount, funder, channel }) =>
    `${key(funder)} deposited ${diem(amount)} for ${key(channel.consumer)} with provider ${key(channel.provider)}`,
  DiemBurned: ({ diemAmount, vvvUnlocked, bill, position }, vvv) =>
    `${key(position.owner)} burned ${diem(diemAmount)} and unlocked ${vvv.format(vvvUnlocked)}; the bill is ${diem(bill)}`,
  DiemMinted: ({ diemAmount, vvvLocked, bill, position }, vvv) =>
    `${key(position.owner)} minted ${diem(diemAmount)} and locked ${vvv.format(vvvLocked)}; the bill is ${diem(bill)}`,
  DiemMetadataSet: ({ after }) => `DIEM is shown as ${after.name} (${after.symbol})`,
  EntriesPaused: ({ by, after }) => `${key(by)} paused entries, now ${entries(after)}`,
  EntriesUnpaused: ({ by, after }) => `${key(by)} unpaused entries, now paused: ${entries(after)}`,
  EpochRecordClosed: ({ record }) => `the record of epoch ${String(record.epoch)} was removed`,
  EpochRecordOpened: ({ record }) => `a record of epoch ${String(record.epoch)} was opened`,
  EpochsRolled: ({ firstClosed, closed, served, nextReferencePrice, nextTarget, toStakers }) =>
    `${String(closed)} closed from epoch ${String(firstClosed)} on: average use ${credits(served)} an epoch; from the next epoch on the reference price is ${price(nextReferencePrice)} and the target supply ${diem(nextTarget)}; ${diem(toStakers)} of the quota pool go to the stakers`,
  MarketCreated: ({ creator, referencePrice }) =>
    `${key(creator)} opened the market at ${price(referencePrice)}`,
  ParamsApplied: ({ referencePriceBefore, referencePrice }) =>
    referencePriceBefore === referencePrice
      ? "the announced parameters took effect"
      : `the announced parameters took effect, and the reference price is ${price(referencePrice)}`,
  ParamsCancelled: () => "the announced parameters were cancelled",
  ParamsProposed: ({ etaTs }) => `parameters were announced for ${formatTime(etaTs)}`,
  PositionClosed: ({ owner }) => `${key(owner)} closed the stake position`,
  PositionOpened: ({ position }) => `${key(position.owner)} opened a stake position`,
  ProviderClosed: ({ provider }) => `provider of ${key(provider.owner)} closed`,
  ProviderRegistered: ({ provider }, vvv) =>
    `${key(provider.owner)} became a provider: bond ${vvv.format(provider.bond)}, ${credits(provider.capacity)} an epoch`,
  ProviderRetired: ({ provider, noticeEndsTs }) =>
    `provider of ${key(provider.owner)} retires, until ${formatTime(noticeEndsTs)}`,
  ProviderSlashed: ({ provider, amount, reason }, vvv) =>
    `provider of ${key(provider.owner)} lost ${vvv.format(amount)} of bond, reason ${String(reason)}`,
  ProviderUpdated: ({ provider }) =>
    `provider of ${key(provider.owner)} asks ${price(provider.price)} from the next epoch on`,
  QuotaFunded: ({ funder, amount, market }) =>
    `${key(funder)} added ${diem(amount)} to the quota pool, now ${diem(market.quotaPool)}`,
  QuotaRewardClaimed: ({ amount, provider, record }) =>
    `${key(provider.owner)} was paid ${diem(amount)} for the quota of epoch ${String(record.epoch)}`,
  QuotaStaked: ({ amount, channel }) =>
    `${key(channel.consumer)} staked ${diem(amount)}: ${credits(channel.quota.allowance)} in this epoch, ${credits(channel.nextAllowance)} in each later one`,
  QuotaUnstakeRequested: ({ amount, channel }) =>
    `${key(channel.consumer)} unstaked ${diem(amount)} of quota`,
  QuotaWithdrawn: ({ amount, channel }) =>
    `${key(channel.consumer)} withdrew ${diem(amount)} of quota stake`,
  RevenueDistributed: ({ amount, toProvider, toQuota, toTreasury, toStakers, provider }) =>
    `${diem(amount)} of ${key(provider.owner)} distributed: ${diem(toProvider)} to the provider, ${diem(toQuota)} to the quota pool, ${diem(toStakers)} to stakers, ${diem(toTreasury)} to the treasury`,
  RevenueWithdrawn: ({ amount, provider }) =>
    `${key(provider.owner)} withdrew ${diem(amount)} of revenue`,
  RewardsClaimed: ({ fees, rewards, position }, vvv) =>
    `${key(position.owner)} claimed ${diem(fees)} of fees and ${vvv.format(rewards)} of rewards`,
  RewardsCompounded: ({ amount, position }, vvv) =>
    `${key(position.owner)} compounded ${vvv.format(amount)}`,
  RewardsFunded: ({ funder, amount, endTs }, vvv) =>
    `${key(funder)} funded ${vvv.format(amount)} of rewards, streamed until ${formatTime(endTs)}`,
  RolesChanged: ({ after }) =>
    `roles: guardian ${key(after.guardian)}, arbiter ${key(after.arbiter)}, treasury ${key(after.treasury)}`,
  Staked: ({ amount, position }, vvv) =>
    `${key(position.owner)} staked ${vvv.format(amount)}, now ${vvv.format(position.staked)}`,
  TreasuryCollected: ({ amount }) => `${diem(amount)} went to the treasury`,
  UnstakeCancelled: ({ amount, position }, vvv) =>
    `${key(position.owner)} took back the unstaking of ${vvv.format(amount)}`,
  UnstakeRequested: ({ amount, readyTs, position }, vvv) =>
    `${key(position.owner)} unstakes ${vvv.format(amount)}, ready ${formatTime(readyTs)}`,
  UnstakeWithdrawn: ({ amount, position }, vvv) =>
    `${key(position.owner)} withdrew ${vvv.format(amount)}`,
  UsageReported: ({ usage, record, provider }) =>
    `${key(provider.owner)} sold ${credits(usage.bought)} and served ${credits(usage.quota)} of quota in epoch ${String(record.epoch)}: ${credits(usage.used)} count as use, ${credits(usage.rewardable)} are rewarded`,
  VouchersSettled: ({ provider, entries: settled }) =>
    `provider ${key(provider)} settled ${settled.map(entry).join(", ")}`,
};

function entry({
  channel,
  errorCode,
  settled,
}: events.EventData<"VouchersSettled">["entries"][number]): string {
  if (errorCode === 0) return `channel ${key(channel)} up to ${diem(settled)}`;
  return `not channel ${key(channel)} (${errors.fromCode(errorCode)?.name ?? String(errorCode)})`;
}

function entries(bits: number): string {
  return constants.pausedEntries(bits).join(", ") || "none";
}

/** An event in words. */
export function formatEvent<Event extends DiemEvent>({ name, data }: Event, vvv: Token): string {
  // each name's function takes the data of that name
  const words = FORMATS[name] as (data: Event["data"], vvv: Token) => string;
  return words(data, vvv);
}

/** The names of all events. */
export const EVENT_NAMES = Object.keys(FORMATS) as readonly DiemEventName[];
