import { expect } from "chai";
import { idl } from "@diem/sdk/idl";
import { EVENT_NAMES } from "@diem/sdk/text";
import { UNIT } from "../support/market";
import { open, createChannelFixture, type Paid, type ChannelFixture } from "./channel-fixture";
import { nobody, proxy } from "./proxies";
import { expectError } from "./support";

interface WatchLine {
  readonly event: string;
  readonly words: string;
  readonly signature: string;
  readonly slot: string;
  readonly data: { readonly amount?: string };
}

describe("cli: watch", () => {
  let fixture: ChannelFixture;
  before(async () => {
    fixture = await createChannelFixture();
  });
  after(() => fixture.cli.close());

  const linesOf = (stdout: string) =>
    stdout
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as WatchLine);

  it("tells what happens, settlements too, until it is stopped", async () => {
    const { cli, buy, sell } = fixture;
    const running = cli.spawn("watch", "-o", "json");
    const channel = await open(fixture, "2"); // may come before the watch begins
    const { voucher } = (await buy("channel", "pay", channel, "1")).json<Paid>();
    const deposit = async () => (await buy("channel", "deposit", channel, "0.25")).json();
    await running.until(({ stdout }) => stdout !== "", deposit); // the watch begins when it is ready
    (await sell("channel", "settle", voucher)).json();
    await running.until(({ stdout }) => stdout.includes("VouchersSettled"));
    running.kill("SIGINT");
    const result = await running.ended;
    expect(result.code, result.stderr).to.equal(0);
    const lines = linesOf(result.stdout);
    const settled = lines.filter(({ event }) => event === "VouchersSettled");
    expect(settled.map(({ words }) => words)).to.deep.equal([
      `provider ${fixture.seller.provider.toBase58()} settled channel ${channel} up to 1 DIEM`,
    ]);
    const [deposited] = lines.filter(({ event }) => event === "Deposited");
    expect(deposited?.words).to.contain("deposited 0.25 DIEM");
    expect(deposited?.data.amount).to.equal(String(UNIT / 4n));
  });

  it("begins in the past with a slot, or after a transaction", async () => {
    const { cli } = fixture;
    const until = async (args: readonly string[], last: string) => {
      const running = cli.start("watch", "-o", "json", ...args);
      await running.until(({ stdout }) => stdout.includes(`"event":"${last}"`));
      running.interrupt();
      const result = await running.ended;
      expect(result.code, result.stderr).to.equal(0);
      return linesOf(result.stdout);
    };
    const all = await until(["--from", "0"], "VouchersSettled");
    expect(all[0]?.event).to.equal("MarketCreated");
    const staked = all.findIndex(({ event }) => event === "Staked");
    const { signature = "", slot = "" } = all[staked] ?? {};
    const later = all.slice(staked + 1);
    const after = await until(["--from", signature], "VouchersSettled");
    expect(after.map((line) => line.signature)).to.deep.equal(later.map((line) => line.signature));
    const from = await until(["--from", slot], "VouchersSettled");
    expect(from).to.deep.equal(all.filter((line) => BigInt(line.slot) >= BigInt(slot)));
    const only = await until(
      ["--from", "0", "--events", "Staked, VouchersSettled"],
      "VouchersSettled",
    );
    expect(new Set(only.map(({ event }) => event))).to.deep.equal(
      new Set(["Staked", "VouchersSettled"]),
    );
  });

  it("misses nothing while the node does not answer", async () => {
    const { cli, buy } = fixture;
    let down = false;
    const way = await proxy(cli.url, () => !down);
    try {
      const channel = await open(fixture, "1");
      const running = cli.start("watch", "-o", "json", "--url", way.url);
      const deposit = async () =>
        (await buy("channel", "deposit", channel, "0.1")).json<WatchLine>();
      await running.until(({ stdout }) => stdout !== "", deposit); // the watch begins when it is ready
      down = true;
      const missed = await deposit();
      await running.until(({ stderr }) => stderr.includes(`"event":"failing"`));
      down = false;
      await running.until(({ stdout }) => stdout.includes(missed.signature));
      running.interrupt();
      const result = await running.ended;
      expect(result.code).to.equal(0);
      const signatures = linesOf(result.stdout).map(({ signature }) => signature);
      expect(new Set(signatures).size).to.equal(signatures.length);
      expect(result.stderr).to.contain(`"event":"resumed"`);
    } finally {
      await way.close();
    }
  });

  it("has words for every event", () => {
    expect([...EVENT_NAMES].sort()).to.deep.equal(idl.events.map(({ name }) => name).sort());
  });

  it("tells who pays for quota, what is asked from when on, who closes, and what is burned", async () => {
    const { cli, seller, consumer, buy, sell } = fixture;
    const provider = seller.provider.toBase58();
    const channel = await open(fixture, "1", "--quota-stake", "1");
    const owner = cli.as(seller.owner);
    (await buy("market", "fund", "quota", "2.5")).json();
    (await owner("provider", "update", "--price", "0.9")).json();
    (await sell("channel", "close", channel)).json();
    const { closesTs, lastQuotaEpoch } = (await buy("channel", "show", channel)).json();
    (await buy("burn", "2")).json();
    const names = "QuotaFunded,ProviderUpdated,QuotaStaked,CloseRequested,DiemBurned";
    const running = cli.start("watch", "-o", "json", "--from", "0", "--events", names);
    await running.until(({ stdout }) => stdout.includes("DiemBurned"));
    running.interrupt();
    const words = linesOf((await running.ended).stdout).map((line) => line.words);
    const by = consumer.address.toBase58();
    const closing = new Date(Number(closesTs) * 1_000).toISOString().replace(".000", "");
    expect(words.slice(0, -1)).to.deep.equal([
      `${by} staked 1 DIEM: 1 credits in this epoch, 1 credits in each later one`,
      `${by} added 2.5 DIEM to the quota pool, now 2.5 DIEM`,
      `provider of ${seller.owner.address.toBase58()} asks 0.9 DIEM per credit from the next epoch on`,
      `provider ${provider} asked to close a channel with ${by}, from ${closing} on; its last quota is that of epoch ${String(lastQuotaEpoch)}`,
    ]);
    expect(words.at(-1)).to.match(
      new RegExp(`^${by} burned 2 DIEM and unlocked [\\d.]+ VVV; the bill is 198 DIEM$`),
    );
  });

  it("is refused by name", async () => {
    const { cli } = fixture;
    const watch = (...args: string[]) => cli.run(["watch", "-o", "json", ...args]);
    expectError(await watch("--events", "Nothing"), "ChoiceInvalid", 2);
    expectError(await watch("--from", "yesterday"), "StartInvalid", 2);
    expectError(await watch("--url", await nobody()), "RpcUnreachable", 3);
    const provider = fixture.seller.provider.toBase58();
    expectError(await watch("--market", provider), "NotAMarket", 3);
  });
});
