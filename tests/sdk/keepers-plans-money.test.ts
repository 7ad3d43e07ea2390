import type { PublicKey } from "@solana/web3.js";
import { expect } from "chai";
import fc from "fast-check";
import {
  type ChannelAccount,
  type EpochRecordAccount,
  keepers,
  type MarketAccount,
  type ProviderAccount,
  transactions,
} from "@diem/sdk";
import { UNIT } from "../support/market";
import { matched, now, Samples, type Slot } from "./keepers-samples";
import { key, offlineConnection } from "./support";

const BLOCKHASH = key(200).toBase58();

type Thresholds = keepers.Thresholds;

describe("sdk: plans of keepers for money and rent", () => {
  const payer = key(1);
  let samples: Samples;
  let market: MarketAccount;
  let provider: ProviderAccount;
  let channel: ChannelAccount;
  const withUsage = (...args: Parameters<Samples["withUsage"]>) => samples.withUsage(...args);
  const closedRecord = (...args: Parameters<Samples["closedRecord"]>) =>
    samples.closedRecord(...args);

  before(async () => {
    samples = await Samples.read();
    ({ market, provider, channel } = samples);
  });

  describe("of closing records", () => {
    const plan = (
      record: EpochRecordAccount,
      epoch: number,
      changes: Partial<keepers.PlanCloseEpochRecordsInput> = {},
    ) =>
      keepers.planCloseEpochRecords({
        market,
        payer,
        now: now(epoch),
        records: [record],
        ...changes,
      }).length;

    it("wait eight epochs, or as many as they are to be kept", () => {
      const claimed = closedRecord(6, { rewarded: 10n });
      expect([plan(claimed, 13), plan(claimed, 14)]).to.deep.equal([0, 1]);
      expect(plan(claimed, 8, { keepEpochs: 0 })).to.equal(1);
      expect([19, 20].map((epoch) => plan(claimed, epoch, { keepEpochs: 14 }))).to.deep.equal([
        0, 1,
      ]);
    });

    it("leave a record that is open, or whose rewards can be claimed", () => {
      expect(plan(closedRecord(6, { closed: false }), 30)).to.equal(0);
      const owed = closedRecord(6, { rewarded: 9n });
      expect(plan(owed, 13, { keepEpochs: 0 })).to.equal(0);
      expect(plan(owed, 14)).to.equal(1); // lapsed
      expect(plan(closedRecord(6, { rewardable: 0n }), 8, { keepEpochs: 0 })).to.equal(1);
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
        return keepers.planDistributeRevenue({ ...given, ...threshold }).length;
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

    it("move all revenue that a report waits for, and then report", () => {
      // 30 settled and none of it distributed: 9 lie in the revenue account, 21 in a channel
      const served = { ...matched(4n), diem: 30n };
      const seller = (changes: Partial<Slot> = {}) => ({
        ...withUsage(provider.address, { epoch: 8, served, distributed: 0, ...changes }),
        claimable: 100n,
        totalSettled: 130n,
        settledDistributed: 100n,
      });
      const kinds = (
        of: ProviderAccount,
        inChannel: bigint,
        changes: Partial<keepers.PlanDueInput> = {},
      ) =>
        keepers
          .planDue({
            market: { ...market, nextToClose: 8, hasRecord: [true, true] },
            payer,
            now: now(9),
            providers: [of],
            revenues: [{ provider: of, balance: 109n }],
            records: [],
            channels: [settled(key(10), of.address, inChannel)],
            minCollect: 1_000n,
            minDistribute: 1_000n,
            ...changes,
          })
          .map(({ kind }) => kind);
      const moved = ["collect", "distributeRevenue"];
      const all = [...moved, "reportUsage"];
      expect(kinds(seller(), 21n)).to.deep.equal(all);
      // a report that would count the quota, and one that would not yet
      const reported = seller({ reported: served });
      expect(kinds(reported, 21n)).to.deep.equal(all);
      expect(kinds(reported, 20n)).to.deep.equal(moved);
      expect(kinds(seller({ reported: served, distributed: 1 }), 21n)).to.deep.equal([]);
      // nothing waits: no quota, or all is distributed
      const sold = { diem: 30n, bought: 20n };
      expect(kinds(seller({ served: sold }), 21n)).to.deep.equal(["reportUsage"]);
      expect(kinds({ ...seller(), settledDistributed: 130n }, 21n)).to.deep.equal(["reportUsage"]);
      // of the running epoch, where its report is due
      const running = seller({ epoch: 9 });
      expect(kinds(running, 21n)).to.deep.equal(all);
      expect(kinds(running, 21n, { minUsage: 1_000n })).to.deep.equal([]);
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
        const slots = [1, 2, 3, 4, 5, 6].map((epoch) => ({ epoch, reported: matched(1n) }));
        const latest = [
          { epoch: 8, served: { bought: 1n } },
          { epoch: 7, served: { quota: 1n } },
        ];
        const providers = keys.map((address) => withUsage(address, ...slots, ...latest));
        const records = slots.map(({ epoch }) => closedRecord(epoch, { rewardable: BigInt(many) }));
        const base = { market: { ...market, nextToClose: 7 }, payer, now: now(8) };
        expect(await built(keepers.planReportUsage({ ...base, providers }))).to.equal(2 * many + 2);
        const late = { ...base, market: { ...market, nextToClose: 5 } };
        const rolling = keepers.planReportUsage({ ...late, providers });
        expect(await built(rolling)).to.equal(2 * many + 3);
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
        expect(await built(keepers.planDistributeRevenue({ ...base, revenues }))).to.equal(many);
        const old = keys.map((rentPayer, nth) => closedRecord(nth, { rentPayer }));
        const closings = { ...base, now: now(200), records: old };
        expect(await built(keepers.planCloseEpochRecords(closings))).to.equal(many);
      }),
      { numRuns: 12, examples: [[1], [80]] },
    );
  });

  it("use few transactions", () => {
    const providers = Array.from({ length: 12 }, (_, nth) =>
      withUsage(key(nth + 2), { epoch: 9, served: { bought: 1n } }),
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
