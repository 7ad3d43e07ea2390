import { expect } from "chai";
import fc from "fast-check";
import { quotes } from "@diem/sdk";

/** Last touched in epoch 7: 100 micro-credits given, 30 used, 60 from the next epoch on; 4 units are cooling. */
const channel = {
  deposit: 1_000n,
  settled: 400n,
  collected: 150n,
  staked: 60n,
  cooling: 4n,
  withdrawable: 5n,
  nextAllowance: 60n,
  lastQuotaEpoch: 2 ** 32 - 1,
  quota: { epoch: 7, allowance: 100n, used: 30n },
  lastQuota: { epoch: 6, allowance: 90n, used: 90n },
};

describe("sdk: quotes of a channel", () => {
  describe("quotaOf", () => {
    const of = (epoch: number) => quotes.quotaOf({ channel, epoch });

    it("gives what is stored in the epoch of the last touch", () => {
      expect(of(7)).to.deep.equal({
        running: { epoch: 7, allowance: 100n, used: 30n, left: 70n },
        previous: { epoch: 6, allowance: 90n, used: 90n, left: 0n },
      });
    });

    it("begins the next epoch with its own allowance, and keeps what is left of the last", () => {
      expect(of(8)).to.deep.equal({
        running: { epoch: 8, allowance: 60n, used: 0n, left: 60n },
        previous: { epoch: 7, allowance: 100n, used: 30n, left: 70n },
      });
    });

    it("gives an untouched epoch its whole allowance", () => {
      expect(of(9)).to.deep.equal({
        running: { epoch: 9, allowance: 60n, used: 0n, left: 60n },
        previous: { epoch: 8, allowance: 60n, used: 0n, left: 60n },
      });
    });

    it("does not go back to an earlier epoch", () => {
      expect(of(3)).to.deep.equal(of(7));
    });

    it("knows no epoch before the first", () => {
      const none = { epoch: 0, allowance: 0n, used: 0n };
      const fresh = { ...channel, quota: { ...none, allowance: 9n }, lastQuota: none };
      expect(quotes.quotaOf({ channel: fresh, epoch: 0 }).previous).to.equal(null);
      const next = quotes.quotaOf({ channel: fresh, epoch: 1 });
      expect(next.previous).to.deep.equal({ epoch: 0, allowance: 9n, used: 0n, left: 9n });
    });

    it("gives nothing after the last quota epoch", () => {
      const closing = { ...channel, lastQuotaEpoch: 8 };
      const allowances = [8, 9, 10].map((epoch) => {
        const { running, previous } = quotes.quotaOf({ channel: closing, epoch });
        return [running.allowance, previous?.allowance];
      });
      expect(allowances).to.deep.equal([
        [60n, 100n],
        [0n, 60n],
        [0n, 0n],
      ]);
    });

    it("always gives two epochs in a row", () => {
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 100 }), (epoch) => {
          const { running, previous } = of(epoch);
          expect(previous?.epoch).to.equal(running.epoch - 1);
          expect(running.epoch).to.equal(Math.max(epoch, 7));
        }),
      );
    });
  });

  describe("proRata", () => {
    const clock = { genesisTs: 1_000n, epochSecs: 100n };
    const of = (now: bigint, credits = 50n) => quotes.proRata({ clock, credits, now });

    it("gives the part of the credits that is left of the epoch, rounded down", () => {
      expect([1_100n, 1_150n, 1_151n, 1_198n, 1_199n].map((now) => of(now))).to.deep.equal([
        50n,
        25n,
        24n,
        1n,
        0n,
      ]);
    });

    it("gives no more than an epoch's before the first, and some of it in the last second", () => {
      expect(of(0n)).to.equal(50n);
      expect(of(1_199n, 100n)).to.equal(1n);
    });
  });

  describe("channelBalance", () => {
    const of = (epoch: number) => quotes.channelBalance({ channel, epoch });
    const paid = { unspent: 600n, uncollected: 250n, staked: 60n };

    it("pays what cools from the next epoch on", () => {
      expect(of(7)).to.deep.equal({ ...paid, withdrawable: 5n, withdrawableNext: 9n });
      expect(of(8)).to.deep.equal({ ...paid, withdrawable: 9n, withdrawableNext: 9n });
    });

    it("pays the stake as well after the last quota epoch", () => {
      const closing = { ...channel, lastQuotaEpoch: 8 };
      const balance = (epoch: number) => quotes.channelBalance({ channel: closing, epoch });
      expect(balance(7)).to.deep.equal(of(7));
      expect(balance(8)).to.deep.equal({ ...paid, withdrawable: 9n, withdrawableNext: 69n });
      const over = { ...paid, staked: 0n, withdrawable: 69n, withdrawableNext: 69n };
      expect([balance(9), balance(30)]).to.deep.equal([over, over]);
    });

    it("shows every unit of the channel exactly once", () => {
      const { deposit, collected, staked, cooling, withdrawable } = channel;
      const held = deposit - collected + staked + cooling + withdrawable;
      for (const lastQuotaEpoch of [channel.lastQuotaEpoch, 9]) {
        for (const epoch of [7, 8, 30]) {
          const balance = quotes.channelBalance({ channel: { ...channel, lastQuotaEpoch }, epoch });
          const { unspent, uncollected, withdrawableNext } = balance;
          expect(unspent + uncollected + balance.staked + withdrawableNext).to.equal(held);
        }
      }
    });
  });
});
