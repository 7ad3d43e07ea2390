import { expect } from "chai";
import { PublicKey } from "@solana/web3.js";
import { constants, DiemClient, quotes } from "@diem/sdk";
import type { EmbeddedChain } from "@diem/localnet";
import { openChannel } from "../support/channels";
import { nextEpoch } from "../support/epochs";
import { UNIT } from "../support/market";
import { type Actor, World } from "../support/world";
import { clientSetup } from "./client-setup";
import { key, thrownBy } from "./support";

describe("sdk: what a client reads", () => {
  let world: World;
  let chain: EmbeddedChain;
  let staker: Actor;
  let client: DiemClient;
  let reading: DiemClient;
  let connect: (actor: Actor) => Promise<DiemClient>;

  before(async () => {
    ({ world, chain, staker, client, reading, connect } = await clientSetup());
    await client.act.stake({ amount: 50_000n * UNIT });
    await client.act.mintDiem({ diemAmount: 5n * UNIT });
  });

  it("gives the market and the chain's time", async () => {
    expect(await reading.read.market()).to.deep.equal(await world.marketAccount());
    expect(await reading.read.now()).to.equal(await world.chain.now());
  });

  it("gives the market at a glance, with the figures of the quotes", async () => {
    await world.provider({ capacity: 10n * constants.CREDIT_UNIT });
    const [market, now] = [await client.read.market(), await client.read.now()];
    const [providers, records] = [await client.read.providers(), await client.read.epochRecords()];
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
    for (let ticket = 0; ticket < 3; ticket += 1) await client.act.requestUnstake({ amount: UNIT });
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
      const { price, nextPrice, priceListHash: hash } = await client.read.provider(seller.provider);
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
    await nextEpoch(world, 2);
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
