import { expect } from "chai";
import { Keypair } from "@solana/web3.js";
import { nextEpoch } from "../support/epochs";
import { UNIT } from "../support/market";
import { slash } from "../support/providers";
import { World } from "../support/world";
import {
  channelOf,
  CREDIT,
  EPOCH_SECS,
  open,
  createChannelFixture,
  type ChannelFixture,
} from "./channel-fixture";
import { nobody } from "./proxies";
import { expectError } from "./support";

describe("cli: channels", () => {
  let fixture: ChannelFixture;
  before(async () => {
    fixture = await createChannelFixture();
  });
  after(() => fixture.cli.close());

  const provider = () => fixture.seller.provider.toBase58();

  it("are not opened with a provider that is short of bond: another one is to be chosen", async () => {
    const { cli, buy } = fixture;
    const short = await cli.world.provider({ capacity: 2n * CREDIT });
    await slash(cli.world, short, UNIT / 10n);
    const address = short.provider.toBase58();
    const open = ["channel", "open", address, "--deposit", "1"];
    for (const line of [open, [...open, "--dry-run"]]) {
      const told = expectError(await buy(...line), "BondTooSmall", 1);
      expect(told.message).to.equal(
        `the provider ${address} has less bond than its capacity needs, and cannot accept new channels`,
      );
      expect(told.next).to.equal(
        "choose another provider: `diem provider list` shows which are active",
      );
    }
  });

  it("are opened at the price of now, shown and listed", async () => {
    const { buy, consumer, cli } = fixture;
    const before = await cli.world.balance(consumer.diem);
    const opened = await buy("channel", "open", provider(), "--deposit", "5", "--quota-stake", "2");
    const { channel, price } = opened.json<{ channel: string; price: { amount: string } }>();
    expect(price.amount).to.equal("1");
    const account = await channelOf(fixture, channel);
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
    expect(await lists("--consumer", fixture.operator.publicKey.toBase58())).to.deep.equal([]);

    expectError(
      await buy("channel", "open", provider(), "--deposit", "1"),
      "ChannelOpenAlready",
      1,
    );
  });

  it("are not opened in a dry run, and say what would be", async () => {
    const { cli, consumer } = fixture;
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
    await cli.chain.advance(EPOCH_SECS / 4n);
    const staking = [...args, "--quota-stake", "2"];
    const { quota, quotaNow } = (await cli.run([...staking, "-o", "json"])).json();
    expect([quota, quotaNow]).to.deep.equal([
      { amount: "2", baseUnits: `${2n * CREDIT}` },
      { amount: "1.5", baseUnits: `${(3n * CREDIT) / 2n}` },
    ]);
    const late = await cli.run(staking);
    expect(late.stdout)
      .to.match(/^staked for quota: +2 DIEM$/m)
      .and.match(/^quota of this epoch: +1\.5 credits, pro rata for the rest of it$/m)
      .and.match(/^quota of later epochs: +2 credits$/m);
    expect(await cli.world.balance(consumer.diem)).to.equal(before);
  });

  it("ask before they are opened, and take no for an answer", async () => {
    const { cli, consumer } = fixture;
    const wallet = cli.walletFile(consumer.keypair);
    const args = ["channel", "open", provider(), "--deposit", "1", "--another", "-k", wallet];
    const declined = await cli.run(args, { answers: ["n"] });
    expect(declined.code).to.equal(2);
    expect(declined.stderr).to.match(/\[Declined\]/);
    const unasked = await cli.run([...args, "-o", "json"]);
    expectError(unasked, "ConfirmationMissing", 2);
  });

  it("are refused by name", async () => {
    const { cli, buy, consumer } = fixture;
    const opening = ["channel", "open", provider(), "--another", "--deposit"];
    expectError(await buy(...opening, "1000"), "InsufficientBalance", 1);
    expectError(await buy(...opening, "1.0000000001"), "AmountTooFine", 2);
    expectError(await buy(...opening, "-1"), "AmountNegative", 2);
    expectError(await buy(...opening, "1", "--max-price", "0.9"), "PriceAboveMaximum", 1);
    expectError(await buy(...opening, "1", "--quota-stake", "0"), "AmountZero", 2);
    expectError(await buy(...opening, "1", "--quota-stake", "31"), "QuotaCapacityExceeded", 1);
    const stranger = cli.market;
    const wrong = ["channel", "open", stranger, "--deposit", "1", "--another"];
    expectError(await buy(...wrong), "WrongAccountType", 1);
    expectError(await buy(...opening, "1", "--market", provider()), "NotAMarket", 3);
    expectError(await buy(...opening, "1", "--url", await nobody()), "RpcUnreachable", 3);

    const { market: foreign } = await World.create(cli.chain); // of no cluster
    const elsewhere = ["--market", foreign.market.toBase58()];
    expectError(await buy(...opening, "1", ...elsewhere), "WrongCluster", 3);
    expectError(await buy("channel", "list", ...elsewhere), "WrongCluster", 3);

    const poor = cli.as({ keypair: Keypair.generate() });
    expectError(await poor(...opening, "0"), "InsufficientSol", 1);
    expectError(await buy("channel", "show", provider()), "WrongAccountType", 1);
    expectError(await buy("channel", "show", consumer.address.toBase58()), "WrongAccountType", 1);
    expectError(await buy("channel", "show", "nonsense"), "AddressInvalid", 2);
  });

  it("take more deposit from anyone", async () => {
    const channel = await open(fixture, "0");
    const result = await fixture.buy("channel", "deposit", channel, "1.5");
    expect(result.json().unspent).to.deep.equal({ amount: "1.5", baseUnits: "1500000000" });
    expect((await channelOf(fixture, channel)).deposit).to.equal((3n * UNIT) / 2n);
    const text = await fixture.cli.run([
      "channel",
      "deposit",
      channel,
      "0.5",
      "-y",
      "-k",
      fixture.cli.walletFile(fixture.consumer.keypair),
    ]);
    expect(text.stdout).to.equal("deposited 0.5 DIEM; 2 DIEM are unspent\n");
    expectError(await fixture.buy("channel", "deposit", channel, "0"), "AmountZero", 2);
    expectError(await fixture.buy("channel", "deposit", channel, "1000"), "InsufficientBalance", 1);
    expectError(await fixture.sell("channel", "deposit", channel, "1"), "InsufficientBalance", 1);
  });

  it("stake a quota, and give it back from the next epoch on", async () => {
    const { buy, sell, cli, consumer } = fixture;
    const channel = await open(fixture, "0");
    await cli.chain.advance(EPOCH_SECS / 4n);
    const credits = (amount: string, baseUnits: bigint) => ({ amount, baseUnits: `${baseUnits}` });
    const staking = ["channel", "quota", "stake", channel];
    const staked = (await buy(...staking, "1.5")).json();
    expect(staked).to.deep.include({
      allowance: credits("0.75", (3n * CREDIT) / 4n), // half of the epoch is left
      nextAllowance: credits("1.5", (3n * CREDIT) / 2n),
    });
    const wallet = ["-y", "-k", cli.walletFile(consumer.keypair), "--no-color"];
    const text = await cli.run([...staking, "0.5", ...wallet]);
    expect(text.stdout).to.match(
      /^staked 0\.5 DIEM\nquota of this epoch: +1 credits\nquota of later epochs: +2 credits\n$/,
    );
    expect(text.stderr).to.match(
      /^quota of this epoch: +1 credits; new stake counts by the time left$/m,
    );
    expectError(await sell("channel", "quota", "stake", channel, "1"), "WrongConsumer", 1);
    expectError(await buy("channel", "quota", "stake", channel, "x"), "AmountUnreadable", 2);
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
});
