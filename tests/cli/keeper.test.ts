import { readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Keypair, SystemProgram } from "@solana/web3.js";
import { expect } from "chai";
import { accounts, instructions } from "@diem/sdk";
import * as epochs from "../support/epochs";
import { UNIT } from "../support/market";
import { World } from "../support/world";
import { open, createChannelFixture, type Paid, type ChannelFixture } from "./channel-fixture";
import { eventCounts } from "./event-counts";
import { nobody, proxy } from "./proxies";
import type { RunningCommand } from "./running-command";
import { expectError, type CommandResult } from "./support";

interface Line {
  readonly task?: string;
  readonly reason?: string;
  readonly outcome?: string;
  readonly event?: string;
  readonly signature?: string;
  readonly error?: { readonly name: string };
}

const linesOf = (text: string): Line[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);
const done = (result: CommandResult | string) =>
  linesOf(typeof result === "string" ? result : result.stdout).flatMap(({ task, outcome }) =>
    outcome === "done" && task !== undefined ? [task] : [],
  );

describe("cli: keeper", () => {
  let fixture: ChannelFixture;
  beforeEach(async () => {
    fixture = await createChannelFixture();
  });
  afterEach(() => fixture.cli.close());

  /** A voucher of so much, of a new channel. */
  const voucher = async (diem: string) => {
    const channel = await open(fixture, "2");
    return (await fixture.buy("channel", "pay", channel, diem)).json<Paid>().voucher;
  };
  /** Settles so much: use to be reported, and DIEM to be collected and distributed. */
  const serve = async () => {
    (await fixture.sell("channel", "settle", await voucher("2"))).json();
  };
  const happenings = () => eventCounts(fixture.cli.chain.connection);
  const once = (...args: string[]) => fixture.buy("keeper", "run", "--once", ...args);
  const round = ["collect", "distributeRevenue", "reportUsage"];

  it("does everything that is due, and everything that becomes due by it, once", async () => {
    const { cli } = fixture;
    await epochs.nextEpoch(cli.world);
    await serve();
    const dry = await once("--dry-run");
    const due = linesOf(dry.stdout);
    expect(due.map(({ task, outcome }) => [task, outcome])).to.deep.equal(
      round.map((task) => [task, "due"]),
    );
    expect(due.at(-1)?.reason).to.equal(
      "close 1 epoch from 0 on, and report the use of 1 provider in epoch 2",
    );
    expect(done(await once())).to.deep.equal(round);
    expect((await happenings()).get("EpochsRolled")).to.equal(1);
    const again = await once();
    expect([again.code, again.stdout]).to.deep.equal([0, ""]);
    const wallet = cli.walletFile(fixture.consumer.keypair);
    await serve();
    const text = await cli.run(["keeper", "run", "--once", "--yes", "-k", wallet]);
    expect(text.stdout).to.match(
      /^\S+Z {2}done {2}collect: collect the settled DIEM of 1 channel {2}\w{80,}$/m,
    );
  });

  it("does nothing that another keeper does", async () => {
    const { cli, buy, sell } = fixture;
    await epochs.nextEpoch(cli.world);
    await serve();
    const before = await happenings();
    const rans = await Promise.all([buy, sell].map((run) => run("keeper", "run", "--once")));
    expect(rans.map(({ code }) => code)).to.deep.equal([0, 0]);
    expect(rans.flatMap(done).sort()).to.deep.equal([...round].sort());
    const after = await happenings();
    const names = ["EpochsRolled", "UsageReported", "Collected", "RevenueDistributed", "failed"];
    const counts = names.map((name) => (after.get(name) ?? 0) - (before.get(name) ?? 0));
    expect(counts).to.deep.equal([1, 1, 1, 1, 0]);
  });

  it("skips tasks below their minimum", async () => {
    await serve();
    expect(done(await once("--min-usage", "3", "--min-collect", "2.1"))).to.deep.equal([]);
    const dear = await once("--max-fee", "0.000004", "--priority-fee", "1000");
    expect(linesOf(dear.stdout).map(({ outcome }) => outcome)).to.deep.equal([
      "held",
      "refused", // nothing was collected
      "held",
    ]);
    expect(done(await once("--min-distribute", "2.1", "--max-fee", "0.001"))).to.deep.equal([
      "collect",
      "reportUsage",
    ]);
  });

  it("pays the quota rewards of closed epochs, in DIEM", async () => {
    const { cli, buy, sell, seller } = fixture;
    const channel = await open(fixture, "5", "--quota-stake", "1");
    const result = await buy("channel", "pay", channel, "5", "--quota", "1");
    (await sell("channel", "settle", result.json<Paid>().voucher)).json();
    expect(done(await once())).to.deep.equal(round);
    await epochs.nextEpoch(cli.world, 2);
    const before = await cli.world.balance(seller.owner.diem);
    expect(done(await once("--min-reward", "0.500000001"))).to.deep.equal(["rollEpoch"]);
    expect(done(await once("--min-reward", "0.5"))).to.deep.equal(["claimQuotaReward"]);
    // a tenth of 5 DIEM is in the pool, and a fifth of 5 credits is rewarded
    expect(await cli.world.balance(seller.owner.diem)).to.equal(before + UNIT / 2n);
    expect(done(await once())).to.deep.equal([]);
  });

  it("applies announced parameters once their delay is over", async () => {
    const { cli } = fixture;
    const { world, chain } = cli;
    const { params } = await world.marketAccount();
    const authority = world.creator.publicKey;
    const announced = { ...params, treasuryBps: 600, stakersBps: 900 };
    const propose = instructions.proposeParams({
      market: world.market,
      authority,
      params: announced,
    });
    await world.send([propose], [world.creator]);
    expect(done(await once())).to.deep.equal([]);
    await chain.advance(params.paramsDelaySecs);
    expect(done(await once())).to.deep.equal(["rollEpoch", "applyParams"]);
    expect((await world.marketAccount()).params.treasuryBps).to.equal(600);
  });

  it("settles the vouchers that were accepted here", async () => {
    const { cli, sell, operator } = fixture;
    (await sell("channel", "accept", await voucher("1.5"), "--used", "1.25")).json();
    const key = ["--vouchers", "--operator-keypair", cli.walletFile(operator)];
    expect(done(await once(...key, "--settle-at", "1.3"))).to.deep.equal([]);
    expect(done(await once(...key))).to.deep.equal(["settle", ...round]);
    expect(done(await sell("keeper", "run", "--once", "--vouchers"))).to.deep.equal([]);
    const [channel] = await accounts.channel.fetchAll(cli.chain.connection, {
      consumer: fixture.consumer.address,
    });
    expect(channel?.settled).to.equal((125n * UNIT) / 100n);
  });

  it("does the rest where the vouchers cannot be read", async () => {
    const { cli, sell, seller } = fixture;
    (await sell("channel", "accept", await voucher("1.5"), "--used", "1.25")).json();
    await serve();
    const tag = Buffer.from((await cli.world.marketAccount()).clusterTag).toString("hex");
    const address = seller.provider.toBase58();
    const folder = join(cli.home, ".local/share/diem", tag, "provider", address);
    for (const file of readdirSync(folder).map((name) => join(folder, name))) {
      writeFileSync(file, "{");
      utimesSync(file, 0, 0); // a lock that was written just now would be waited for
    }
    const result = await sell("keeper", "run", "--once", "--vouchers");
    expect([result.code, done(result)]).to.deep.equal([0, round]);
    const [first] = linesOf(result.stdout);
    expect([first?.event, first?.error?.name]).to.deep.equal(["unsettled", "DamagedState"]);
  });

  it("is refused by name where it cannot start", async () => {
    const { cli } = fixture;
    await serve();
    expectError(await once("--url", await nobody()), "RpcUnreachable", 3);
    const { market: foreign } = await World.create(cli.chain); // of no cluster
    expectError(await once("--market", foreign.market.toBase58()), "WrongCluster", 3);
    expectError(await once("--interval", "fast"), "DurationInvalid", 2);
    expectError(await once("--min-collect", "x"), "AmountUnreadable", 2);
    expectError(await once("--vouchers", "--operator-keypair", "none"), "KeypairMissing", 2);
    const wallet = cli.walletFile(fixture.consumer.keypair);
    const unasked = await cli.run(["keeper", "run", "--once", "-o", "json", "-k", wallet]);
    expectError(unasked, "ConfirmationMissing", 2);
    const poor = await cli.as({ keypair: Keypair.generate() })("keeper", "run", "--once");
    expectError(poor, "InsufficientSol", 1);
  });

  describe("that goes on", () => {
    const args = (wallet: string, ...more: string[]) => [
      "keeper",
      "run",
      "-y",
      "-o",
      "json",
      "--interval",
      "1s",
      "-k",
      wallet,
      ...more,
    ];
    const has =
      (event: string) =>
      ({ stdout }: RunningCommand) =>
        stdout.includes(`"event":"${event}"`);

    it("outlives a node that does not answer", async () => {
      const { cli } = fixture;
      let down = false;
      const way = await proxy(cli.url, () => !down);
      const wallet = cli.walletFile(fixture.consumer.keypair);
      const running = cli.spawn(...args(wallet, "--url", way.url));
      await serve();
      await running.until(({ stdout }) => done(stdout).length === 3);
      down = true;
      await running.until(has("waiting"));
      await serve();
      down = false;
      await running.until(({ stdout }) => done(stdout).length === 6);
      running.kill("SIGTERM");
      const result = await running.ended;
      await way.close();
      expect(result.code, result.stderr).to.equal(0);
      expect(done(result)).to.deep.equal([...round, ...round]);
      expect(linesOf(result.stdout).at(-1)).to.deep.include({ event: "stopped", pending: [] });
    });

    it("pauses without SOL, and goes on with it", async () => {
      const { cli } = fixture;
      await serve();
      const poor = Keypair.generate();
      const running = cli.start(...args(cli.walletFile(poor)));
      await running.until(has("paused"));
      const fromPubkey = cli.world.payer;
      const grant = { fromPubkey, toPubkey: poor.publicKey, lamports: 1_000_000_000 };
      await cli.world.send([SystemProgram.transfer(grant)]);
      await running.until(({ stdout }) => done(stdout).length === 3);
      running.interrupt();
      const result = await running.ended;
      expect(result.code).to.equal(0);
      const paused = linesOf(result.stdout).filter(({ event }) => event === "paused");
      expect(paused.map(({ error }) => error?.name)).to.deep.equal(["InsufficientSol"]);
    });
  });
});
