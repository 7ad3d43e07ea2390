import type { PublicKey } from "@solana/web3.js";
import { expect } from "chai";
import { instructions, keepers, type MarketAccount, pda, type Served } from "@diem/sdk";
import { matched, now, Samples, type Slot } from "./keepers-samples";
import { key } from "./support";

describe("sdk: plans of keepers", () => {
  const payer = key(1);
  let samples: Samples;
  let market: MarketAccount;
  let on: { market: Samples["keys"] };
  const withUsage = (...args: Parameters<Samples["withUsage"]>) => samples.withUsage(...args);
  const closedRecord = (...args: Parameters<Samples["closedRecord"]>) =>
    samples.closedRecord(...args);

  before(async () => {
    samples = await Samples.read();
    ({ market } = samples);
    on = { market: samples.keys };
  });

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
      const busy = withUsage(
        key(2),
        { epoch: 8, served: { quota: 1n } },
        { epoch: 9, served: { bought: 5n } },
      );
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
      const served = { diem: 9n, bought: 5n, quota: 2n };
      const done = { served, reported: served };
      const quiet = [
        withUsage(key(2), { epoch: 8, ...done }, { epoch: 9, ...done }),
        withUsage(key(3), { epoch: 7, served }, { epoch: 1, served }),
      ];
      expect(plan({ providers: quiet })).to.deep.equal([]);
      expect(plan({ providers: quiet, minUsage: 0n })).to.deep.equal([]);
      const little = withUsage(
        key(4),
        { epoch: 8, served: { bought: 1n } },
        { epoch: 9, served: { bought: 6n, quota: 4n }, reported: { bought: 1n } },
      );
      const kept = (minUsage: bigint) => plan({ providers: [little], minUsage }).length;
      expect([kept(9n), kept(10n)]).to.deep.equal([2, 1]);
    });

    it("stand behind the roll that is due, in one transaction with it", () => {
      const settling = { epoch: 8, served: { quota: 1n } };
      const busy = withUsage(key(2), settling, { epoch: 9, served: { bought: 5n } });
      const late = { ...market, nextToClose: 7 };
      const tasks = plan({ market: late, providers: [busy] });
      expect(lists(tasks)).to.deep.equal([
        [instructions.rollEpoch(on), open(8), report(8, key(2))],
        [open(9), report(9, key(2))],
      ]);
      expect(tasks.map(({ kind, reason }) => [kind, reason])).to.deep.equal([
        ["reportUsage", "close 1 epoch from 7 on, and report the use of 1 provider in epoch 8"],
        ["reportUsage", "report the use of 1 provider in epoch 9"],
      ]);
      const hasRecord: MarketAccount["hasRecord"] = [true, true];
      const held = plan({ market: { ...late, hasRecord }, providers: [busy] });
      const firstRecord = pda.epochRecord({ market: market.address, epoch: 7 });
      expect(lists(held)[0]).to.deep.equal([
        instructions.rollEpoch({ ...on, firstRecord }),
        report(8, key(2)),
      ]);
      const fresh = withUsage(key(2), { epoch: 9, served: { bought: 5n } });
      expect(lists(plan({ market: late, providers: [fresh] }))).to.deep.equal([
        [instructions.rollEpoch(on), open(9), report(9, key(2))],
      ]);
      expect(plan({ market: late })).to.deep.equal([]);
    });

    it("come again once quota counts for a reward", () => {
      // of 100 settled, 20 in the running epoch: 80 must be distributed
      const seller = (settledDistributed: bigint, changes: Partial<Slot> = {}) => ({
        ...withUsage(
          key(2),
          { epoch: 8, served: matched(4n), reported: matched(4n), distributed: 0, ...changes },
          { epoch: 9, served: { diem: 20n } },
        ),
        totalSettled: 100n,
        settledDistributed,
        claimable: 5n,
      });
      const epochsOf = (provider: ReturnType<typeof seller>, balance?: bigint) => {
        const distributed = balance === undefined ? [] : [{ provider, balance }];
        return plan({ providers: [provider], distributed }).length;
      };
      expect([epochsOf(seller(79n)), epochsOf(seller(80n))]).to.deep.equal([0, 1]);
      expect([epochsOf(seller(50n), 34n), epochsOf(seller(50n), 35n)]).to.deep.equal([0, 1]);
      expect(epochsOf(seller(80n, { distributed: 1 }))).to.equal(0);
      const sold = { diem: 40n, bought: 40n };
      expect(epochsOf(seller(80n, { served: sold, reported: sold }))).to.equal(0); // no quota
      expect(epochsOf(seller(0n, { reported: {} }))).to.equal(1); // not reported yet
    });

    it("know no epoch before the first", () => {
      const busy = withUsage(key(2), { epoch: 0, served: { bought: 1n } });
      const young = { ...market, nextToClose: 0 };
      expect(lists(plan({ market: young, providers: [busy], now: 5n }))).to.deep.equal([
        [open(0), report(0, key(2))],
      ]);
    });
  });

  describe("of quota rewards", () => {
    const running = 9;
    const plan = (
      changes: Pick<keepers.PlanClaimQuotaRewardsInput, "providers" | "records"> &
        Partial<keepers.PlanClaimQuotaRewardsInput>,
    ) => keepers.planClaimQuotaRewards({ market, payer, now: now(running), ...changes });

    it("pay an owner all of them at once, the oldest first", () => {
      const slots = [6, 7, 8].map((epoch) => ({ epoch, reported: matched(4n) }));
      const providers = [withUsage(key(2), ...slots.slice(1)), withUsage(key(3), ...slots)];
      const records = [closedRecord(8, { closed: false }), closedRecord(7), closedRecord(6)];
      const rewards = keepers.unclaimedRewards({ providers, records, epoch: running });
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

    it("count what was reported, up to the match of what was paid for", () => {
      const amounts = (reported: Served) => {
        const providers = [withUsage(key(2), { epoch: 6, served: matched(9n), reported })];
        const given = { providers, records: [closedRecord(6)], epoch: running };
        return keepers.unclaimedRewards(given).map(({ amount }) => amount);
      };
      expect(amounts({ ...matched(4n), quota: 9n })).to.deep.equal([400n]);
      expect(amounts({ ...matched(4n), quota: 3n })).to.deep.equal([300n]);
      expect(amounts({ diem: 0n, bought: 0n, quota: 9n })).to.deep.equal([]);
    });

    it("leave out what is claimed, forgotten or too little", () => {
      const records = [closedRecord(6)];
      const some = { epoch: 6, reported: matched(4n) };
      const none = [
        withUsage(key(2), { ...some, rewarded: 4n }),
        withUsage(key(3), { ...some, epoch: 14 }),
        withUsage(key(4), { ...some, reported: {} }),
      ];
      expect(plan({ providers: none, records })).to.deep.equal([]);
      const providers = [withUsage(key(5), some)];
      const worth = (minReward: bigint) => plan({ providers, records, minReward }).length;
      expect([worth(400n), worth(401n)]).to.deep.equal([1, 0]);
      const unfunded = [closedRecord(6, { rewardPool: 0n })];
      expect(plan({ providers, records: unfunded, minReward: 0n })).to.deep.equal([]);
    });

    it("lapse in the eighth epoch after their own", () => {
      const given = {
        providers: [withUsage(key(2), { epoch: 6, reported: matched(4n) })],
        records: [closedRecord(6)],
      };
      const claims = [8, 13, 14].map((epoch) => plan({ ...given, now: now(epoch) }).length);
      expect(claims).to.deep.equal([1, 1, 0]);
    });

    it("leave out quota whose revenue was not distributed before its report", () => {
      const late = { epoch: 6, reported: matched(4n), distributed: 0 };
      const providers = [withUsage(key(2), late), withUsage(key(3), { ...late, distributed: 1 })];
      const given = { providers, records: [closedRecord(6)] };
      const paid = keepers.unclaimedRewards({ ...given, epoch: running });
      expect(paid.map(({ provider }) => provider.address)).to.deep.equal([key(3)]);
      expect(plan(given).flatMap((task) => task.instructions)).to.have.length(2);
    });
  });
});
