import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { accounts, constants, pda } from "@diem/sdk";
import { createMint, UNIT } from "../support/market";
import { type House, house } from "./market-house";
import { nobody } from "./proxies";
import { expectError } from "./support";

const DEVNET = join(__dirname, "../../migrations/markets/devnet.json");

interface Amount {
  readonly amount: string;
  readonly baseUnits: string;
}

describe("cli: market", () => {
  let all: House;

  beforeEach(async () => {
    all = await house();
  });

  afterEach(() => all.cli.close());

  describe("create", () => {
    const create = async (args: string[] = [], decimals = 9) => {
      const { cli, authority } = all;
      copyFileSync(DEVNET, join(cli.home, "market.json"));
      const vvvMint = await createMint(cli.chain, authority.keypair, { decimals });
      const line = ["market", "create", "--file", "market.json", "--vvv-mint", vvvMint.toBase58()];
      return { vvvMint, line, ran: await cli.as(authority)(...line, ...args) };
    };

    it("opens the market of a file, and shows all of it before", async () => {
      const { cli, authority } = all;
      const { ran, vvvMint, line } = await create();
      const creator = authority.address;
      const address = pda.market({ creator, vvvMint });
      expect(ran.json()).to.include({ market: address.toBase58(), vvvMint: vvvMint.toBase58() });
      const market = await accounts.market.fetch(cli.chain.connection, address);
      expect(market.params).to.include(constants.DEFAULT_PARAMS);
      expect(market.referencePrice).to.equal(UNIT / 500n);
      expect(market.epochSecs).to.equal(86_400n);
      expect(market.roles.treasury.equals(creator)).to.equal(true);
      const tag = constants.clusterTag(await cli.chain.connection.getGenesisHash());
      expect(market.clusterTag).to.deep.equal(tag);
      const again = expectError(await cli.as(authority)(...line), "MarketExistsError", 1);
      expect(again.message).to.contain(address.toBase58());
      const looked = await cli.run(["market", "show"], {
        env: { DIEM_MARKET: address.toBase58() },
      });
      expect(looked.code).to.equal(0);
    });

    it("sends nothing in a dry run", async () => {
      const { ran, vvvMint } = await create(["--dry-run"]);
      expect(ran.json()).to.include({ dryRun: true });
      const address = pda.market({ creator: all.authority.address, vvvMint });
      const { connection } = all.cli.chain;
      expect(await accounts.market.fetchNullable(connection, address)).to.equal(null);
    });

    it("refuses a mint that is too coarse, no mint at all, and nobody who answers", async () => {
      const { cli, authority } = all;
      expectError((await create([], 5)).ran, "VvvTooCoarse", 1);
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
      referencePrice: Amount;
      utilisation: { emaBps: number };
      coverage: { pool: Amount };
      paused: string[];
    }>();
    expect(shown.diem.outstanding).to.deep.equal({ amount: "20", baseUnits: "20000000000" });
    expect(shown.diem.target?.amount).to.equal("38000");
    expect(shown.diem.marginalRate?.amount).to.match(/^90\.0000000/);
    expect(shown.stake.staked?.amount).to.equal("14000");
    expect(shown.stake.bonded?.amount).to.equal("200");
    // the stream of a day is 36,500 VVV a year over 14,000 VVV; locked stake gets a fifth less
    expect(Number(shown.yearly.unlocked.rewardsBps)).to.be.closeTo(26_071, 1);
    expect(Number(shown.yearly.locked.rewardsBps)).to.be.closeTo(20_857, 1);
    expect(Number(shown.streams.rewards.remaining.amount)).to.be.closeTo(99.988, 0.002);
    expect(shown.quotaCapacity.next.amount).to.equal("50");
    expect(shown.referencePrice.amount).to.equal("1");
    expect(shown.utilisation.emaBps).to.equal(0);
    expect(shown.paused).to.deep.equal([]);
    const { stdout } = await cli.run(["market", "show"]);
    expect(stdout).to.match(/DIEM outstanding: +20 DIEM, 0\.05% of the target\n/);
    expect(stdout).to.match(/unlocked stake: +260\.71% in VVV, and 0 DIEM of fees per VVV\n/);
    expect(stdout).to.match(/provider's share: +85% of revenue\n/);
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
      const ran = await cli.run(["market", "list", "-o", "json", ...args]);
      return ran.json<{ markets: { address: string }[] }>().markets.map(({ address }) => address);
    };
    expect(await list()).to.deep.equal([cli.market]);
    expect(await list("--creator", authority.address.toBase58())).to.deep.equal([cli.market]);
    expect(await list("--creator", stranger.address.toBase58())).to.deep.equal([]);
    const { stdout } = await cli.run(["market", "list", "--vvv-mint", cli.market]);
    expect(stdout).to.equal("there is no market on this cluster\n");
  });

  it("fund adds to the stream of rewards", async () => {
    const { cli, authority } = all;
    const ran = await cli.as(authority)("market", "fund", "12.5", "--duration", "1d12h");
    const { endTs } = ran.json<{ endTs: string }>();
    const { rewardStream } = await cli.world.marketAccount();
    expect(rewardStream.remaining).to.equal(12_500_000_000n);
    expect(rewardStream.endTs).to.equal(BigInt(endTs));
    const wallet = ["--keypair", cli.walletFile(authority.keypair)];
    const fund = ["market", "fund", "1", "--duration", "30d", "--no-color", ...wallet];
    const text = await cli.run(fund, { answers: ["y"] });
    expect(text.code).to.equal(0);
    expect(text.stderr).to.match(/stream then: +13\.5 VVV/);
    expect(text.stdout).to.match(/^funded: +1 VVV\nsignature: /);
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
      message: "wallets show this already",
    });
    const params = JSON.parse((await cli.run(["market", "params", "show"])).stdout) as object;
    const token = { name: "From a file", symbol: "FILE", uri: "" };
    cli.file("market.json", JSON.stringify({ token, ...params }));
    await metadata("--file", "market.json", "--symbol", "DIEM");
    expect(await metadata()).to.deep.equal({ metadata: { ...token, symbol: "DIEM" } });
  });
});
