import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Keypair } from "@solana/web3.js";
import { expect } from "chai";
import fc from "fast-check";
import { constants, vouchers } from "@diem/sdk";
import { UNIT } from "../support/market";
import {
  CREDIT,
  open,
  createChannelFixture,
  type Paid,
  type ChannelFixture,
} from "./channel-fixture";
import { nobody } from "./proxies";
import { expectError } from "./support";

const { fromText } = vouchers;

describe("cli: vouchers", () => {
  let fixture: ChannelFixture;
  let channel: string;
  before(async () => {
    fixture = await createChannelFixture();
  });
  beforeEach(async () => {
    channel = await open(fixture, "2", "--quota-stake", "1");
  });
  after(() => fixture.cli.close());

  const pay = async (...args: string[]) => {
    const result = await fixture.buy("channel", "pay", channel, ...args);
    return fromText(result.json<Paid>().voucher).voucher;
  };

  describe("are signed", () => {
    it("by the consumer for this cluster, this channel and the running epoch", async () => {
      const { cli, consumer } = fixture;
      const wallet = cli.walletFile(consumer.keypair);
      const result = await cli.run(["channel", "pay", channel, "0.5", "--keypair", wallet]);
      const signed = fromText(result.stdout.trim()); // nothing else on stdout
      expect(vouchers.verify(signed)).to.equal(true);
      expect(signed.signer.equals(consumer.address)).to.equal(true);
      const hash = await cli.chain.connection.getGenesisHash();
      expect(signed.voucher.clusterTag).to.deep.equal(constants.clusterTag(hash));
      const { diem, quota, epoch, expiry } = signed.voucher;
      expect([diem, quota, epoch, expiry]).to.deep.equal([UNIT / 2n, 0n, 1, 0n]);
      expect(result.stderr)
        .to.match(/^ceiling: +0.5 DIEM$/m)
        .and.match(/^expires: +never$/m);
    });

    it("on top of what is known to be used, and never below an earlier one", async () => {
      expect((await pay("0.5")).diem).to.equal(UNIT / 2n);
      expect((await pay("0.5")).diem).to.equal(UNIT / 2n);
      expect((await pay("0.1")).diem).to.equal(UNIT / 2n);
      expect((await pay("0.5", "--used", "0.25")).diem).to.equal((3n * UNIT) / 4n);
      const shown = (await fixture.buy("channel", "show", channel)).json();
      expect(shown.signed).to.deep.equal({
        ceiling: { amount: "0.75", baseUnits: "750000000" },
        used: { amount: "0.25", baseUnits: "250000000" },
      });
    });

    it("with a quota part and an expiry, into a file", async () => {
      const now = await fixture.cli.chain.now();
      const args = ["0", "--quota", "0.5", "--expires", "1h", "--out", "voucher.txt"];
      const { quota, expiry, diem } = await pay(...args);
      expect([quota, diem, expiry]).to.deep.equal([CREDIT / 2n, 0n, now + 3_600n]);
      const file = readFileSync(join(fixture.cli.home, "voucher.txt"), "utf8");
      expect(fromText(file.trim()).voucher.quota).to.equal(CREDIT / 2n);
    });

    it("by a session key that the channel names", async () => {
      const key = Keypair.generate();
      const named = await open(fixture, "1", "--voucher-signer", key.publicKey.toBase58());
      expectError(await fixture.buy("channel", "pay", named, "0.1"), "VoucherSignerWrong", 1);
      const wallet = fixture.cli.walletFile(key);
      const result = await fixture.buy("channel", "pay", named, "0.1", "--signer", wallet);
      expect(fromText(result.json<Paid>().voucher).signer.equals(key.publicKey)).to.equal(true);
    });

    it("for nothing in a dry run", async () => {
      const { dryRun, ceiling, voucher } = (
        await fixture.buy("channel", "pay", channel, "0.5", "--dry-run")
      ).json();
      expect([dryRun, ceiling, voucher]).to.deep.equal([
        true,
        { amount: "0.5", baseUnits: "500000000" },
        undefined,
      ]);
      expect((await fixture.buy("channel", "show", channel)).json().signed).to.equal(null);
    });

    it("for no more than the channel holds", async () => {
      const { buy } = fixture;
      await pay("1.5", "--used", "0");
      const over = expectError(await buy("channel", "pay", channel, "2.25"), "OverDeposit", 1);
      expect(over).to.include({
        message: "the channel covers 2 DIEM more of its deposit of 2 DIEM, not 2.25 DIEM",
        next: `diem channel deposit ${channel} 0.25`,
      });
      expect((await pay("2")).diem).to.equal(2n * UNIT);
      const quota = await buy("channel", "pay", channel, "0", "--quota", "1.5");
      expect(expectError(quota, "OverQuota", 1).message).to.equal(
        "this epoch's quota has 1 credits left, not 1.5 credits",
      );
      expectError(await buy("channel", "pay", channel, "0"), "NothingAuthorized", 1);
      expectError(await buy("channel", "pay", channel, "0.0000000001"), "AmountTooFine", 2);
      expectError(await buy("channel", "pay", channel, "1", "--used", "3"), "Uncovered", 1);
      expectError(
        await buy("channel", "pay", channel, "1", "--expires", "soon"),
        "DurationInvalid",
        2,
      );
      expectError(
        await buy("channel", "pay", channel, "1", "--url", await nobody()),
        "RpcUnreachable",
        3,
      );
      expectError(
        await buy("channel", "pay", channel, "1", "--out", "/none/x"),
        "FileUnwritable",
        2,
      );
      expectError(await fixture.sell("channel", "pay", channel, "1"), "VoucherSignerWrong", 1);
    });
  });

  it("lose nothing where a process is killed at any moment, and never fall", async () => {
    const { cli, consumer } = fixture;
    const wallet = cli.walletFile(consumer.keypair);
    const random = fc.sample(fc.integer({ min: 150, max: 600 }), { numRuns: 8, seed: 7 });
    let printed = 0n;
    for (const [nth, afterMs] of random.entries()) {
      const most = BigInt(nth + 1) * (UNIT / 10n);
      const amount = String((nth + 1) / 10);
      const running = cli.spawn("channel", "pay", channel, amount, "-k", wallet);
      const timer = setTimeout(() => {
        running.kill("SIGKILL");
      }, afterMs);
      const result = await running.ended;
      clearTimeout(timer);
      if (result.stdout.endsWith("\n")) printed = fromText(result.stdout.trim()).voucher.diem;
      const { diem } = await pay("0.01");
      expect(diem >= printed && diem <= most, `${diem} of ${most}`).to.equal(true);
      printed = diem;
    }
  });

  describe("are told of on the other stream", () => {
    it("where stdout takes nothing", async () => {
      const { cli, consumer } = fixture;
      const line = ["channel", "pay", channel, "0.25", "-k", cli.walletFile(consumer.keypair)];
      const { code, stdout, stderr } = await cli.run(line, { broken: { stdout: "EPIPE" } });
      expect({ code, stdout }).to.deep.equal({ code: 0, stdout: "" });
      const signed = fromText(stderr.trimEnd().split("\n").at(-1) ?? "");
      expect(signed.voucher.channel.toBase58()).to.equal(channel);
    });
  });

  describe("are accepted", () => {
    const voucher = async (...args: string[]) =>
      (await fixture.buy("channel", "pay", channel, ...args)).json<Paid>().voucher;

    it("by the provider, who counts what was used", async () => {
      const { sell } = fixture;
      const first = (await sell("channel", "accept", await voucher("0.5"), "--used", "0.2")).json();
      expect([first.used, first.available]).to.deep.equal([
        { amount: "0.2", baseUnits: "200000000" },
        { amount: "0.3", baseUnits: "300000000" },
      ]);
      await fixture.buy("channel", "pay", channel, "0.5", "--used", "0.2", "--out", "voucher.txt");
      const file = await sell("channel", "accept", "voucher.txt", "--used", "0.5");
      expect(file.json().used).to.deep.equal({ amount: "0.5", baseUnits: "500000000" });
      const { cli, operator } = fixture;
      const wallet = cli.walletFile(operator);
      const text = await cli.run(["channel", "accept", "voucher.txt", "-k", wallet]);
      expect(text.stdout).to.match(/^used so far: +0.5 DIEM$/m);
    });

    it("and never charged twice, by the total or by the call's id", async () => {
      const { sell } = fixture;
      const text = await voucher("1");
      const used = async (...args: string[]) => {
        const result = await sell("channel", "accept", text, ...args);
        return result.json<{ used: { amount: string } }>().used.amount;
      };
      expect(await used("--used", "0.2")).to.equal("0.2");
      expect(await used("--used", "0.2")).to.equal("0.2");
      const call = ["--call", "5f0c6a9e-1f5f-4b0e-9d0a-3c9a7d1f2b11", "--cost"];
      expect(await used(...call, "0.3")).to.equal("0.5");
      expect(await used(...call, "0.3")).to.equal("0.5");
      const other = await sell("channel", "accept", text, ...call, "0.4");
      expectError(other, "CallSettled", 1);
      const fell = expectError(
        await sell("channel", "accept", text, "--used", "0.4"),
        "UsedFell",
        1,
      );
      expect(fell.message).to.equal("0.5 DIEM and 0 credits of quota are recorded as used already");
      const over = await sell("channel", "accept", text, "--used", "1.25");
      expect(expectError(over, "BeyondCeiling", 1).message).to.equal(
        "the newest voucher covers 0.5 DIEM and 0 credits of quota more, not 0.75 DIEM and 0 credits of quota",
      );
      for (const args of [
        ["--cost", "0.1"],
        ["--call", "5f0c6a9e-1f5f-4b0e-9d0a-3c9a7d1f2b11"],
        [...call, "0.1", "--used", "0.1"],
      ]) {
        expectError(await sell("channel", "accept", text, ...args), "CountAmbiguous", 2);
      }
      const id = await sell("channel", "accept", text, "--call", "1", "--cost", "0.1");
      expectError(id, "CallIdWrong", 1);
      expect(await used()).to.equal("0.5");
    });

    it("but not in a dry run", async () => {
      const { sell } = fixture;
      const text = await voucher("0.5");
      const dry = (await sell("channel", "accept", text, "--used", "0.5", "--dry-run")).json();
      expect(dry.used).to.deep.equal({ amount: "0.5", baseUnits: "500000000" });
      expect((await sell("channel", "accept", text)).json().used).to.deep.equal({
        amount: "0",
        baseUnits: "0",
      });
    });

    it("and refused by name", async () => {
      const { sell, buy, cli } = fixture;
      const text = await voucher("0.5");
      expectError(await buy("channel", "accept", text), "NotOperator", 1);
      expectError(await sell("channel", "accept", "nothing"), "VoucherUnreadable", 2);
      expectError(await sell("channel", "accept", text.slice(0, -8)), "VoucherTextWrong", 1);
      expectError(await sell("channel", "accept", text, "--used", "0.6"), "BeyondCeiling", 1);
      expectError(await sell("channel", "accept", text, "--used", "x"), "AmountUnreadable", 2);
      expectError(
        await sell("channel", "accept", text, "--url", await nobody()),
        "RpcUnreachable",
        3,
      );
      const changed = { ...fromText(text) };
      changed.signature.set([(changed.signature[0] ?? 0) ^ 1]);
      const forged = cli.file("forged.txt", vouchers.toText(changed));
      expectError(await sell("channel", "accept", forged), "BadSignature", 1);
    });
  });
});
