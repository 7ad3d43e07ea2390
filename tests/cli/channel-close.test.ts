import { expect } from "chai";
import { accounts } from "@diem/sdk";
import { epoch, nextEpoch } from "../support/epochs";
import { UNIT } from "../support/market";
import {
  channelOf,
  CREDIT,
  EPOCH_SECS,
  GRACE_SECS,
  open,
  createChannelFixture,
  type ChannelFixture,
} from "./channel-fixture";
import { expectError, WIDE } from "./support";

describe("cli: channels that are closed", () => {
  let fixture: ChannelFixture;
  before(async () => {
    fixture = await createChannelFixture();
  });
  after(() => fixture.cli.close());

  const outlast = (slots: bigint) => {
    const { embedded } = fixture.cli.chain;
    if (embedded === undefined) throw new Error("these tests need the embedded chain");
    embedded.clock.warpToSlot(embedded.clock.slot() + slots);
  };

  const nothing = { amount: "0", baseUnits: "0" };
  const committed = async () => {
    const { connection } = fixture.cli.chain;
    return (await accounts.provider.fetch(connection, fixture.seller.provider)).committed.next;
  };

  it("after the grace that the consumer's request starts", async () => {
    const { buy, cli, consumer } = fixture;
    const channel = await open(fixture, "3");
    outlast(151n);
    const stranger = cli.as({ keypair: await cli.chain.wallet() });
    expectError(await stranger("channel", "close", channel), "NotChannelParty", 1);
    const asked = (await buy("channel", "close", channel)).json<{ closableTs: string }>();
    expect(asked).to.deep.include({ closed: false, byProvider: false, unstaked: nothing });
    expect(BigInt(asked.closableTs)).to.equal((await cli.chain.now()) + GRACE_SECS);
    expect(BigInt(asked.closableTs)).to.equal((await channelOf(fixture, channel)).closesTs);
    const early = expectError(await buy("channel", "close", channel), "GraceNotOver", 1);
    expect(early.message).to.match(
      /^the time for the last voucher is not over \(the grace is 1m\): the channel \w+ can be closed from \S+ \(in 1m\) on$/,
    );
    expect(early.next).to.equal(
      "run the command again then, or let the provider agree with --provider-keypair",
    );
    const { status, askedBy, lastQuotaEpoch } = (await buy("channel", "show", channel)).json();
    expect([status, askedBy, lastQuotaEpoch]).to.deep.equal(["closing", "consumer", null]);
    await cli.chain.advance(GRACE_SECS);
    const before = await cli.world.balance(consumer.diem);
    expect((await buy("channel", "close", channel, "--dry-run")).json().dryRun).to.equal(true);
    const closed = (await buy("channel", "close", channel)).json();
    expect(closed).to.deep.include({
      closed: true,
      refunded: { amount: "3", baseUnits: "3000000000" },
    });
    expect(await cli.world.balance(consumer.diem)).to.equal(before + 3n * UNIT);
    expectError(await buy("channel", "close", channel), "AccountNotFound", 1);
  });

  it("by the provider, whose request leaves the staked quota this epoch and the next", async () => {
    const { buy, sell, cli, consumer, operator } = fixture;
    await nextEpoch(cli.world);
    const before = await committed();
    const channel = await open(fixture, "3", "--quota-stake", "2");
    expect(await committed()).to.equal(before + 2n * CREDIT);
    outlast(151n);
    const running = await epoch(cli.world);
    const { genesisTs } = await cli.world.marketAccount();
    const closesTs = genesisTs + BigInt(running + 2) * EPOCH_SECS;

    const wallet = ["-k", cli.walletFile(operator), "--no-color"];
    const answer = { answers: ["n"], ...WIDE };
    const told = await cli.run(["channel", "close", channel, ...wallet], answer);
    expect(told.stderr)
      .to.match(/^requested by: +the provider$/m)
      .and.match(/^unstaked from the quota: +nothing before the end of the next epoch$/m);
    const asked = (await sell("channel", "close", channel)).json();
    expect(asked).to.deep.include({ closed: false, byProvider: true, unstaked: nothing });
    expect(asked.closableTs).to.equal(`${closesTs}`);
    const shown = (await buy("channel", "show", channel)).json();
    const closing = { status: "closing", askedBy: "provider", closesTs: `${closesTs}` };
    expect(shown).to.deep.include({ ...closing, lastQuotaEpoch: running + 1 });
    const text = await cli.run(["channel", "show", channel], WIDE);
    expect(text.stdout)
      .to.match(/^status: +closing, requested by the provider: can be closed from \S+ \(in 2h\)$/m)
      .and.match(new RegExp(`^last quota: +of epoch ${running + 1}$`, "m"));
    const again = expectError(await sell("channel", "close", channel), "GraceNotOver", 1);
    expect(again.next).to.equal("run the command again then");
    expectError(await buy("channel", "deposit", channel, "1"), "ChannelClosing", 1);
    expectError(await buy("channel", "quota", "stake", channel, "1"), "ChannelClosing", 1);

    await nextEpoch(cli.world); // the last one with a quota
    const last = await cli.run(["channel", "show", channel]);
    expect(last.stdout).to.match(
      new RegExp(`^quota of epoch ${running + 1}: +0 of 2 credits settled$`, "m"),
    );
    await nextEpoch(cli.world);
    const held = await cli.world.balance(consumer.diem);
    const refunded = { amount: "5", baseUnits: "5000000000" }; // deposit and stake
    const closed = (await sell("channel", "close", channel)).json();
    expect(closed).to.deep.include({ closed: true, refunded });
    expect(await cli.world.balance(consumer.diem)).to.equal(held + 5n * UNIT);
    expect(await committed()).to.equal(before);
  });

  it("sooner than the provider asked for, where the consumer asks as well", async () => {
    const { buy, sell, cli } = fixture;
    const channel = await open(fixture, "3");
    outlast(151n);
    (await sell("channel", "close", channel)).json();
    const sooner = (await buy("channel", "close", channel)).json();
    expect(sooner).to.deep.include({ closed: false, byProvider: false });
    expect(sooner.closableTs).to.equal(`${(await cli.chain.now()) + GRACE_SECS}`);
    expect((await buy("channel", "show", channel)).json().askedBy).to.equal("consumer");
    expectError(await buy("channel", "close", channel), "GraceNotOver", 1);
    await cli.chain.advance(GRACE_SECS);
    expect((await buy("channel", "close", channel)).json()).to.include({ closed: true });
  });

  it("at once where both sign, with one question", async () => {
    const { cli, operator, consumer } = fixture;
    const channel = await open(fixture, "3");
    const wallet = ["-k", cli.walletFile(consumer.keypair), "--no-color"];
    const agreed = ["--provider-keypair", cli.walletFile(operator)];
    outlast(151n);
    const result = await cli.run(["channel", "close", channel, ...agreed, ...wallet], {
      answers: ["y"],
    });
    expect(result.code, result.stderr).to.equal(0);
    expect(result.stderr.match(/Send it\?/g)).to.have.length(1);
    expect(result.stderr).to.match(/^request to close channel, and close it: +\w+$/m);
    expect(result.stdout).to.equal("closed: 3 DIEM went to the consumer\n");
    const { connection } = cli.chain;
    const left = await accounts.channel.fetchAll(connection, { consumer: consumer.address });
    expect(left.map(({ address }) => address.toBase58())).to.not.include(channel);
  });

  it("after the epoch where both sign and DIEM is staked for quota", async () => {
    const { buy, cli, operator } = fixture;
    const channel = await open(fixture, "3", "--quota-stake", "2");
    outlast(151n);
    const both = ["channel", "close", channel, "--provider-keypair", cli.walletFile(operator)];
    const asked = (await buy(...both)).json();
    const unstaked = { amount: "2", baseUnits: "2000000000" };
    expect(asked).to.deep.include({ closed: false, byProvider: false, unstaked });
    expectError(await buy(...both), "QuotaStillStaked", 1);
    await nextEpoch(cli.world);
    const refunded = { amount: "5", baseUnits: "5000000000" };
    expect((await buy(...both)).json()).to.deep.include({ closed: true, refunded });
  });

  it("not at all where both cannot close it, and nothing is asked for then", async () => {
    const { buy, sell, cli, operator, consumer } = fixture;
    const channel = await open(fixture, "3");
    const close = ["channel", "close", channel, "--provider-keypair"];
    const agreed = cli.walletFile(operator);
    expectError(await buy(...close, agreed), "ChannelTooYoung", 1);
    outlast(151n);
    const other = await buy(...close, cli.walletFile(consumer.keypair));
    expect(expectError(other, "NotOperator", 1).next).to.equal(
      `give the operator's key with --provider-keypair: ${operator.publicKey.toBase58()}`,
    );
    expectError(await sell(...close, agreed), "WrongConsumer", 1);
    expect((await channelOf(fixture, channel)).closesTs).to.equal(null);
  });
});
