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

  describe("channelBalance", () => {
    const of = (epoch: number) => quotes.channelBalance({ channel, epoch });
    const paid = { unspent: 600n, uncollected: 250n, staked: 60n };

    it("pays what cools from the next epoch on", () => {
      expect(of(7)).to.deep.equal({ ...paid, withdrawable: 5n, withdrawableNext: 9n });
      expect(of(8)).to.deep.equal({ ...paid, withdrawable: 9n, withdrawableNext: 9n });
    });

    it("shows every unit of the channel exactly once", () => {
      const { deposit, collected, staked, cooling, withdrawable } = channel;
      const held = deposit - collected + staked + cooling + withdrawable;
      for (const epoch of [7, 8, 30]) {
        const { unspent, uncollected, staked: stays, withdrawableNext } = of(epoch);
        expect(unspent + uncollected + stays + withdrawableNext).to.equal(held);
      }
    });
  });
});
