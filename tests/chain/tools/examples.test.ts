import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { accounts, DiemClient, keypairWallet } from "@diem/sdk";
import { payPerCall } from "../../../examples/consumer";
import { indexEvents } from "../../../examples/indexer";
import { keepMarket } from "../../../examples/keeper";
import type { Network } from "../../../examples/network";
import { Shop } from "../../../examples/provider";
import { stakeAndMint } from "../../../examples/stake-and-mint";
import { startChain, type TestChain } from "../../support/chain";
import { UNIT } from "../../support/market";
import type { Seller } from "../../support/providers";
import { type Actor, World } from "../../support/world";

const PROMPTS = ["What is compute?", "And what is it worth?", "Thank you."];

describe("examples", () => {
  let chain: TestChain;
  let world: World;
  let folder: string;
  let network: Network;
  let seller: Seller;
  let staker: Actor;
  let consumer: Actor;
  let said: string[];
  const shops: Shop[] = [];
  const say = (line: string) => {
    said.push(line);
  };

  before(async () => {
    chain = await startChain();
    // long enough that an epoch does not turn between a call and its settlement
    world = await World.create(chain, { epochSecs: 60n });
    folder = await mkdtemp(join(tmpdir(), "diem-examples-"));
    staker = await world.actor(10_000n * UNIT);
    consumer = await world.consumer(2n * UNIT);
    const operator = await chain.wallet();
    seller = await world.provider({ operator });
    network = {
      connection: chain.connection,
      market: world.market.market,
      provider: seller.provider,
      wallets: { staker: staker.keypair, consumer: consumer.keypair, operator },
      folder,
    };
  });

  beforeEach(() => {
    said = [];
  });

  afterEach(() => closeShop());

  after(() => rm(folder, { recursive: true, force: true }));

  /** Opens the shop, and tells consumers where it is. */
  const openShop = async (): Promise<Shop> => {
    const shop = await Shop.open(network, 0, say);
    shops.push(shop);
    const { connection, market } = network;
    const wallet = keypairWallet(seller.owner.keypair);
    const owner = await DiemClient.connect({ connection, market, wallet });
    await owner.act.updateProvider({ endpoint: shop.url });
    return shop;
  };
  const closeShop = async () => {
    for (const shop of shops.splice(0)) await shop.close();
  };
  const channelOfConsumer = async () => {
    const filter = { consumer: consumer.address };
    const [channel, ...others] = await accounts.channel.fetchAll(chain.connection, filter);
    if (channel === undefined || others.length > 0) throw new Error("not one channel");
    return channel;
  };
  const costsIn = (lines: readonly string[]) =>
    lines.flatMap((line) => {
      const [, whole = "0", fraction = ""] =
        /^(\d+)(?:\.(\d+))? DIEM for: I heard/.exec(line) ?? [];
      return line.includes("DIEM for:") ? [BigInt(whole + fraction.padEnd(9, "0"))] : [];
    });

  it("stake-and-mint stakes, mints and burns", async () => {
    await stakeAndMint(network, say);
    const position = await world.position(staker);
    expect(position).to.include({ staked: 1_000n * UNIT, debtUnits: 4n * UNIT });
    expect(await world.balance(staker.diem)).to.equal(4n * UNIT);
    expect(said[0]).to.match(/^staked: 1000 VVV in all/);
    expect(said[1]).to.match(/^5 DIEM would lock \d+\.\d+ VVV, and never more than \d+\.\d+ VVV$/);
    expect(said.at(-1)).to.match(/^in the position: 1000 VVV, of it locked \d+\.\d+ VVV$/);
  });

  it("consumer and provider pay and serve call by call, and settle to the unit", async () => {
    await openShop();
    await payPerCall(network, PROMPTS, say);
    const costs = costsIn(said);
    expect(costs.length).to.equal(PROMPTS.length);
    expect(said.at(-1)).to.contain(`I heard "Thank you.".`);
    await closeShop();
    const paid = costs.reduce((sum, cost) => sum + cost, 0n);
    expect(paid > 0n).to.equal(true);
    expect((await channelOfConsumer()).settled).to.equal(paid);

    // both begin anew, with what they kept
    said = [];
    await openShop();
    await payPerCall(network, PROMPTS, say);
    expect(said.some((line) => line.startsWith("opened"))).to.equal(false);
    expect(costsIn(said)).to.deep.equal(costs);
    await closeShop();
    expect((await channelOfConsumer()).settled).to.equal(2n * paid);
  });

  it("provider serves nobody without a good voucher", async () => {
    const shop = await openShop();
    const call = (headers: Record<string, string>) =>
      fetch(shop.url, { method: "POST", headers, body: "For free?" });
    const none: Record<string, string> = {};
    for (const headers of [none, { "x-diem-voucher": "AAAA" }]) {
      const response = await call(headers);
      expect(response.status).to.equal(402);
      expect(await response.text()).to.not.contain("I heard");
    }
  });

  it("keeper does what the market waits for", async () => {
    const before = await accounts.provider.fetch(chain.connection, seller.provider);
    await keepMarket(network, say);
    const provider = await accounts.provider.fetch(chain.connection, seller.provider);
    expect(provider.totalRevenue > before.totalRevenue).to.equal(true);
    const channel = await channelOfConsumer();
    expect(channel.collected).to.equal(channel.settled);
    said = [];
    await keepMarket(network, say);
    expect(said).to.deep.equal([]);
  });

  it("indexer has every event, and goes on where it was", async () => {
    const index = await indexEvents(network, say);
    expect(said[0]).to.equal("from the beginning");
    expect(said.at(-1)).to.equal("nothing is missing");
    expect(index.counts).to.include({ MarketCreated: 1, ChannelOpened: 1, VouchersSettled: 2 });
    const all = Object.values(index.counts).reduce((sum, count) => sum + count, 0);
    expect(said.length).to.equal(all + 2);
    expect(JSON.parse(await readFile(join(folder, "index.json"), "utf8"))).to.deep.equal(index);

    said = [];
    await stakeAndMint(network, say);
    said = [];
    const later = await indexEvents(network, say);
    expect(said[0]).to.equal(`on from ${String(index.signature)}`);
    const names = said.slice(1, -1).map((line) => line.split(" ")[1]);
    expect(names).to.include.members(["Staked", "DiemMinted", "DiemBurned"]);
    expect(names).to.not.include("MarketCreated");
    expect(later.counts.Staked).to.equal((index.counts.Staked ?? 0) + 1);
    expect(said.at(-1)).to.equal("nothing is missing");

    said = [];
    expect(await indexEvents(network, say)).to.deep.equal(later);
    expect(said.length).to.equal(2);
  });
});
