import { expect } from "chai";
import { UNIT } from "../support/market";
import { claimOf, settle } from "../support/settling";
import { named } from "./support";
import { names, signatures, watchedMarket } from "./client-watch-setup";

type Listed = { readonly signature: string }[];

describe("sdk: watching a market whose past is not all there", () => {
  const { at, stopAll, quiet, until, stake, follow } = watchedMarket();

  describe("whose history has holes", () => {
    /** Leaves the signature out of every list that the node gives, or of so many lists. */
    const hide = (hidden: string, times = Infinity) => {
      let left = times;
      at.network.change<Listed>("getSignaturesForAddress", (list) =>
        list.filter(({ signature }) => signature !== hidden || left-- <= 0),
      );
    };

    it("finds what was not listed, by the sequence numbers, and delivers it in order", async () => {
      const { told, wrong } = await follow();
      const first = await stake(1n);
      await until(told, 1);
      at.network.mute();
      const hidden = await stake(2n);
      hide(hidden, 1);
      at.network.mute(false);
      const last = await stake(3n);
      await until(told, 3);
      expect(signatures(told)).to.deep.equal([first, hidden, last]);
      expect(wrong).to.deep.equal([]);
    });

    it("searches again later for what is not there yet", async () => {
      const { told, wrong } = await follow();
      const first = await stake(1n);
      await until(told, 1);
      at.network.mute();
      const hidden = await stake(2n);
      hide(hidden, 2);
      at.network.mute(false);
      const last = await stake(3n);
      await until(told, 3);
      expect(signatures(told)).to.deep.equal([first, hidden, last]);
      expect(wrong).to.deep.equal([]);
    });

    it("says what it cannot find, and goes on", async () => {
      const { told, wrong } = await follow();
      const first = await stake(1n);
      await until(told, 1);
      at.network.mute();
      hide(await stake(2n));
      at.network.mute(false);
      const last = await stake(3n);
      await until(told, 2);
      expect(signatures(told)).to.deep.equal([first, last]);
      const { sequence } = await at.world.marketAccount();
      expect(wrong.length).to.equal(1);
      const { context, message } = named(wrong[0], "MissedEvents");
      expect(context).to.include({ from: sequence - 1n, to: sequence - 1n });
      expect(context.account.equals(at.world.market.market)).to.equal(true);
      expect(message).to.match(/are missing: read the account itself/);
    });

    it("sees that a settlement's log was cut, by the provider's and the channel's numbers", async () => {
      const { told, wrong } = await follow();
      const pay = async (diem: bigint) =>
        settle(at.world, at.seller, [await claimOf(at.world, at.opened, { diem })]);
      await pay(10n);
      await until(told, 1);
      at.network.change<{ meta: { logMessages: string[] } }>("getTransaction", (found) => {
        at.network.change("getTransaction");
        found.meta.logMessages.splice(1, Infinity, "Log truncated");
        return found;
      });
      await pay(11n);
      await quiet();
      await pay(12n);
      await until(told, 2);
      expect(names(told)).to.deep.equal(["VouchersSettled", "VouchersSettled"]);
      const missed = wrong.map((error) => {
        const { account, from, to } = named(error, "MissedEvents").context;
        return [account.toBase58(), to - from];
      });
      expect(missed).to.deep.equal([
        [at.seller.provider.toBase58(), 0n],
        [at.opened.channel.toBase58(), 0n],
      ]);
    });
  });

  describe("after a restart", () => {
    it("continues from a cursor, without a duplicate or a missing event", async () => {
      const { told } = await follow();
      await stake(1n);
      await until(told, 1);
      await stopAll();
      const missed = [await stake(2n), await stake(3n)];
      const [last] = told;
      if (last === undefined) throw new Error("nothing was told");
      const again = await follow({ after: last });
      missed.push(await stake(4n));
      await until(again.told, 3);
      expect(signatures(again.told)).to.deep.equal(missed);
      expect(again.wrong).to.deep.equal([]);
    });

    it("finds what came late into the history before its cursor", async () => {
      const { told } = await follow();
      await stake(1n);
      await until(told, 1);
      const late = await stake(2n);
      const cursor = await stake(3n);
      await until(told, 3);
      await stopAll();
      const [first] = told;
      if (first === undefined) throw new Error("nothing was told");
      // a watch that stopped at the third never saw the second
      const again = await follow({ after: { signature: cursor, sequences: first.sequences } });
      const last = await stake(4n);
      await until(again.told, 3);
      expect(signatures(again.told)).to.deep.equal([late, cursor, last]);
      expect(again.wrong).to.deep.equal([]);
    });

    it("delivers everything from the start, complete by every account's own count", async () => {
      const { told, wrong } = await follow({ after: "start" });
      const { sequence } = await at.world.marketAccount();
      const numbers = new Map<string, bigint>();
      const latest = await stake(1n);
      await quiet();
      while (told.at(-1)?.signature !== latest) await quiet();
      for (const batch of told) {
        for (const [account, number] of batch.sequences) numbers.set(account, number);
      }
      expect(names(told)[0]).to.equal("MarketCreated");
      expect(numbers.get(at.world.market.market.toBase58())).to.equal(sequence + 1n);
      const provider = await at.client.read.provider(at.seller.provider);
      expect(numbers.get(at.seller.provider.toBase58())).to.equal(provider.sequence);
      const channel = await at.client.read.channel(at.opened.channel);
      expect(numbers.get(at.opened.channel.toBase58())).to.equal(channel.sequence);
      expect(wrong).to.deep.equal([]);
    });
  });

  describe("and its history", () => {
    it("gives the newest transactions, the oldest of them first", async () => {
      const made = [await stake(1n), await stake(2n), await stake(3n)];
      await at.other.staker(UNIT, UNIT);
      const newest = await at.client.history.transactions({ limit: 2 });
      expect(signatures(newest)).to.deep.equal(made.slice(1));
      const [before] = signatures(newest);
      const older = await at.client.history.transactions({ limit: 1, ...(before && { before }) });
      expect(signatures(older)).to.deep.equal([made[0]]);
      const [after] = made;
      const since = await at.client.history.transactions(after === undefined ? {} : { after });
      expect(signatures(since)).to.deep.equal(made.slice(1));
      expect(names(since)).to.deep.equal(["Staked", "Staked"]);
    });
  });
});
