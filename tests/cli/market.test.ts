import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { accounts, constants, pda, quotes } from "@diem/sdk";
import { createMint, UNIT } from "../support/market";
import { type MarketFixture, createMarketFixture } from "./market-fixture";
import { nobody } from "./proxies";
import { expectError, WIDE } from "./support";

const DEVNET = join(__dirname, "../../migrations/markets/devnet.json");

interface Amount {
  readonly amount: string;
  readonly baseUnits: string;
}

describe("cli: market", () => {
  let all: MarketFixture;

  beforeEach(async () => {
    all = await createMarketFixture();
  });

  afterEach(() => all.cli.close());

  describe("create", () => {
    const create = async (args: string[] = [], decimals = 9) => {
      const { cli, authority } = all;
      copyFileSync(DEVNET, join(cli.home, "market.json"));
      const vvvMint = await createMint(cli.chain, authority.keypair, { decimals });
      const line = ["market", "create", "--file", "market.json", "--vvv-mint", vvvMint.toBase58()];
      return { vvvMint, line, result: await cli.as(authority)(...line, ...args) };
    };

    it("opens the market of a file, and shows all of it before", async () => {
      const { cli, authority } = all;
      const { result, vvvMint, line } = await create();
      const creator = authority.address;
      const address = pda.market({ creator, vvvMint });
      expect(result.json()).to.include({ market: address.toBase58(), vvvMint: vvvMint.toBase58() });
      const market = await accounts.market.fetch(cli.chain.connection, address);
      expect(market.params).to.include(constants.DEFAULT_PARAMS);
      expect(market.params.targetFloor).to.equal(200n * UNIT);
      const price = (6n * UNIT) / 10_000n;
      const { current, next } = market.referencePrice;
      expect([current, next]).to.deep.equal([price, price]);
      expect(market.epochSecs).to.equal(86_400n);
      expect(market.roles.treasury.equals(creator)).to.equal(true);
      const tag = constants.clusterTag(await cli.chain.connection.getGenesisHash());
      expect(market.clusterTag).to.deep.equal(tag);
      const again = expectError(await cli.as(authority)(...line), "MarketExists", 1);
      expect(again.message).to.contain(address.toBase58());
      const looked = await cli.run(["market", "show"], {
        env: { DIEM_MARKET: address.toBase58() },
      });
      expect(looked.code).to.equal(0);
    });

    it("warns of a bond that is too small, and of a target floor above the quota on offer", async () => {
      const warnings = async (...args: string[]) => {
        const { result } = await create(["--dry-run", ...args]);
        return result.json<{ warnings: string[] }>().warnings;
      };
      const bond =
        "bondPerCredit is worth $5 a credit: under $55, offering capacity that does not exist costs little";
      const floor =
        "targetFloor is 200 DIEM, and quota is offered for less: DIEM can be minted that finds no quota";
      expect(await warnings()).to.deep.equal([]);
      expect(await warnings("--vvv-price", "2.5")).to.deep.equal([bond]);
      expect(await warnings("--vvv-price", "27.5")).to.deep.equal([]);
      expect(await warnings("--quota-capacity", "199.999999")).to.deep.equal([floor]);
      expect(await warnings("--quota-capacity", "200")).to.deep.equal([]);
      const { line } = await create(["--dry-run"]);
      const wallet = ["--keypair", all.cli.walletFile(all.authority.keypair), "--no-color"];
      const judged = ["--vvv-price", "2.5", "--quota-capacity", "100"];
      const asked = await all.cli.run([...line, ...judged, ...wallet], {
        answers: ["n"],
        ...WIDE,
      });
      expect(asked.stderr).to.contain(`\nwarning: ${bond}\nwarning: ${floor}\n`);
    });

    it("sends nothing in a dry run", async () => {
      const { result, vvvMint } = await create(["--dry-run"]);
      expect(result.json()).to.include({ dryRun: true });
      const address = pda.market({ creator: all.authority.address, vvvMint });
      const { connection } = all.cli.chain;
      expect(await accounts.market.fetchNullable(connection, address)).to.equal(null);
    });

    it("refuses a mint that is too coarse, no mint at all, and nobody who answers", async () => {
      const { cli, authority } = all;
      expectError((await create([], 5)).result, "VvvTooCoarse", 1);
      const { line } = await create(["--dry-run"]);
      const nowhere = [...line.slice(0, -1), authority.address.toBase58()];
      expectError(await cli.as(authority)(...nowhere), "VvvNotClassicMint", 1);
      const wallet = ["--keypair", cli.walletFile(authority.keypair), "-y", "-o", "json"];
      const env = { DIEM_URL: await nobody() };
      expectError(await cli.run([...line, ...wallet], { env }), "RpcUnreachable", 3);
    });
  });

  it("show has the figures, for people and for scripts", async () => {
    const { cli } = all;
    await cli.world.fundRewards(100n * UNIT, 86_400n);
    await cli.chain.advance(10n);
    const shown = (await cli.run(["market", "show", "-o", "json"])).json<{
      diem: Record<string, Amount>;
      stake: Record<string, Amount>;
      yearly: { unlocked: { rewardsBps: string }; locked: { rewardsBps: string } };
      streams: { rewards: { remaining: Amount } };
      quotaCapacity: { current: Amount; next: Amount };
      referencePrice: { current: Amount; next: Amount };
      revenueSplit: Record<string, string>;
      averageUse: Amount;
      utilisation: { emaBps: string };
      coverage: { pool: Amount; outstanding: Amount; paidBps: string | null };
      paused: string[];
    }>();
    expect(shown.diem.supply).to.deep.equal({ amount: "20", baseUnits: "20000000000" });
    expect(shown.diem.target?.amount).to.equal("38000");
    expect(shown.diem.nextTarget?.amount).to.equal("38000");
    expect(shown.diem.marginalRate?.amount).to.match(/^90\.0000000/);
    expect(shown.stake.staked?.amount).to.equal("14000");
    expect(shown.stake.bonded?.amount).to.equal("200");
    // the stream of a day is 36,500 VVV a year over 14,000 VVV of stake less a fifth of the 1,800 VVV locked
    expect(Number(shown.yearly.unlocked.rewardsBps)).to.be.closeTo(26_759, 1);
    expect(Number(shown.yearly.locked.rewardsBps)).to.be.closeTo(21_407, 1);
    expect(Number(shown.streams.rewards.remaining.amount)).to.be.closeTo(99.988, 0.002);
    expect(shown.quotaCapacity.next.amount).to.equal("50");
    const { current, next } = shown.referencePrice;
    expect([current.amount, next.amount]).to.deep.equal(["1", "1"]);
    const split = {
      providerBps: "7500",
      quotaBps: "1000",
      treasuryBps: "500",
      stakersBps: "1000",
    };
    expect(shown.revenueSplit).to.deep.equal(split);
    expect(shown.averageUse.amount).to.equal("0");
    const { pool, outstanding, paidBps } = shown.coverage;
    expect([pool.amount, outstanding.amount, paidBps]).to.deep.equal(["0", "0", null]);
    expect(shown.utilisation.emaBps).to.equal("0");
    expect(shown.paused).to.deep.equal([]);
    const { stdout } = await cli.run(["market", "show"]);
    expect(stdout).to.match(/DIEM in existence: +20 DIEM, 0\.05% of the target\n/);
    expect(stdout).to.match(/unlocked stake: +267\.59% in VVV, and 0 DIEM of fees per VVV\n/);
    expect(stdout)
      .to.match(/^target supply: +38000 DIEM, next epoch 38000 DIEM$/m)
      .and.match(/^revenue split: +75% provider, 10% quota pool, 5% treasury, 10% stakers$/m)
      .and.match(/^reference price: +1 DIEM per credit, next epoch 1 DIEM$/m)
      .and.match(/^average use: +0 credits an epoch; the target supply follows it$/m)
      .and.match(/^pool per credit: +nothing yet$/m);
  });

  it("show counts epochs that wait to be closed as if they were", async () => {
    const { cli } = all;
    await cli.chain.advance(200n);
    const shown = (await cli.run(["market", "show", "-o", "json"])).json<{
      epoch: { running: number; toBeClosed: number };
      quotaCapacity: { current: Amount };
    }>();
    expect(shown.epoch).to.include({ running: 3, toBeClosed: 2 });
    expect(shown.quotaCapacity.current.amount).to.equal("50");
  });

  it("list shows the markets of this cluster, by creator and by mint", async () => {
    const { cli, authority, stranger } = all;
    const list = async (...args: string[]) => {
      const result = await cli.run(["market", "list", "-o", "json", ...args]);
      return result
        .json<{ markets: { address: string }[] }>()
        .markets.map(({ address }) => address);
    };
    expect(await list()).to.deep.equal([cli.market]);
    expect(await list("--creator", authority.address.toBase58())).to.deep.equal([cli.market]);
    expect(await list("--creator", stranger.address.toBase58())).to.deep.equal([]);
    const { stdout } = await cli.run(["market", "list", "--vvv-mint", cli.market]);
    expect(stdout).to.equal("there is no market on this cluster\n");
  });

  it("fund rewards adds to the stream of rewards", async () => {
    const { cli, authority } = all;
    const result = await cli.as(authority)(
      "market",
      "fund",
      "rewards",
      "12.5",
      "--duration",
      "1d12h",
    );
    const { endTs, warnings } = result.json<{ endTs: string; warnings: string[] }>();
    const brief = "rewards for less than 30 days draw stake that leaves when they end";
    expect(warnings).to.deep.equal([brief]);
    const { rewardStream } = await cli.world.marketAccount();
    expect(rewardStream.remaining).to.equal(12_500_000_000n);
    expect(quotes.stream.endTs(rewardStream)).to.equal(BigInt(endTs));
    const wallet = ["--keypair", cli.walletFile(authority.keypair), "--no-color"];
    const fund = ["market", "fund", "rewards", "1", ...wallet, "--duration"];
    const text = await cli.run([...fund, "30d"], { answers: ["y"] });
    expect(text.code).to.equal(0);
    expect(text.stderr)
      .to.match(/stream then: +13\.5 VVV/)
      .and.not.contain("warning");
    expect(text.stdout).to.match(/^funded: +1 VVV\n$/);
    const warned = await cli.run([...fund, "2591999s"], { answers: ["n"] });
    expect(warned.stderr).to.contain(`\nwarning: ${brief}\n`);
  });

  it("fund rewards refuses a span below the stake cool-down", async () => {
    const { cli, authority } = all;
    const fund = (span: string) =>
      cli.as(authority)("market", "fund", "rewards", "1", "--duration", span);
    expectError(await fund("59s"), "RewardDurationOutOfRange", 1);
    (await fund("60s")).json();
  });

  it("fund quota adds to the pool that pays for quota", async () => {
    const { cli, consumer } = all;
    const pool = async () => (await cli.world.marketAccount()).quotaPool;
    const result = await cli.as(consumer)("market", "fund", "quota", "2.5");
    const amount = { amount: "2.5", baseUnits: "2500000000" };
    expect(result.json()).to.deep.include({ amount, pool: amount });
    expect(await pool()).to.equal((5n * UNIT) / 2n);
    const wallet = ["--keypair", cli.walletFile(consumer.keypair), "--no-color"];
    const text = await cli.run(["market", "fund", "quota", "1", ...wallet], { answers: ["y"] });
    expect(text.stderr)
      .to.match(/^quota pool then: +3\.5 DIEM$/m)
      .and.contain("\n1/30 of the pool's surplus goes to the stakers in each epoch\n");
    expect(text.stdout).to.match(/^funded: +1 DIEM\n$/);
    expect(await pool()).to.equal((7n * UNIT) / 2n);
    const more = await cli.as(consumer)("market", "fund", "quota", "16.500000001");
    expectError(more, "InsufficientBalance", 1);
  });

  it("treasury collect pays what is owed, and says when nothing is", async () => {
    const { cli, stranger, consumer, seller } = all;
    const collect = () => cli.as(stranger)("market", "treasury", "collect");
    expect((await collect()).json()).to.deep.equal({
      signature: null,
      message: "the treasury is owed nothing now",
    });
    await cli.world.pay(consumer, seller.revenue, 10n * UNIT);
    await cli.world.distribute(seller.provider);
    const { amount } = (await collect()).json<{ amount: Amount }>();
    expect(amount.amount).to.equal("0.5");
    const treasury = cli.world.treasury.publicKey;
    const account = pda.revenue({ provider: treasury, diemMint: cli.world.market.diemMint });
    expect(await cli.world.balance(account)).to.equal(UNIT / 2n);
  });

  it("metadata sets what wallets show, and keeps what is left out", async () => {
    const { cli, authority } = all;
    const metadata = async (...args: string[]) =>
      (await cli.as(authority)("market", "metadata", ...args)).json();
    expect(await metadata()).to.deep.equal({ metadata: null });
    const uri = "https://diem.example/diem.json";
    await metadata("--name", "DIEM", "--symbol", "DIEM", "--uri", uri);
    expect(await metadata()).to.deep.equal({ metadata: { name: "DIEM", symbol: "DIEM", uri } });
    await metadata("--name", "Diem");
    expect(await metadata()).to.deep.equal({ metadata: { name: "Diem", symbol: "DIEM", uri } });
    expect(await metadata("--name", "Diem")).to.deep.equal({
      signature: null,
      message: "DIEM already has this name, symbol and URI",
    });
    const params = JSON.parse((await cli.run(["market", "params", "show"])).stdout) as object;
    const token = { name: "From a file", symbol: "FILE", uri: "" };
    cli.file("market.json", JSON.stringify({ token, ...params }));
    await metadata("--file", "market.json", "--symbol", "DIEM");
    expect(await metadata()).to.deep.equal({ metadata: { ...token, symbol: "DIEM" } });
  });
});
