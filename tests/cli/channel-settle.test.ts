import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { vouchers } from "@diem/sdk";
import { UNIT } from "../support/market";
import {
  channelOf,
  CREDIT,
  open,
  createChannelFixture,
  type Paid,
  type ChannelFixture,
} from "./channel-fixture";
import { nobody } from "./proxies";
import { expectError } from "./support";

describe("cli: vouchers that are settled", () => {
  let fixture: ChannelFixture;
  let channel: string;
  before(async () => {
    fixture = await createChannelFixture();
  });
  beforeEach(async () => {
    channel = await open(fixture, "2", "--quota-stake", "1");
  });
  after(() => fixture.cli.close());

  const accept = async (used: string, ...args: string[]) => {
    const { buy, sell } = fixture;
    const result = await buy("channel", "pay", channel, ...args);
    const { voucher } = result.json<Paid>();
    return (await sell("channel", "accept", voucher, "--used", used)).json();
  };
  type Settled = { settled: { channel: string; settled: { amount: string } }[] };
  const amounts = (result: { json: <T>() => T }) =>
    result.json<Settled>().settled.map(({ channel: of, settled }) => [of, settled.amount]);

  beforeEach(() => {
    rmSync(join(fixture.cli.home, ".local"), { recursive: true, force: true });
  });

  it("for what was used of them, once", async () => {
    const { sell, buy } = fixture;
    await accept("0.15", "0.5");
    const dry = (await sell("channel", "settle", "--dry-run")).json<{
      dryRun: boolean;
      transactions: { what: string; events: { name: string }[] }[];
    }>();
    expect(dry.dryRun).to.equal(true);
    const [only] = dry.transactions;
    expect(dry.transactions).to.have.length(1);
    expect(only?.what).to.match(/^settle \d of \d vouchers$/);
    expect(only?.events.map(({ name }) => name)).to.deep.equal(["VouchersSettled"]);
    expect(amounts(await sell("channel", "settle"))).to.deep.equal([[channel, "0.15"]]);
    expect((await channelOf(fixture, channel)).settled).to.equal((15n * UNIT) / 100n);
    expect((await sell("channel", "settle")).json()).to.deep.equal({ settled: [], skipped: [] });
    // what is settled is used: the next voucher is on top of it
    const next = (await buy("channel", "pay", channel, "0.5")).json<Paid>();
    expect(vouchers.fromText(next.voucher).voucher.diem).to.equal((65n * UNIT) / 100n);
    expectError(await buy("channel", "settle"), "ProviderMissing", 1);
    expectError(await sell("channel", "settle", "--url", await nobody()), "RpcUnreachable", 3);
    const collected = (await buy("channel", "collect", channel)).json();
    expect(collected.collected).to.deep.equal({ amount: "0.15", baseUnits: "150000000" });
    expect((await buy("channel", "collect", channel)).json()).to.deep.equal({
      signature: null,
      message: `the channel ${channel} has nothing to collect`,
    });
    expect((await buy("channel", "collect")).json()).to.deep.equal({ signatures: [] });
  });

  it("where they are given, with a claim", async () => {
    const { sell, buy } = fixture;
    const { voucher } = (await buy("channel", "pay", channel, "0.5", "--quota", "1")).json<Paid>();
    expectError(await buy("channel", "settle", voucher), "NotOperator", 1);
    expectError(await sell("channel", "settle", "--claim", "1"), "ClaimAmbiguous", 2);
    const above = await sell("channel", "settle", voucher, "--claim", "0.6");
    expect(above.code).to.equal(1);
    expect(above.error.name).to.equal("ClaimAboveVoucher");
    expect(amounts(await sell("channel", "settle", voucher, "--claim", "0.2"))).to.deep.equal([
      [channel, "0.2"],
    ]);
    expect(amounts(await sell("channel", "settle", voucher))).to.deep.equal([[channel, "0.5"]]);
    const { quota } = await channelOf(fixture, channel);
    expect(quota.used).to.equal(CREDIT);
  });

  it("in as many transactions as they need, the others where one fails", async () => {
    const { sell, buy, cli, consumer } = fixture;
    const texts: string[] = [];
    const channels: string[] = [];
    for (let nth = 0; nth < 6; nth++) {
      const one = await open(fixture, "0.1");
      const result = await buy("channel", "pay", one, "0.1");
      channels.push(one);
      texts.push(result.json<Paid>().voucher);
    }
    const [first = ""] = texts;
    await sell("channel", "settle", first);
    const result = await sell("channel", "settle", ...texts);
    expect(result.code).to.equal(1);
    expect(result.error).to.include({
      name: "ClaimAlreadySettled",
      message:
        "1 of 6 vouchers were not settled; the first: the claim is already settled: claim more than what is settled",
    });
    const told = JSON.parse(result.stdout) as Settled & { skipped: { channel: string }[] };
    expect(told.settled.map(({ channel: of }) => of)).to.have.members(channels.slice(1));
    expect(told.skipped.map(({ channel: of }) => of)).to.deep.equal(channels.slice(0, 1));
    const wallet = cli.walletFile(consumer.keypair);
    const collect = ["channel", "collect", "-k", wallet];
    expect((await cli.run(collect, { answers: ["n"] })).stderr).to.match(/\[Declined\]/);
    expect((await cli.run(collect)).stderr).to.match(/\[ConfirmationMissing\]/);
    const all = await cli.run(collect, { answers: ["y"] }); // asks once
    expect(all.stdout).to.equal("collected\n");
    expect(all.stderr).to.match(/collect the settled DIEM of [67] channels/);
  });

  it("once, where a process is killed after sending", async () => {
    const { cli, operator } = fixture;
    await accept("0.15", "0.5");
    const wallet = cli.walletFile(operator);
    const running = cli.spawn("channel", "settle", "--yes", "-k", wallet);
    await running.until(({ stderr }) => stderr.includes("signature"));
    running.kill("SIGKILL");
    await running.ended;
    const again = await fixture.sell("channel", "settle");
    const { settled } = again.json<Settled>();
    expect(settled.length).to.be.within(0, 1);
    expect((await channelOf(fixture, channel)).settled).to.equal((15n * UNIT) / 100n);
    expect((await fixture.sell("channel", "settle")).json()).to.deep.equal({
      settled: [],
      skipped: [],
    });
  });
});
