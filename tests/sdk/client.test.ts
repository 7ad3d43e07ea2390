import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import {
  DiemClient,
  errors,
  type LocatedEvent,
  marketStanding,
  openMarket,
  plans,
} from "@diem/sdk";
import type { EmbeddedChain } from "@diem/localnet";
import { UNIT } from "../support/market";
import type { Actor, World } from "../support/world";
import { FaultyNetwork } from "./client-faults";
import { clientSetup } from "./client-setup";
import { key, thrownBy } from "./support";

/** The genesis hash that the test markets are made for. */
const TEST_GENESIS = "1".repeat(32);

describe("sdk: client", () => {
  let world: World;
  let chain: EmbeddedChain;
  let staker: Actor;
  let client: DiemClient;
  let reading: DiemClient;
  let connect: (actor: Actor) => Promise<DiemClient>;

  before(async () => {
    ({ world, chain, staker, client, reading, connect } = await clientSetup());
  });

  it("knows all addresses of the market", () => {
    expect(client.market).to.deep.equal(world.market);
  });

  it("opens a market in one request, with all that stands at its slot", async () => {
    const network = new FaultyNetwork(chain);
    const { connection } = network;
    const { market } = world.market;
    expect(await openMarket({ connection, market })).to.deep.equal(
      await marketStanding({ connection: chain.connection, market: world.market }),
    );
    expect(network.sent("getMultipleAccounts").length).to.equal(1);
    expect(network.sent("getAccountInfo").length).to.equal(0);
  });

  for (const [name, open] of Object.entries({
    connect: (at: Parameters<typeof openMarket>[0]) => DiemClient.connect(at),
    openMarket,
  })) {
    describe(name, () => {
      const refused = (input: Partial<Parameters<typeof openMarket>[0]>) => {
        const { connection } = chain;
        const { market } = world.market;
        return thrownBy(() => open({ connection, market, ...input }));
      };

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
        expect(error.message).to.match(/belongs to another cluster .*: check the URL$/);
      });

      it("takes a market of the cluster", async () => {
        const network = new FaultyNetwork(chain);
        network.fail("getGenesisHash", { answer: TEST_GENESIS });
        const { market } = world.market;
        const { connection } = network;
        await open({ connection, market, checkCluster: true });
        expect(network.sent("getGenesisHash").length).to.equal(1);
      });
    });
  }

  describe("plan and act", () => {
    it("have every plan there is", () => {
      const names = Object.keys(plans);
      expect(names).to.include.members(["stake", "mintDiem", "openChannel", "settle", "collect"]);
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
      const minted = await client.act.mintDiem({ diemAmount: 5n * UNIT });
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
      const { signature } = await client.act.claimRewards(undefined, options);
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
      const plan = await client.plan.mintDiem({ diemAmount: UNIT, slippageBps: 0 });
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
      const plan = await client.plan.burnDiem({ diemAmount: UNIT });
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
