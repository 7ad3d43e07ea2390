import { expect } from "chai";
import type { EmbeddedChain } from "@diem/localnet";
import { instructions, type Voucher } from "@diem/sdk";
import {
  ALLOWANCE,
  badEntries,
  DEPOSIT,
  rawEntry,
  rawSettlement,
  SETTLED,
  USED,
  usedChannel,
} from "../../support/bad-entries";
import { startChain, type TestChain } from "../../support/chain";
import { channelAccount, deposit, openChannel, type Opened } from "../../support/channels";
import { epoch, nextEpoch } from "../../support/epochs";
import { U64_MAX, UNIT } from "../../support/market";
import { providerAccount } from "../../support/providers";
import { claimOf, settle } from "../../support/settling";
import { expectNoTrace, reach } from "../../support/snapshot";
import { CREDIT, createFixture, type Fixture } from "../../support/fixture";

describe("settle: metering", () => {
  let chain: TestChain;
  let clock: EmbeddedChain["clock"];
  let fixture: Fixture;
  let victim: Opened;

  beforeEach(async () => {
    chain = await startChain();
    if (chain.embedded === undefined) throw new Error("needs the embedded chain");
    clock = chain.embedded.clock;
    fixture = await createFixture(chain);
    victim = await usedChannel(fixture);
  });

  const entryOf = (claim: instructions.Claim, figures: Partial<Voucher> = {}) =>
    rawEntry(fixture, victim, claim, { signer: fixture.consumer.keypair, ...figures });
  const submit = async (claim: instructions.Claim, figures: Partial<Voucher> = {}) =>
    fixture.world.send(rawSettlement(fixture, [await entryOf(claim, figures)]), [fixture.operator]);

  it("refuses every bad voucher by itself, with an error of its own", async () => {
    const elsewhere = await createFixture(chain);
    const { world, seller, consumer } = fixture;
    const amount = DEPOSIT;
    const open = (provider = seller) => openChannel(world, { provider, consumer, deposit: amount });
    const { consumer: buyer, seller: there } = elsewhere;
    const cast = {
      ...{ victim, sibling: await open(), rivals: await open(await world.provider()) },
      session: await openChannel(world, {
        ...{ provider: seller, consumer, deposit: amount },
        voucherSigner: chain.keypair(),
      }),
      foreign: await openChannel(elsewhere.world, {
        ...{ provider: there, consumer: buyer, deposit: amount },
      }),
      actor: buyer,
    };
    const { sibling, session, rivals, foreign } = cast;
    const own = [foreign.channel, there.provider, buyer.position, buyer.diem, buyer.address];
    const watched = [...reach(world, victim, sibling, session, rivals), ...own];
    for (const { what, error, make } of badEntries(fixture, cast)) {
      const list = rawSettlement(fixture, [await make()]);
      const attempt = () => world.send(list, [fixture.operator]);
      await expectNoTrace(world, watched, attempt, error).catch((cause: unknown) => {
        throw new Error(`${what}: ${String(cause)}`, { cause });
      });
    }
    await submit({ diem: SETTLED + 1n });
  });

  it("settles up to the voucher, the deposit and the quota, and not one more", async () => {
    const watched = reach(fixture.world, victim);
    const steps = [
      [{ diem: SETTLED + 5n }, { diem: SETTLED + 5n }, "ClaimAboveVoucher"],
      [{ quota: USED + 5n }, { quota: USED + 5n }, "ClaimAboveVoucher"],
      [{ diem: DEPOSIT }, {}, "ClaimAboveDeposit"],
      [{ quota: ALLOWANCE }, {}, "ClaimAboveQuota"],
    ] as const;
    for (const [claim, figures, error] of steps) {
      const above = Object.fromEntries(Object.entries(claim).map(([part, is]) => [part, is + 1n]));
      await expectNoTrace(fixture.world, watched, () => submit(above, figures), error);
      await submit(claim, figures);
    }
    const { settled, quota } = await channelAccount(fixture.world, victim);
    expect([settled, quota.used]).to.deep.equal([DEPOSIT, ALLOWANCE]);
  });

  it("can also spend later deposits", async () => {
    await submit({ diem: DEPOSIT });
    const more = () => submit({ diem: DEPOSIT + 7n });
    await expectNoTrace(fixture.world, reach(fixture.world, victim), more, "ClaimAboveDeposit");
    await deposit(fixture.world, victim, 7n);
    await more();
  });

  it("checks in the order that is documented", async () => {
    const { world, operator, consumer } = fixture;
    const now = clock.now();
    const wrong = {
      ...{ clusterTag: Uint8Array.of(9, 9, 9, 9), channel: fixture.seller.provider },
      ...{ expiry: now, diem: 1n, signer: operator },
    };
    const all = { diem: DEPOSIT + 1n, quota: ALLOWANCE + 1n };
    const right = { clusterTag: new Uint8Array(4), channel: victim.channel };
    const steps = [
      ["VoucherClusterWrong", wrong, all],
      ["VoucherChannelWrong", { ...wrong, clusterTag: right.clusterTag }, all],
      ["VoucherSignerWrong", { ...wrong, ...right }, all],
      ["VoucherExpired", { ...wrong, ...right, signer: consumer.keypair }, all],
      ["ClaimAboveVoucher", { ...right, diem: 1n }, all],
      ["ClaimAboveDeposit", right, all],
      ["ClaimAboveQuota", right, { ...all, diem: DEPOSIT }],
      ["ClaimAlreadySettled", right, { diem: SETTLED, quota: USED }],
    ] as const;
    for (const [error, figures, claim] of steps) {
      const signer = "signer" in figures ? figures.signer : consumer.keypair;
      const made = await rawEntry(fixture, victim, claim, { ...figures, signer });
      const attempt = () => world.send(rawSettlement(fixture, [made]), [operator]);
      await expectNoTrace(world, reach(world, victim), attempt, error);
    }
  });

  it("takes a voucher to the second before its expiry", async () => {
    const expiry = clock.now() + 10n;
    const claim = (diem: bigint) => () => submit({ diem }, { expiry });
    clock.set(expiry - 1n);
    await claim(SETTLED + 1n)();
    clock.set(expiry);
    const watched = reach(fixture.world, victim);
    await expectNoTrace(fixture.world, watched, claim(SETTLED + 2n), "VoucherExpired");
    clock.set(expiry + 1n);
    await expectNoTrace(fixture.world, watched, claim(SETTLED + 2n), "VoucherExpired");
    await submit({ diem: SETTLED + 2n }, { expiry: 0n });
    await submit({ diem: SETTLED + 3n }, { expiry: 2n ** 63n - 1n });
  });

  it("pays the DIEM of a voucher of any epoch, of which the quota alone has lapsed or not begun", async () => {
    const { world, seller } = fixture;
    await nextEpoch(world, 20);
    const running = await epoch(world);
    let diem = SETTLED;
    for (const ofEpoch of [0, running - 2, running + 1, 2 ** 32 - 1]) {
      diem += UNIT;
      await submit({ diem, quota: CREDIT }, { epoch: ofEpoch });
      const { settled, quota, lastQuota } = await channelAccount(world, victim);
      expect(settled).to.equal(diem);
      expect([quota.used, lastQuota.used]).to.deep.equal([0n, 0n]);
    }
    const { usage } = await providerAccount(world, seller);
    const slot = usage[running % 8];
    expect(slot?.epoch).to.equal(running);
    expect(slot?.served).to.deep.equal({ diem: 4n * UNIT, bought: 4n * CREDIT, quota: 0n });
  });

  it("leaves the DIEM unpaid where the quota of the same claim is too much, in epochs that count", async () => {
    const attempt = () => submit({ diem: DEPOSIT, quota: ALLOWANCE + 1n });
    await expectNoTrace(fixture.world, reach(fixture.world, victim), attempt, "ClaimAboveQuota");
    await submit({ diem: DEPOSIT });
  });

  it("counts what was paid, and what it buys at the channel's price: in pieces as at once", async () => {
    const { world, consumer } = fixture;
    for (const [price, bought] of [
      [UNIT / 2n, 6n * CREDIT],
      [2n * UNIT, (3n * CREDIT) / 2n],
      [7n * UNIT, 428_571n], // floor(3,000,000 / 7), though each of the pieces is rounded down
      [1n, 3n * UNIT * CREDIT],
    ] as const) {
      const seller = await world.provider({ price, operator: fixture.operator });
      const opened = await openChannel(world, { provider: seller, consumer, deposit: 3n * UNIT });
      for (const diem of [1n, 999n, 1_000n, UNIT + 1n, 3n * UNIT]) {
        await settle(world, seller, [await claimOf(world, opened, { diem })]);
      }
      const { usage, totalSettled } = await providerAccount(world, seller);
      const slot = usage[(await epoch(world)) % 8];
      expect(slot?.served).to.deep.equal({ diem: 3n * UNIT, bought, quota: 0n });
      expect(totalSettled).to.equal(3n * UNIT);
      expect((await channelAccount(world, opened)).bought).to.equal(bought);
    }
  });

  it("never settles a channel with another channel's voucher for the same figures", async () => {
    const { world, seller, consumer } = fixture;
    const twin = await openChannel(world, { provider: seller, consumer, deposit: DEPOSIT });
    const figures = { signer: consumer.keypair, diem: U64_MAX };
    const made = await rawEntry(fixture, victim, { diem: SETTLED + 1n }, figures);
    const crossed = rawSettlement(fixture, [{ ...made, channel: twin.channel }]);
    const attempt = () => world.send(crossed, [fixture.operator]);
    await expectNoTrace(world, reach(world, victim, twin), attempt, "VoucherChannelWrong");
  });
});
