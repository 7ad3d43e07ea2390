import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { vouchers } from "@diem/sdk";
import { nextEpoch } from "../support/epochs";
import { UNIT } from "../support/market";
import {
  CREDIT,
  open,
  createChannelFixture,
  type Paid,
  type ChannelFixture,
} from "./channel-fixture";
import { expectError } from "./support";

const { fromText } = vouchers;

describe("cli: vouchers over time", () => {
  let fixture: ChannelFixture;
  let channel: string;
  beforeEach(async () => {
    fixture = await createChannelFixture();
    channel = await open(fixture, "2", "--quota-stake", "1");
  });
  afterEach(() => fixture.cli.close());

  const pay = async (...args: string[]) => {
    const result = await fixture.buy("channel", "pay", channel, ...args);
    return fromText(result.json<Paid>().voucher).voucher;
  };

  it("take no quota of an epoch that is over for the running one's", async () => {
    const { quota } = await pay("0.5", "--quota", "0.5");
    expect(quota).to.equal(CREDIT / 2n);
    await pay("0.5", "--quota", "0.5", "--used", "0.2", "--used-quota", "0.3");
    const running = await nextEpoch(fixture.cli.world);
    const next = await pay("0.5", "--used", "0.3");
    expect([next.epoch, next.quota, next.diem]).to.deep.equal([running, 0n, (8n * UNIT) / 10n]);
    const anew = await pay("0", "--quota", "0.25");
    expect([anew.epoch, anew.quota]).to.deep.equal([running, CREDIT / 4n]);
    const later = await pay("0", "--quota", "0.25", "--used-quota", "0.1");
    expect(later.quota).to.equal((35n * CREDIT) / 100n);
  });

  it("are taken back from the provider where the folder was lost, which is told", async () => {
    const { buy, sell, cli } = fixture;
    const settle = async (voucher: string, used: string) => {
      await sell("channel", "accept", voucher, "--used", used);
      await sell("channel", "settle");
    };
    const first = (await buy("channel", "pay", channel, "0.5")).json<Paid>().voucher;
    await settle(first, "0.4");
    const newest = (await buy("channel", "pay", channel, "0.5")).json<Paid>().voucher;
    await sell("channel", "accept", newest, "--used", "0.7");
    const held = (await sell("channel", "show", channel)).json<{ held: string }>().held;
    expect(held).to.equal(newest);
    const lose = () => {
      const folders = readdirSync(join(cli.home, ".local", "share", "diem"));
      for (const tag of folders) {
        const lost = join(cli.home, ".local", "share", "diem", tag, "consumer");
        rmSync(lost, { recursive: true, force: true });
      }
    };
    lose();
    const wallet = cli.walletFile(fixture.consumer.keypair);
    const told = await cli.run(["channel", "pay", channel, "0.1", "-k", wallet]);
    expect(told.stderr).to.contain("some vouchers of this channel are missing here");
    const refused = await sell("channel", "accept", told.stdout.trim());
    const down = expectError(refused, "SignsDown", 1);
    expect(down.message).to.equal(
      "a voucher for 0.9 DIEM and 0 credits of quota is already stored, and this one has lower amounts",
    );
    const believed = await buy("channel", "pay", channel, "0.1", "--used", "0.7");
    expect(expectError(believed, "LedgerLost", 1).next).to.contain(
      "diem channel restore <voucher>",
    );
    const file = cli.file("held.txt", held);
    const restored = (await buy("channel", "restore", file)).json();
    expect(restored).to.deep.include({
      ceiling: { amount: "0.9", baseUnits: "900000000" },
      used: { amount: "0.4", baseUnits: "400000000" },
      newest: true,
    });
    expect((await pay("0.2", "--used", "0.7")).diem).to.equal((9n * UNIT) / 10n);
    expect((await pay("0.3", "--used", "0.7")).diem).to.equal(UNIT);
    // what a provider invents is still not believed
    const invented = await buy("channel", "pay", channel, "0.1", "--used", "1.5");
    expect(expectError(invented, "Uncovered", 1).message).to.equal(
      "the provider says that 1.5 DIEM were used, but this computer signed only for 1 DIEM and 0 credits of epoch 1",
    );
    lose();
    const blank = await buy("channel", "restore", first);
    expect(blank.json()).to.deep.include({ newest: true });
    expectError(await sell("channel", "restore", "nothing"), "VoucherUnreadable", 2);
    const { signature, ...rest } = fromText(held);
    const forged = vouchers.toText({ ...rest, signature: signature.map((byte) => byte ^ 1) });
    expectError(await buy("channel", "restore", forged), "BadSignature", 1);
  });
});
