import type { PublicKey } from "@solana/web3.js";
import { expect } from "chai";
import { instructions, keepers, type MarketAccount, pda } from "@diem/sdk";
import {} from "../support/market";
import { now, Samples } from "./keepers-samples";
import {} from "./keepers-support";
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
});
