import type { PublicKey } from "@solana/web3.js";
import { expect } from "chai";
import fc from "fast-check";
import {
  accounts,
  type ChannelAccount,
  constants,
  type EpochRecordAccount,
  instructions,
  keepers,
  type MarketAccount,
  pda,
  type ProviderAccount,
  transactions,
} from "@diem/sdk";
import { channelAccount } from "../support/channels";
import * as epochs from "../support/epochs";
import { UNIT } from "../support/market";
import { providerAccount } from "../support/providers";
import { EPOCH_SECS, openMarket } from "./keepers-support";
import { key, offlineConnection } from "./support";

const BLOCKHASH = key(200).toBase58();

type Thresholds = keepers.Thresholds;

describe("sdk: plans of keepers", () => {
  const payer = key(1);
  let market: MarketAccount;
  let provider: ProviderAccount;
  let channel: ChannelAccount;
  let record: EpochRecordAccount;
  let on: { market: ReturnType<typeof accounts.market.keys> };

  before(async () => {
    const { world, opened } = await openMarket();
    const [one] = opened;
    if (one === undefined) throw new Error("two channels");
    await epochs.rollEpoch(world);
    const epoch = await epochs.openRecord(world);
    market = { ...(await world.marketAccount()), genesisTs: 0n, hasRecord: [false, false] };
    provider = await providerAccount(world, one.seller);
    channel = await channelAccount(world, one);
    record = await epochs.recordAccount(world, epoch);
    on = { market: accounts.market.keys(market) };
  });

  /** The market in whose `epoch` the clock stands at `now(epoch)`. */
  const now = (epoch: number) => BigInt(epoch) * EPOCH_SECS;
  const blank = {
    capacity: 0n,
    paid: 0n,
    quota: 0n,
    reportedPaid: 0n,
    reportedQuota: 0n,
    reportedCounted: 0n,
    rewarded: false,
  };
  type Slot = Partial<typeof blank> & { readonly epoch: number };
  const withUsage = (address: PublicKey, ...slots: readonly Slot[]): ProviderAccount => {
    const usage = Array.from({ length: constants.USAGE_EPOCHS }, () => ({ ...blank, epoch: 0 }));
    for (const slot of slots) usage[slot.epoch % usage.length] = { ...blank, ...slot };
    return { ...provider, address, owner: address, usage };
  };
  const closedRecord = (epoch: number, changes: Partial<EpochRecordAccount> = {}) => {
    const address = pda.epochRecord({ market: market.address, epoch });
    const served = { quota: 10n, rewardPool: 1_000n };
    return { ...record, address, epoch, closed: true, ...served, ...changes };
  };

  describe("of the roll", () => {
    const at = (epoch: number, hasRecord: MarketAccount["hasRecord"]) =>
      keepers.planRollEpoch({
        market: { ...market, nextToClose: 5, hasRecord },
        now: now(epoch),
      })?.instructions ?? null;
    const recordOf = (epoch: number) => pda.epochRecord({ market: market.address, epoch });

    it("waits until an epoch can be closed", () => {
      expect(at(6, [true, true])).to.equal(null);
      expect(at(7, [true, true])).not.to.equal(null);
    });

    it("passes the records of the epochs that it closes, and no others", () => {
      const roll = (firstRecord?: PublicKey, secondRecord?: PublicKey) => [
        instructions.rollEpoch({ ...on, firstRecord, secondRecord }),
      ];
      expect(at(7, [true, true])).to.deep.equal(roll(recordOf(5)));
      expect(at(7, [false, true])).to.deep.equal(roll());
      expect(at(8, [true, true])).to.deep.equal(roll(recordOf(5), recordOf(6)));
      expect(at(8, [false, true])).to.deep.equal(roll(undefined, recordOf(6)));
      expect(at(90, [true, false])).to.deep.equal(roll(recordOf(5)));
    });
  });

  describe("of reports", () => {
    const running = 9;
    const plan = (changes: Partial<keepers.PlanReportUsageInput>) =>
      keepers.planReportUsage({
        market: { ...market, nextToClose: 8 },
        payer,
        providers: [],
        now: now(running),
        ...changes,
      });
    const report = (epoch: number, address: PublicKey) =>
      instructions.reportUsage({ ...on, epoch, provider: address });
    const open = (epoch: number) => instructions.openEpochRecord({ ...on, epoch, payer });
    const lists = (tasks: readonly keepers.Task[]) => tasks.map((task) => task.instructions);

    it("come for the settling epoch first, and open what is missing", () => {
      const busy = withUsage(key(2), { epoch: 8, quota: 1n }, { epoch: 9, paid: 5n });
      expect(lists(plan({ providers: [busy] }))).to.deep.equal([
        [open(8), report(8, key(2))],
        [open(9), report(9, key(2))],
      ]);
      const hasRecord: MarketAccount["hasRecord"] = [true, false];
      const opened = { ...market, nextToClose: 8, hasRecord };
      expect(lists(plan({ market: opened, providers: [busy] }))).to.deep.equal([
        [report(8, key(2))],
        [open(9), report(9, key(2))],
      ]);
    });

    it("leave out what is reported, lapsed or too little", () => {
      const done = { paid: 5n, reportedPaid: 5n, quota: 2n, reportedQuota: 2n };
      const quiet = [
        withUsage(key(2), { epoch: 8, ...done }, { epoch: 9, ...done }),
        withUsage(key(3), { epoch: 7, paid: 1n }, { epoch: 1, paid: 1n }),
      ];
      expect(plan({ providers: quiet })).to.deep.equal([]);
      expect(plan({ providers: quiet, minUsage: 0n })).to.deep.equal([]);
      const little = withUsage(key(4), { epoch: 8, paid: 1n }, { epoch: 9, paid: 6n, quota: 3n });
      const kept = (minUsage: bigint) => plan({ providers: [little], minUsage }).length;
      expect([kept(9n), kept(10n)]).to.deep.equal([2, 1]);
    });

    it("open no record before the epochs are rolled, unless the roll goes before", () => {
      const busy = withUsage(key(2), { epoch: 8, quota: 1n }, { epoch: 9, paid: 5n });
      const late = { ...market, nextToClose: 7 };
      expect(plan({ market: late, providers: [busy] })).to.deep.equal([]);
      expect(plan({ market: late, providers: [busy], rollsFirst: true })).to.have.length(2);
      const hasRecord: MarketAccount["hasRecord"] = [false, true];
      const held = plan({ market: { ...late, hasRecord }, providers: [busy] });
      expect(lists(held)).to.deep.equal([[report(8, key(2))]]);
    });

    it("know no epoch before the first", () => {
      const busy = withUsage(key(2), { epoch: 0, paid: 1n });
      const young = { ...market, nextToClose: 0 };
      expect(lists(plan({ market: young, providers: [busy], now: 5n }))).to.deep.equal([
        [open(0), report(0, key(2))],
      ]);
    });
  });

  describe("of quota rewards", () => {
    const plan = (changes: keepers.Claimants) =>
      keepers.planClaimQuotaRewards({ market, payer, ...changes });

    it("pay an owner all of them at once, the oldest first", () => {
      const slots = [6, 7, 8].map((epoch) => ({ epoch, reportedQuota: 4n }));
      const providers = [withUsage(key(2), ...slots.slice(1)), withUsage(key(3), ...slots)];
      const records = [closedRecord(8, { closed: false }), closedRecord(7), closedRecord(6)];
      const rewards = keepers.unclaimedRewards({ providers, records });
      const shown = rewards.map((reward) => [
        reward.record.epoch,
        reward.provider.address.toBase58(),
        reward.amount,
      ]);
      expect(shown).to.deep.equal([
        [6, key(3).toBase58(), 400n],
        [7, key(2).toBase58(), 400n],
        [7, key(3).toBase58(), 400n],
      ]);
      const [task, ...others] = plan({ providers, records });
      expect(others).to.deep.equal([]);
      const claim = (owner: PublicKey, epoch: number) =>
        instructions.claimQuotaReward({ ...on, providerOwner: owner, provider: owner, epoch });
      const list = task?.instructions ?? [];
      expect(
        list.filter(({ programId }) => programId.equals(claim(key(2), 7).programId)),
      ).to.deep.equal([claim(key(3), 6), claim(key(3), 7), claim(key(2), 7)]);
      expect(list).to.have.length(5); // with an account for each owner
    });

    it("leave out what is claimed, forgotten or too little", () => {
      const records = [closedRecord(6)];
      const some = { epoch: 6, reportedQuota: 4n };
      const none = [
        withUsage(key(2), { ...some, rewarded: true }),
        withUsage(key(3), { ...some, epoch: 14 }),
        withUsage(key(4), { ...some, reportedQuota: 0n }),
      ];
      expect(plan({ providers: none, records })).to.deep.equal([]);
      const providers = [withUsage(key(5), some)];
      const worth = (minReward: bigint) => plan({ providers, records, minReward }).length;
      expect([worth(400n), worth(401n)]).to.deep.equal([1, 0]);
      const unfunded = [closedRecord(6, { rewardPool: 0n })];
      expect(plan({ providers, records: unfunded, minReward: 0n })).to.deep.equal([]);
    });
  });

  describe("of closing records", () => {
    const plan = (
      claimants: keepers.Claimants,
      epoch: number,
      changes: Partial<keepers.PlanCloseRecordsInput> = {},
    ) =>
      keepers.planCloseRecords({ market, payer, now: now(epoch), ...claimants, ...changes }).length;

    it("wait eight epochs, or as many as they are to be kept", () => {
      const claimants = { providers: [], records: [closedRecord(6, { quotaClaimed: 10n })] };
      expect([plan(claimants, 13), plan(claimants, 14)]).to.deep.equal([0, 1]);
      expect(plan(claimants, 8, { keepEpochs: 0 })).to.equal(1);
    });

    it("leave a record that is open, or whose rewards can be claimed", () => {
      const open = { providers: [], records: [closedRecord(6, { closed: false })] };
      expect(plan(open, 30)).to.equal(0);
      const records = [closedRecord(6)];
      expect(plan({ providers: [], records }, 13, { keepEpochs: 0 })).to.equal(0);
      expect(plan({ providers: [], records }, 14)).to.equal(1);
      const owed = [withUsage(key(2), { epoch: 6, reportedQuota: 4n })];
      expect(plan({ providers: owed, records }, 14)).to.equal(0);
      expect(plan({ providers: owed, records, minReward: 401n }, 14)).to.equal(1);
    });
  });

  describe("of money", () => {
    const settled = (address: PublicKey, of: PublicKey, amount: bigint): ChannelAccount => ({
      ...channel,
      address,
      provider: of,
      settled: 7n + amount,
      collected: 7n,
    });

    it("collect what is settled, one provider's channels together", () => {
      const channels = [
        settled(key(10), key(2), 5n),
        settled(key(11), key(3), 9n),
        settled(key(12), key(2), 9n),
        settled(key(13), key(2), 0n),
      ];
      const collected = (minCollect: bigint) =>
        keepers
          .planCollect({ market, payer, channels, minCollect })
          .flatMap((task) => task.instructions)
          .map(({ keys }) => [keys[1]?.pubkey.toBase58(), keys[2]?.pubkey.toBase58()]);
      const of = (provider: number, from: number) => [
        key(provider).toBase58(),
        key(from).toBase58(),
      ];
      expect(collected(0n)).to.have.deep.members([of(2, 10), of(2, 12), of(3, 11)]);
      expect(collected(6n)).to.have.deep.members([of(2, 12), of(3, 11)]);
      const [first, second, third] = collected(0n).map(([to]) => to);
      expect([first, third]).to.include(second);
    });

    it("distribute what was not split before, at least the threshold", () => {
      const seller = { ...provider, claimable: 100n };
      const plan = (balance: bigint, minDistribute?: bigint) => {
        const given = { market, payer, revenues: [{ provider: seller, balance }] };
        const threshold = minDistribute === undefined ? {} : { minDistribute };
        return keepers.planDistribute({ ...given, ...threshold }).length;
      };
      expect([plan(99n), plan(100n), plan(101n)]).to.deep.equal([0, 0, 1]);
      expect([plan(109n, 10n), plan(110n, 10n), plan(100n, 0n)]).to.deep.equal([0, 1, 0]);
    });

    it("distribute what is collected before it", () => {
      const seller = { ...provider, claimable: 100n };
      const given = {
        market: { ...market, nextToClose: 8 },
        payer,
        now: now(9),
        providers: [seller],
        revenues: [{ provider: seller, balance: 100n }],
        records: [],
      };
      const kinds = (amount: bigint, thresholds: Thresholds = {}) => {
        const channels = [settled(key(10), seller.address, amount)];
        return keepers.planDue({ ...given, channels, ...thresholds }).map(({ kind }) => kind);
      };
      expect(kinds(0n)).to.deep.equal([]);
      expect(kinds(5n)).to.deep.equal(["collect", "distributeRevenue"]);
      expect(kinds(5n, { minDistribute: 6n })).to.deep.equal(["collect"]);
      expect(kinds(5n, { minCollect: 6n })).to.deep.equal([]);
    });
  });

  it("fit their packets and name everybody once, however many there are", async () => {
    const connection = offlineConnection();
    const built = async (tasks: readonly keepers.Task[]) => {
      for (const task of tasks) {
        await transactions.build({
          connection,
          payer,
          instructions: task.instructions,
          blockhash: BLOCKHASH,
          computeUnitLimit: transactions.MAX_COMPUTE_UNITS,
          priorityFeeMicroLamports: 1n,
        }); // throws above 1,232 bytes
      }
      return tasks.flatMap((task) => task.instructions).length;
    };
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 80 }), async (many) => {
        const keys = Array.from({ length: many }, (_, nth) => key(nth + 2));
        const slots = [1, 2, 3, 4, 5, 6].map((epoch) => ({ epoch, reportedQuota: 1n }));
        const providers = keys.map((address) =>
          withUsage(address, ...slots, { epoch: 8, paid: 1n }, { epoch: 7, quota: 1n }),
        );
        const records = slots.map(({ epoch }) => closedRecord(epoch, { quota: BigInt(many) }));
        const base = { market: { ...market, nextToClose: 7 }, payer, now: now(8) };
        expect(await built(keepers.planReportUsage({ ...base, providers }))).to.equal(2 * many + 2);
        const claims = keepers.planClaimQuotaRewards({ ...base, providers, records });
        expect(await built(claims)).to.equal(7 * many);
        const channels = keys.map((address, nth) => ({
          ...channel,
          address,
          provider: keys[nth % 7] ?? address,
          settled: 2n,
          collected: 1n,
        }));
        expect(await built(keepers.planCollect({ ...base, channels }))).to.equal(many);
        const revenues = providers.map((seller) => ({ provider: seller, balance: UNIT ** 2n }));
        expect(await built(keepers.planDistribute({ ...base, revenues }))).to.equal(many);
        const old = keys.map((rentPayer, nth) => closedRecord(nth, { rentPayer, quota: 0n }));
        const closings = { ...base, now: now(200), providers: [], records: old };
        expect(await built(keepers.planCloseRecords(closings))).to.equal(many);
      }),
      { numRuns: 12, examples: [[1], [80]] },
    );
  });

  it("use few transactions", () => {
    const providers = Array.from({ length: 12 }, (_, nth) =>
      withUsage(key(nth + 2), { epoch: 9, paid: 1n }),
    );
    const hasRecord: MarketAccount["hasRecord"] = [false, true];
    const tasks = keepers.planReportUsage({
      market: { ...market, nextToClose: 8, hasRecord },
      payer,
      providers,
      now: now(9),
    });
    expect(tasks.map(({ reason }) => reason)).to.deep.equal([
      "report the use of 12 providers in epoch 9",
    ]);
  });
});
