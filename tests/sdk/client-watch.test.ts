import { expect } from "chai";
import { type FollowedBatch, instructions, keypairWallet, transactions } from "@diem/sdk";
import { UNIT } from "../support/market";
import { claimOf, settle } from "../support/settling";
import { thrownBy } from "./support";
import { names, signatures, watchedMarket } from "./client-watch-setup";

describe("sdk: watching a market over a network that fails", () => {
  const { at, stops, stopAll, quiet, until, stake, follow } = watchedMarket();

  it("delivers each event of this market once, in order, and of no other", async () => {
    const { told, wrong } = await follow();
    const first = await stake(1n);
    await at.other.staker(UNIT, UNIT);
    const settled = await settle(at.world, at.seller, [
      await claimOf(at.world, at.opened, { diem: 1n }),
    ]);
    const last = await stake(2n);
    await until(told, 3);
    expect(signatures(told)).to.deep.equal([first, settled, last]);
    expect(names(told)).to.deep.equal(["Staked", "VouchersSettled", "Staked"]);
    expect(wrong).to.deep.equal([]);
  });

  it("tells events one by one, with their signatures", async () => {
    const told: unknown[] = [];
    const stop = at.client.watch.events(({ name }, signature) => {
      told.push([name, signature]);
    });
    stops.push(stop);
    await quiet();
    const signature = await at.world.send(
      [1n, 2n].map((amount) =>
        instructions.stake({ market: at.world.market, owner: at.staker.address, amount }),
      ),
      [at.staker.keypair],
    );
    await until(told, 2);
    expect(told).to.deep.equal([
      ["Staked", signature],
      ["Staked", signature],
    ]);
  });

  it("passes over failed transactions, the newest before it began too", async () => {
    const { market } = at.world;
    const wallet = keypairWallet(at.staker.keypair);
    const { connection } = at.chain;
    const staking = instructions.stake({ market, owner: at.staker.address, amount: 0n });
    const fail = async () => {
      const sender = { connection, wallet, opts: { skipPreflight: true } };
      const sent = transactions.send(sender, { instructions: [staking], computeUnitLimit: 50_000 });
      const error = await thrownBy(() => sent);
      expect(error).to.include({ name: "ZeroAmount" }).and.have.property("signature");
    };
    await fail();
    const { told, wrong } = await follow();
    await fail();
    const signature = await stake(1n);
    await until(told, 1);
    expect([signatures(told), wrong]).to.deep.equal([[signature], []]);
  });

  it("delivers the events of a lost notification with the next one", async () => {
    const { told } = await follow();
    at.network.mute();
    const lost = await stake(1n);
    at.network.mute(false);
    const next = await stake(2n);
    await until(told, 2);
    expect(signatures(told)).to.deep.equal([lost, next]);
  });

  it("needs no notifications", async () => {
    at.network.mute();
    const { told } = await follow({ pollMs: 50 });
    const list = [await stake(1n), await stake(2n)];
    await until(told, 2);
    expect(signatures(told)).to.deep.equal(list);
  });

  it("tries again if the node fails, reports it, and omits nothing", async () => {
    const { told, wrong } = await follow();
    at.network.fail("getSignaturesForAddress", "request lost");
    const first = await stake(1n);
    await until(told, 1);
    expect(wrong.length).to.equal(1);
    at.network.fail("getTransaction", { answer: null });
    const second = await stake(2n);
    await until(told, 2);
    expect(wrong.length).to.equal(2);
    expect(wrong[1]).to.have.property("name", "TransactionNotFound");
    expect(signatures(told)).to.deep.equal([first, second]);
  });

  it("waits for a transaction that is told of before it is listed", async () => {
    const { told } = await follow();
    at.network.fail("getSignaturesForAddress", { answer: [] });
    const signature = await stake(1n);
    await until(told, 1);
    expect(signatures(told)).to.deep.equal([signature]);
  });

  it("delivers the same transaction again if the listener throws", async () => {
    const told: string[] = [];
    const wrong: unknown[] = [];
    const full = new Error("the disk is full");
    const take = ({ signature }: FollowedBatch) => {
      told.push(signature);
      if (told.length === 1) throw full;
    };
    stops.push(at.client.watch.transactions(take, { onError: (error) => wrong.push(error) }));
    await quiet();
    const list = [await stake(1n), await stake(2n)];
    await until(told, 3);
    expect(told).to.deep.equal([list[0], ...list]);
    expect(wrong).to.deep.equal([full]);
  });

  it("delivers nothing more once it is stopped", async () => {
    const { told } = await follow({ pollMs: 10 });
    await stopAll();
    await stake(1n);
    await quiet();
    expect(told).to.deep.equal([]);
  });
});
