import { expect } from "chai";
import { constants, DiemClient, events, type LocatedEvent } from "@diem/sdk";
import { startChain, type TestChain } from "../support/chain";
import * as channels from "../support/channels";
import * as epochs from "../support/epochs";
import { UNIT } from "../support/market";
import * as bonds from "../support/providers";
import { collect } from "../support/settling";
import { catchUp, report, serve } from "../support/trade";
import { World } from "../support/world";

const CREDIT = constants.CREDIT_UNIT;

describe("sdk: sequence numbers of events", () => {
  let chain: TestChain;
  let world: World;
  let client: DiemClient;
  let seller: bonds.Seller;
  let opened: channels.Opened;

  before(async () => {
    chain = await startChain(74);
    world = await World.create(chain, { params: { channelGraceSecs: 1n } });
    const { connection } = chain;
    client = await DiemClient.connect({ connection, market: world.market.market });
    seller = await world.provider({ capacity: 10n * CREDIT, quotaCapacity: 5n * CREDIT });
    const consumer = await world.consumer(10n * UNIT);
    opened = await channels.openChannel(world, {
      provider: seller,
      consumer,
      deposit: UNIT,
    });
  });

  /** The numbers of each account, in the order of its events. */
  const numbers = async () => {
    const batches = await client.history.transactions({ limit: 1_000 });
    const counted = new Map<string, bigint[]>();
    const all: LocatedEvent[] = batches.flatMap((batch) => batch.events);
    for (const { account, sequence } of all.flatMap((event) => events.sequencesOf(event))) {
      const name = account.toBase58();
      counted.set(name, [...(counted.get(name) ?? []), sequence]);
    }
    return { counted, names: new Set(all.map(({ name }) => name)) };
  };
  const upTo = (first: bigint, last: bigint) =>
    Array.from({ length: Number(last - first) + 1 }, (_, index) => first + BigInt(index));

  it("leave none out and have none twice, for the market, the provider and the channel", async () => {
    await epochs.nextEpoch(world);
    await catchUp(world);
    await channels.stakeQuota(world, opened, 2n * UNIT);
    await channels.deposit(world, opened, UNIT);
    await serve(world, opened, { diem: UNIT, quota: CREDIT });
    await report(world, seller, await epochs.epoch(world));
    await collect(world, opened);
    await world.distribute(seller.provider);
    await bonds.addBond(world, seller, UNIT);
    await bonds.requestBondWithdrawal(world, seller, UNIT);
    await bonds.slash(world, seller, 1n);
    await bonds.setCapacity(world, seller, { capacity: 9n * CREDIT, quotaCapacity: 4n * CREDIT });
    await channels.requestQuotaUnstake(world, opened, UNIT);
    await bonds.retire(world, seller);

    const { counted, names } = await numbers();
    expect([...names]).to.include.members([
      ...["MarketCreated", "ProviderRegistered", "ChannelOpened", "Deposited", "QuotaStaked"],
      ...["VouchersSettled", "UsageReported", "Collected", "RevenueDistributed", "BondAdded"],
      ...["BondWithdrawalRequested", "ProviderSlashed", "CapacitySet", "QuotaUnstakeRequested"],
      "ProviderRetired",
    ]);
    const of = (account: { toBase58(): string }) => counted.get(account.toBase58());
    const { sequence: market } = await client.read.market();
    expect(of(world.market.market)).to.deep.equal(upTo(1n, market));
    const { sequence: provider } = await client.read.provider(seller.provider);
    expect(of(seller.provider)).to.deep.equal(upTo(0n, provider));
    const { sequence: channel } = await client.read.channel(opened.channel);
    expect(of(opened.channel)).to.deep.equal(upTo(1n, channel));
    expect(channel > 5n && provider > 5n).to.equal(true);
  });
});
