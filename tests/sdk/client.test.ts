import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { PublicKey } from "@solana/web3.js";
import {
  constants,
  DiemClient,
  errors,
  keypairWallet,
  type LocatedEvent,
  plans,
  quotes,
} from "@diem/sdk";
import type { EmbeddedChain } from "@diem/localnet";
import { startChain } from "../support/chain";
import { openChannel } from "../support/channels";
import { nextEpoch } from "../support/epochs";
import { UNIT } from "../support/market";
import { type Actor, World } from "../support/world";
import { FaultyNetwork } from "./client-faults";
import { key, thrownBy } from "./support";

/** The genesis hash that the test markets are made for. */
const TEST_GENESIS = "1".repeat(32);

describe("sdk: client", () => {
  let world: World;
  let chain: EmbeddedChain;
  let staker: Actor;
  let client: DiemClient;
  let reading: DiemClient;

  const connect = (actor: Actor) =>
    DiemClient.connect({
      connection: chain.connection,
      market: world.market.market,
      wallet: keypairWallet(actor.keypair),
    });

  before(async () => {
    const started = await startChain(73);
    if (started.embedded === undefined) throw new Error("the faults need the embedded chain");
    chain = started.embedded;
    world = await World.create(started);
    staker = await world.actor(100_000n * UNIT);
    client = await connect(staker);
    const { connection } = chain;
    reading = await DiemClient.connect({ connection, market: world.market.market });
  });

  describe("connect", () => {
    const refused = (input: Partial<Parameters<typeof DiemClient.connect>[0]>) => {
      const { connection } = chain;
      const { market } = world.market;
      return thrownBy(() => DiemClient.connect({ connection, market, ...input }));
    };

    it("knows all addresses of the market", () => {
      expect(client.market).to.deep.equal(world.market);
    });

    it("refuses an address where nothing is", async () => {
      const error = await refused({ market: key(9) });
      expect(error).to.have.property("name", "AccountNotFound");
      expect(error.message).to.match(
        /^there is no market at .*: check the address and the cluster/,
      );
    });

    it("refuses what is no market", async () => {
      const other = await world.staker(UNIT);
      for (const market of [other.position, world.market.vvvMint]) {
        expect(await refused({ market })).to.have.property("name", "WrongAccountType");
      }
    });

    it("refuses the market of another program", async () => {
      const error = await refused({ programId: key(8) });
      expect(error).to.have.property("name", "WrongAccountType");
      expect(error.message).to.match(/check the address and the program id/);
    });

    it("says that nobody answers", async () => {
      const network = new FaultyNetwork(chain);
      network.disconnect();
      const error = await refused({ connection: network.connection });
      expect(error).to.have.property("name", "NodeUnreachable");
      expect(error.message).to.match(/^no answer from http:\/\/faulty\.invalid/);
    });

    it("refuses a market of another cluster where it is asked to check", async () => {
      const error = await refused({ checkCluster: true });
      expect(error).to.have.property("name", "WrongCluster");
      expect(error.message).to.match(/was made for another cluster .*: check the URL$/);
    });

    it("takes a market of the cluster", async () => {
      const network = new FaultyNetwork(chain);
      network.fail("getGenesisHash", { answer: TEST_GENESIS });
      const { market } = world.market;
      const { connection } = network;
      await DiemClient.connect({ connection, market, checkCluster: true });
      expect(network.sent("getGenesisHash").length).to.equal(1);
    });
  });

  describe("plan and act", () => {
    it("have every plan there is", () => {
      const names = Object.keys(plans);
      expect(names).to.include.members(["stake", "mint", "openChannel", "settle", "collect"]);
      expect(Object.keys(client.plan)).to.deep.equal(names);
      expect(Object.keys(client.act)).to.deep.equal(names);
    });

    it("give every plan the client's context, which needs a wallet", async () => {
      expect(client.context).to.deep.equal({
        connection: chain.connection,
        market: world.market,
        owner: staker.address,
      });
      expect(() => reading.context).to.throw(errors.DiemError, /connect one with a wallet/);
      const bound = [...Object.values(reading.plan), ...Object.values(reading.act)];
      for (const plan of bound as ((input: object) => Promise<unknown>)[]) {
        expect(await thrownBy(() => plan({}))).to.have.property("name", "NoWallet");
      }
    });

    it("plan what the functions of plans do, and change nothing", async () => {
      const input = { amount: 5n * UNIT };
      const planned = await client.plan.stake(input);
      expect(planned).to.deep.equal(await plans.stake(client.context, input));
      expect(await client.read.position()).to.equal(null);
    });

    it("do what they quote", async () => {
      const { quote } = await client.act.stake({ amount: 50_000n * UNIT });
      expect(quote).to.deep.equal({ opens: true, staked: 50_000n * UNIT, left: 50_000n * UNIT });
      const minted = await client.act.mint({ diemAmount: 5n * UNIT });
      const position = await client.read.position();
      expect(position).to.include({
        staked: quote.staked,
        locked: minted.quote.vvvLocked,
        debtUnits: 5n * UNIT,
        bill: 5n * UNIT,
      });
      const { value } = await chain.connection.getSignatureStatus(minted.signature);
      expect(value?.err).to.equal(null);
    });

    it("act without an input, and with options of the sending", async () => {
      await world.fundRewards(UNIT, 100n);
      chain.clock.advance(10n);
      const told: string[] = [];
      const options = {
        onSigned: ({ signature }: { signature: string }) => void told.push(signature),
      };
      const { signature } = await client.act.claim(undefined, options);
      expect(told).to.deep.equal([signature]);
    });

    it("send several transactions one after the other", async () => {
      const amounts = [1n, 2n, 3n].map((whole) => whole * UNIT);
      for (const amount of amounts) await client.act.requestUnstake({ amount });
      chain.clock.advance(10n);
      const paid = await client.act.withdrawAllUnstaked();
      expect(paid.length).to.be.at.least(1);
      expect(new Set(paid.map(({ signature }) => signature)).size).to.equal(paid.length);
      expect(await client.read.tickets()).to.deep.equal([]);
    });

    it("bind an instruction that needs no reading to market, program and actor", async () => {
      const authority = await connect(await world.actor(0n, world.creator));
      await authority.act.pause({ entries: ["stake"] });
      expect((await client.read.market()).paused).to.deep.equal(["stake"]);
      await authority.act.unpause({ entries: ["stake"] });
      expect((await client.read.market()).paused).to.deep.equal([]);
    });

    it("throw what the program refuses, in a simulation too", async () => {
      const plan = await client.plan.mint({ diemAmount: UNIT, slippageBps: 0 });
      await world.consumer(100n * UNIT);
      for (const call of [() => client.send(plan), () => client.simulate(plan)]) {
        const error = await thrownBy(call);
        expect(error).to.be.instanceOf(errors.DiemError);
        expect(error.name).to.equal("CostAboveMaximum");
      }
    });
  });

  describe("simulate", () => {
    it("says what would happen, and changes nothing", async () => {
      const before = await client.read.position();
      const plan = await client.plan.burn({ diemAmount: UNIT });
      const { unitsConsumed, logs, events } = await client.simulate(plan);
      expect(unitsConsumed).to.be.within(1_000, 100_000);
      expect(logs.some((line) => line.includes("invoke [1]"))).to.equal(true);
      expect(await client.read.position()).to.deep.equal(before);

      const signature = await client.send(plan, { computeUnitLimit: 200_000 });
      const [transaction] = await client.history.transactions({ limit: 1 });
      expect(transaction?.signature).to.equal(signature);
      const figures = (list: readonly LocatedEvent[]) =>
        list.map(({ name, data, instructionIndex, innerIndex }) => {
          const { stamp, ...rest } = data;
          return {
            name,
            rest,
            market: stamp.market,
            sequence: stamp.sequence,
            instructionIndex,
            innerIndex,
          };
        });
      expect(events.map(({ name }) => name)).to.deep.equal(["DiemBurned"]);
      expect(figures(events)).to.deep.equal(figures(transaction?.events ?? []));
    });
  });

  describe("read", () => {
    it("gives the market and the chain's time", async () => {
      expect(await reading.read.market()).to.deep.equal(await world.marketAccount());
      expect(await reading.read.now()).to.equal(await world.chain.now());
    });

    it("gives the market at a glance, with the figures of the quotes", async () => {
      await world.provider({ capacity: 10n * constants.CREDIT_UNIT });
      const [market, now] = [await client.read.market(), await client.read.now()];
      const [providers, records] = [
        await client.read.providers(),
        await client.read.epochRecords(),
      ];
      const vvvPerDiem = { numerator: 5n, denominator: 2n };
      const supply = await client.read.supply();
      expect(supply).to.equal(await world.diemSupply());
      const at = { market, now, vvvPerDiem };
      const summary = await reading.read.summary({ vvvPerDiem });
      expect(summary).to.deep.equal({
        market,
        supply,
        now,
        epoch: quotes.epochAt({ clock: market, now }),
        utilisation: quotes.utilisation({ market, record: null }),
        coverage: quotes.coverage({ market, now, providers, records }),
        stakerApr: quotes.stakerApr(at),
        minterApr: quotes.minterApr({ ...at, supply }),
      });
      expect(summary.stakerApr.total).to.not.equal(null);
      expect((await reading.read.summary()).stakerApr.total).to.equal(null);
    });

    it("gives what an owner has: the wallet's where none is named", async () => {
      const [market, supply] = [await client.read.market(), await client.read.supply()];
      const position = await world.position(staker);
      const owing = { ...position, bill: quotes.billOf({ market, position, supply }) };
      expect(owing.bill > 0n).to.equal(true);
      expect(await client.read.position()).to.deep.equal(owing);
      expect(await reading.read.position(staker.address)).to.deep.equal(owing);
      const all = await reading.read.positions();
      expect(all.filter(({ owner }) => owner.equals(staker.address))).to.deep.equal([owing]);
      const balances = await client.read.balances();
      expect(balances).to.deep.equal({
        lamports: BigInt(await chain.connection.getBalance(staker.address)),
        vvv: await world.balance(staker.vvv),
        diem: await world.balance(staker.diem),
      });
      expect(await reading.read.balances(key(77))).to.deep.equal({
        lamports: 0n,
        vvv: 0n,
        diem: 0n,
      });
      for (const read of ["position", "tickets", "balances"] as const) {
        const error = await thrownBy(() => reading.read[read]());
        expect(error, read).to.have.property("name", "NoWallet");
      }
    });

    it("gives tickets in the order of their ids", async () => {
      for (let ticket = 0; ticket < 3; ticket += 1)
        await client.act.requestUnstake({ amount: UNIT });
      const ids = (await client.read.tickets()).map(({ id }) => id);
      expect(ids.length).to.equal(3);
      expect(ids).to.deep.equal([...ids].sort((a, b) => Number(a - b)));
    });

    it("gives providers, their tickets and channels, and no others", async () => {
      const addresses = async () =>
        (await client.read.providers()).map(({ address }) => address.toBase58());
      const before = await addresses();
      const seller = await world.provider({ bond: 10n * UNIT });
      const consumer = await world.consumer(2n * UNIT);
      const opened = await openChannel(world, { provider: seller, consumer, deposit: UNIT });
      const elsewhere = await World.create(world.chain);
      await elsewhere.provider();
      const after = [...before, seller.provider.toBase58()];
      expect(await addresses()).to.have.members(after);
      expect(
        (await client.read.provider(seller.provider)).owner.equals(seller.owner.address),
      ).to.equal(true);
      const channel = await client.read.channel(opened.channel);
      expect(await client.read.channels({ consumer: consumer.address })).to.deep.equal([channel]);
      const both = { consumer: consumer.address, provider: seller.provider };
      expect(await client.read.channels(both)).to.deep.equal([channel]);
      const outside = await DiemClient.connect({
        connection: chain.connection,
        market: elsewhere.market.market,
      });
      expect(await outside.read.channels(both)).to.deep.equal([]);
      expect(await client.read.channels({ provider: seller.provider })).to.deep.equal([channel]);
      expect(await client.read.channels({ consumer: staker.address })).to.deep.equal([]);
      const owner = await connect(seller.owner);
      await owner.act.requestBondWithdrawal({ amount: UNIT });
      const [ticket, ...others] = await client.read.bondTickets(seller.provider);
      expect(ticket?.provider.equals(seller.provider)).to.equal(true);
      expect(others).to.deep.equal([]);
      for (const read of ["provider", "channel"] as const) {
        const error = await thrownBy(() => client.read[read](PublicKey.unique()));
        expect(error, read).to.have.property("name", "AccountNotFound");
      }
    });

    it("gives providers with the prices of this epoch and of the next", async () => {
      const seller = await world.provider({ price: 3n * UNIT });
      const owner = await connect(seller.owner);
      const priceListHash = new Uint8Array(32).fill(5);
      await owner.act.updateProvider({ price: 4n * UNIT, priceListHash });
      const shown = async () => {
        const {
          price,
          nextPrice,
          priceListHash: hash,
        } = await client.read.provider(seller.provider);
        return { price, nextPrice, hash: hash[0] };
      };
      expect(await shown()).to.deep.equal({ price: 3n * UNIT, nextPrice: 4n * UNIT, hash: 7 });
      await nextEpoch(world);
      const later = { price: 4n * UNIT, nextPrice: 4n * UNIT, hash: 5 };
      expect(await shown()).to.deep.equal(later);
      const all = await client.read.providers();
      const found = all.find(({ address }) => address.equals(seller.provider));
      expect(found).to.deep.include({ price: later.price, nextPrice: later.nextPrice });
    });

    it("gives the records of epochs", async () => {
      const now = await client.read.now();
      const epoch = quotes.epochAt({ clock: await client.read.market(), now });
      expect(await client.read.epochRecord(epoch)).to.equal(null);
      await client.act.rollEpoch();
      await client.act.openEpochRecord({ epoch });
      const record = await client.read.epochRecord(epoch);
      expect(record).to.include({ epoch });
      expect(await client.read.epochRecords()).to.deep.equal([record]);
    });
  });

  describe("watch", () => {
    it("tells of accounts as they change, and of what cannot be read", async () => {
      const told: unknown[] = [];
      const wrong: unknown[] = [];
      const onError = (error: unknown) => wrong.push(error);
      const stops = [
        client.watch.market(({ totalStaked }) => told.push(totalStaked), { onError }),
        client.watch.position(staker.position, ({ staked }) => told.push(staked), { onError }),
      ];
      const before = [
        (await client.read.market()).totalStaked,
        (await world.position(staker)).staked,
      ];
      await client.act.stake({ amount: UNIT });
      expect(told).to.have.deep.members(before.map((amount) => amount + UNIT));
      expect(wrong).to.deep.equal([]);

      const info = chain.getAccount(staker.position);
      if (info === null) throw new Error("no position");
      chain.setAccount(staker.position, { ...info, data: Buffer.alloc(info.data.length) });
      while (wrong.length === 0) await pause(5);
      expect(wrong[0]).to.have.property("name", "WrongAccountType");
      const heard = told.length;
      chain.setAccount(staker.position, info);
      while (told.length === heard) await pause(5);
      await Promise.all(stops.map((stop) => stop()));
      await client.act.stake({ amount: UNIT });
      await pause(20); // for what should not come
      expect(told.length).to.equal(heard + 1);
    });
  });
});
