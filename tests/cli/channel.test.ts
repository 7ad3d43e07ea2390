import { expect } from "chai";
import { Keypair } from "@solana/web3.js";
import { accounts } from "@diem/sdk";
import { nextEpoch } from "../support/epochs";
import { UNIT } from "../support/market";
import { World } from "../support/world";
import { channelOf, CREDIT, GRACE_SECS, open, openScene, type Scene } from "./channel-scene";
import { nobody } from "./proxies";
import { expectError } from "./support";

describe("cli: channels", () => {
  let scene: Scene;
  before(async () => {
    scene = await openScene();
  });
  after(() => scene.cli.close());

  const provider = () => scene.seller.provider.toBase58();

  it("are opened at the price of now, shown and listed", async () => {
    const { buy, consumer, cli } = scene;
    const before = await cli.world.balance(consumer.diem);
    const opened = await buy("channel", "open", provider(), "--deposit", "5", "--quota-stake", "2");
    const { channel, price } = opened.json<{ channel: string; price: { amount: string } }>();
    expect(price.amount).to.equal("1");
    const account = await channelOf(scene, channel);
    expect([account.deposit, account.staked]).to.deep.equal([5n * UNIT, 2n * UNIT]);
    expect(await cli.world.balance(consumer.diem)).to.equal(before - 7n * UNIT);

    const shown = (await buy("channel", "show", channel)).json<Record<string, unknown>>();
    expect(shown).to.deep.include({ address: channel, status: "open", signed: null });
    expect(shown.unspent).to.deep.equal({ amount: "5", baseUnits: "5000000000" });
    const text = await cli.run(["channel", "show", channel]);
    expect(text.stdout)
      .to.match(/^unspent: +5 DIEM$/m)
      .and.match(/^quota of epoch 1: +0 of 2 credits settled$/m);

    const lists = async (...args: string[]) => {
      const { channels } = (await buy("channel", "list", ...args)).json<{
        channels: { address: string }[];
      }>();
      return channels.map(({ address }) => address);
    };
    expect(await lists()).to.deep.equal([channel]);
    expect(await lists("--provider", provider())).to.deep.equal([channel]);
    expect(await lists("--all")).to.deep.equal([channel]);
    expect(await lists("--consumer", scene.operator.publicKey.toBase58())).to.deep.equal([]);

    expectError(
      await buy("channel", "open", provider(), "--deposit", "1"),
      "ChannelOpenAlready",
      1,
    );
  });

  it("are not opened in a dry run, and say what would be", async () => {
    const { cli, consumer } = scene;
    const before = await cli.world.balance(consumer.diem);
    const wallet = cli.walletFile(consumer.keypair);
    const args = [
      "channel",
      "open",
      provider(),
      "--deposit",
      "1",
      "--another",
      "--dry-run",
      "-k",
      wallet,
    ];
    const text = await cli.run(args);
    expect(text.stdout)
      .to.match(/^dry run: nothing was sent\n/)
      .and.match(/^deposit: +1 DIEM$/m);
    expect(text.stdout).to.contain("ChannelOpened");
    const { dryRun, deposit } = (await cli.run([...args, "-o", "json"])).json();
    expect([dryRun, deposit]).to.deep.equal([true, { amount: "1", baseUnits: "1000000000" }]);
    expect(await cli.world.balance(consumer.diem)).to.equal(before);
  });

  it("ask before they are opened, and take no for an answer", async () => {
    const { cli, consumer } = scene;
    const wallet = cli.walletFile(consumer.keypair);
    const args = ["channel", "open", provider(), "--deposit", "1", "--another", "-k", wallet];
    const declined = await cli.run(args, { answers: ["n"] });
    expect(declined.code).to.equal(2);
    expect(declined.stderr).to.match(/\[Declined\]/);
    const unasked = await cli.run([...args, "-o", "json"]);
    expectError(unasked, "ConfirmationMissing", 2);
  });

  it("are refused by name", async () => {
    const { cli, buy, consumer } = scene;
    const opening = ["channel", "open", provider(), "--another", "--deposit"];
    expectError(await buy(...opening, "1000"), "InsufficientBalance", 1);
    expectError(await buy(...opening, "1.0000000001"), "AmountTooFine", 2);
    expectError(await buy(...opening, "-1"), "AmountInvalid", 2);
    expectError(await buy(...opening, "1", "--max-price", "0.9"), "PriceAboveMaximum", 1);
    expectError(await buy(...opening, "1", "--quota-stake", "0"), "AmountZero", 2);
    const stranger = cli.market;
    const wrong = ["channel", "open", stranger, "--deposit", "1", "--another"];
    expectError(await buy(...wrong), "AccountTypeError", 1);
    expectError(await buy(...opening, "1", "--market", provider()), "NotAMarket", 3);
    expectError(await buy(...opening, "1", "--url", await nobody()), "RpcUnreachable", 3);

    const { market: foreign } = await World.create(cli.chain); // of no cluster
    const elsewhere = ["--market", foreign.market.toBase58()];
    expectError(await buy(...opening, "1", ...elsewhere), "WrongCluster", 3);
    expectError(await buy("channel", "list", ...elsewhere), "WrongCluster", 3);

    const poor = cli.as({ keypair: Keypair.generate() });
    expectError(await poor(...opening, "0"), "InsufficientSol", 1);
    expectError(await buy("channel", "show", provider()), "AccountTypeError", 1);
    expectError(await buy("channel", "show", consumer.address.toBase58()), "AccountTypeError", 1);
    expectError(await buy("channel", "show", "nonsense"), "AddressInvalid", 2);
  });

  it("take more deposit from anyone", async () => {
    const channel = await open(scene, "0");
    const ran = await scene.buy("channel", "deposit", channel, "1.5");
    expect(ran.json().unspent).to.deep.equal({ amount: "1.5", baseUnits: "1500000000" });
    expect((await channelOf(scene, channel)).deposit).to.equal((3n * UNIT) / 2n);
    const text = await scene.cli.run([
      "channel",
      "deposit",
      channel,
      "0.5",
      "-y",
      "-k",
      scene.cli.walletFile(scene.consumer.keypair),
    ]);
    expect(text.stdout).to.equal("deposited 0.5 DIEM; 2 DIEM are unspent\n");
    expectError(await scene.buy("channel", "deposit", channel, "0"), "AmountZero", 2);
    expectError(await scene.buy("channel", "deposit", channel, "1000"), "InsufficientBalance", 1);
    expectError(await scene.sell("channel", "deposit", channel, "1"), "InsufficientBalance", 1);
  });

  it("stake a quota, and give it back from the next epoch on", async () => {
    const { buy, sell, cli, consumer } = scene;
    const channel = await open(scene, "0");
    const staked = (await buy("channel", "quota", "stake", channel, "2")).json();
    expect(staked.nextAllowance).to.deep.equal({ amount: "2", baseUnits: String(2n * CREDIT) });
    expectError(await sell("channel", "quota", "stake", channel, "1"), "WrongConsumer", 1);
    expectError(await buy("channel", "quota", "stake", channel, "x"), "AmountInvalid", 2);
    expectError(await buy("channel", "quota", "stake", channel, "999"), "InsufficientBalance", 1);
    expectError(
      await buy("channel", "quota", "unstake", channel, "3"),
      "InsufficientQuotaStake",
      1,
    );
    expectError(await buy("channel", "quota", "withdraw", channel), "QuotaNotReady", 1);
    const request = ["channel", "quota", "unstake", channel, "2"];
    expect((await buy(...request, "--dry-run")).json().dryRun).to.equal(true);
    const { readyTs } = (await buy(...request)).json<{ readyTs: string }>();
    await nextEpoch(cli.world);
    expect((await cli.chain.now()) >= BigInt(readyTs)).to.equal(true);
    const before = await cli.world.balance(consumer.diem);
    expectError(await sell("channel", "quota", "withdraw", channel), "WrongConsumer", 1);
    const withdrawn = (await buy("channel", "quota", "withdraw", channel)).json();
    expect(withdrawn.withdrawn).to.deep.equal({ amount: "2", baseUnits: "2000000000" });
    expect(await cli.world.balance(consumer.diem)).to.equal(before + 2n * UNIT);
  });

  describe("are closed", () => {
    const outlast = (slots: bigint) => {
      const { embedded } = scene.cli.chain;
      if (embedded === undefined) throw new Error("these tests need the embedded chain");
      embedded.clock.warpToSlot(embedded.clock.slot() + slots);
    };

    it("after the grace that the consumer's request starts", async () => {
      const { buy, sell, cli, consumer } = scene;
      const channel = await open(scene, "3");
      outlast(151n);
      expectError(await sell("channel", "close", channel), "WrongConsumer", 1);
      const asked = (await buy("channel", "close", channel)).json<{ closableTs: string }>();
      expect(asked).to.include({ closed: false });
      expect(BigInt(asked.closableTs)).to.equal((await channelOf(scene, channel)).closesTs);
      const early = expectError(await buy("channel", "close", channel), "GraceNotOver", 1);
      expect(early.message).to.match(
        /grace of 1m is not over: the channel \w+ can be closed from \S+ \(in/,
      );
      await cli.chain.advance(GRACE_SECS);
      const before = await cli.world.balance(consumer.diem);
      expect((await buy("channel", "close", channel, "--dry-run")).json().dryRun).to.equal(true);
      const closed = (await buy("channel", "close", channel)).json();
      expect(closed).to.deep.include({
        closed: true,
        refunded: { amount: "3", baseUnits: "3000000000" },
      });
      expect(await cli.world.balance(consumer.diem)).to.equal(before + 3n * UNIT);
      expectError(await buy("channel", "close", channel), "AccountNotFoundError", 1);
    });

    it("at once where the provider signs too", async () => {
      const { buy, cli, operator, consumer } = scene;
      const channel = await open(scene, "3");
      const both = ["channel", "close", channel, "--provider-keypair", cli.walletFile(operator)];
      expectError(await buy(...both), "ChannelTooYoung", 1);
      outlast(151n);
      const wrong = cli.walletFile(consumer.keypair);
      const other = ["channel", "close", channel, "--provider-keypair", wrong];
      expectError(await buy(...other), "NotOperator", 1);
      expect((await buy(...both)).json()).to.include({ closed: true });
      const { connection } = cli.chain;
      const left = await accounts.channel.fetchAll(connection, { consumer: consumer.address });
      expect(left.map(({ address }) => address.toBase58())).to.not.include(channel);
    });
  });
});
