import { epochAt } from "./epochs";
import { U32_MAX } from "./integers";
import type { EpochRecord, PredictedEvent, State } from "./state";
import { isSame } from "./usage";

/** What a call changed, and one of the events that it told of it. */
interface Change {
  readonly before: State;
  readonly after: State;
  readonly event: PredictedEvent;
}

type Milestone = (change: Change) => boolean;

const on =
  (name: string, reached: (data: Figures, change: Change) => boolean): Milestone =>
  (change) =>
    change.event.name === name && reached(change.event.data as unknown as Figures, change);

/** The fields of events that milestones look at. */
interface Figures {
  readonly amount: bigint;
  readonly requested: bigint;
  readonly diemAmount: bigint;
  readonly returned: bigint;
  readonly toStakers: bigint;
  readonly closed: number;
  readonly records: readonly EpochRecord[];
  readonly address: { readonly toBase58: () => string };
  readonly byProvider: boolean;
  readonly price: bigint;
  readonly usage: Readonly<Record<"bought" | "paid" | "quota" | "rewardable", bigint>>;
  readonly record: EpochRecord;
  readonly channel: { readonly closing: number; readonly lastQuotaEpoch: number };
}

const eraOf = ({ market }: State) => market.debt.era;
const bondEras = ({ provider }: State) =>
  [...provider.values()].reduce((sum, { bondCooling }) => sum + bondCooling.shares.era, 0n);
const nextPrice = ({ market }: State) => market.referencePrice.next;
const nextTarget = ({ market }: State) => market.nextTarget;
const runningIn = ({ market, now }: State) => epochAt(market, now);

/** Whether something that a roll sets rises, or falls. */
const rises = (figure: (state: State) => bigint) =>
  on("EpochsRolled", (_, { before, after }) => figure(after) > figure(before));
const falls = (figure: (state: State) => bigint) =>
  on("EpochsRolled", (_, { before, after }) => figure(after) < figure(before));

/** Turns of the rules that histories must take, because a market that never takes them proves little of them. */
export const MILESTONES: Readonly<Record<string, Milestone>> = {
  "debt begins an era": ({ before, after }) => eraOf(after) > eraOf(before),
  "all debt ends with the last DIEM": ({ before, after }) => eraOf(after) >= eraOf(before) + 64n,
  "a burn of nothing frees what an era left": on("DiemBurned", (data) => data.diemAmount === 0n),
  "a cooling bond begins an era": ({ before, after }) => bondEras(after) > bondEras(before),
  "a ticket is worth less than was asked": on("BondWithdrawn", (data) => {
    return data.amount < data.requested;
  }),
  "quota is rewarded": on("QuotaRewardClaimed", ({ amount }) => amount > 0n),
  "a part of served quota is rewarded": on("UsageReported", ({ usage }) => {
    return usage.rewardable > 0n && usage.rewardable < usage.quota;
  }),
  "rewards return to the pool": on("EpochRecordClosed", ({ returned }) => returned > 0n),
  "the pool passes on what it does not need": on("EpochsRolled", (data) => data.toStakers > 0n),
  "many epochs are closed at once": on("EpochsRolled", ({ closed }) => closed > 2),
  "two records are closed at once": on("EpochsRolled", ({ records }) => records.length === 2),
  "the reference price rises": rises(nextPrice),
  "the reference price falls": falls(nextPrice),
  "the target rises": rises(nextTarget),
  "the target falls": falls(nextTarget),
  "use below the reference price": on("UsageReported", ({ usage }) => usage.paid < usage.bought),
  "use above the capacity": on("UsageReported", ({ usage, record }, { after }) => {
    const slots = [...after.provider.values()].flatMap((provider) => provider.usage);
    const isWhole = slots.some(({ epoch, capacity }) => {
      return epoch === record.epoch && capacity === usage.paid;
    });
    return isWhole && usage.paid > 0n && usage.paid < usage.bought;
  }),
  "a report takes the place of another": on("UsageReported", ({ record }, { before }) => {
    const [held] = [...before.epochRecord.values()].filter(({ epoch }) => epoch === record.epoch);
    return held !== undefined && held.paid > 0n && held.paid < record.paid;
  }),
  "what was reported counts anew, its revenue distributed": on("UsageReported", (_, change) => {
    const { before, after } = change;
    return [...after.provider].some(([address, { usage }]) =>
      usage.some(({ epoch, distributed, reported }, nth) => {
        const held = before.provider.get(address)?.usage[nth];
        const same = held?.epoch === epoch && isSame(held.reported, reported);
        return same && held.distributed === 0 && distributed === 1;
      }),
    );
  }),
  "quota that begins within an epoch": on("QuotaStaked", (_, { after: { market, now } }) => {
    return (now - market.genesisTs) % market.epochSecs > 0n;
  }),
  "a price that holds for this epoch alone": on("ChannelOpened", ({ price }, { after }) => {
    return [...after.provider.values()].some(
      ({ terms }) => terms.epoch === runningIn(after) && terms.next.price !== price,
    );
  }),
  "closing is hurried": on("CloseRequested", ({ byProvider, channel }) => {
    return !byProvider && channel.lastQuotaEpoch < U32_MAX;
  }),
  "a stake outlives the quota that it gave": on("QuotaWithdrawn", ({ channel }) => {
    return channel.closing === 1;
  }),
  "lapsed quota is released": on("ChannelClosed", ({ address }, { before }) => {
    const channel = before.channel.get(address.toBase58());
    return channel?.closing === 1 && channel.nextAllowance > 0n;
  }),
};
