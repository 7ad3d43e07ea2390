import { expect } from "chai";
import { accounts, pda, quotes } from "@diem/sdk";
import type { EmbeddedChain } from "@diem/localnet";
import { startChain } from "../../support/chain";
import * as channels from "../../support/channels";
import * as epochs from "../../support/epochs";
import { U64_MAX, UNIT } from "../../support/market";
import { patchClosed, patchParams } from "../../support/patching";
import * as bonds from "../../support/providers";
import type { Seller } from "../../support/providers";
import { expectNoTrace } from "../../support/snapshot";
import { serve } from "../../support/trade";
import { expectUntouched } from "../../support/untouched";
import { World } from "../../support/world";

const EPOCH_SECS = 100n;
/** Two epochs and a half. */
const NOTICE_SECS = 250n;
const CREDIT = 1_000_000n;

/** Each limit one second before it and at it. */
describe("epochs to the second", () => {
  let clock: EmbeddedChain["clock"];
  let world: World;
  let seller: Seller;
  let opened: channels.Opened;
  /** The epoch whose first second it is. */
  let running: number;

  beforeEach(async () => {
    const chain = await startChain();
    if (chain.embedded === undefined) throw new Error("needs the embedded chain");
    clock = chain.embedded.clock;
    world = await World.create(chain, {
      epochSecs: EPOCH_SECS,
      params: { bondCooldownSecs: NOTICE_SECS },
    });
    seller = await world.provider({ capacity: 9n * CREDIT, quotaCapacity: 9n * CREDIT });
    const consumer = await world.consumer(9n * UNIT);
    opened = await channels.openChannel(world, {
      provider: seller,
      consumer,
      deposit: 4n * UNIT,
    });
    running = await epochs.nextEpoch(world);
    await channels.stakeQuota(world, opened, 2n * UNIT);
  });

  const startOf = async (epoch: number) =>
    quotes.epochStart({ clock: await world.marketAccount(), epoch });

  it("counts a payment in the epoch of its second", async () => {
    clock.set((await startOf(running + 1)) - 1n);
    await serve(world, opened, { diem: UNIT });
    clock.set(await startOf(running + 1));
    await serve(world, opened, { diem: 3n * UNIT });
    const { usage } = await bonds.providerAccount(world, seller);
    for (const [of, diem, bought] of [
      [running, UNIT, CREDIT],
      [running + 1, 2n * UNIT, 2n * CREDIT],
    ] as const) {
      expect(usage[of % 8]).to.deep.include({ epoch: of, served: { diem, bought, quota: 0n } });
    }
  });

  it("reports until the epoch has settled, and closes it from then on", async () => {
    await epochs.openRecord(world);
    await serve(world, opened, { diem: UNIT, quota: CREDIT });
    await epochs.reportUsage(world, seller, running);
    const settled = await startOf(running + 2);
    clock.set(settled - EPOCH_SECS);
    await epochs.rollEpoch(world); // the epoch before the first
    clock.set(settled - 1n);
    await expectUntouched(world, () => epochs.rollEpoch(world), "NothingToRoll");
    await serve(world, opened, { quota: 2n * CREDIT }, { epoch: running });
    await epochs.reportUsage(world, seller, running);
    clock.set(settled);
    await expectUntouched(world, () => epochs.reportUsage(world, seller, running), "EpochNotOpen");
    await epochs.rollEpoch(world);
    const { closed, quota } = await epochs.recordAccount(world, running);
    expect([closed, quota]).to.deep.equal([true, 2n * CREDIT]);
  });

  it("changes a price and its list with the first second of the next epoch, to what was set last", async () => {
    const hash = (byte: number) => new Uint8Array(32).fill(byte);
    const { consumer } = opened;
    const priceOfNew = async () => {
      const fresh = await channels.openChannel(world, {
        ...{ provider: seller, consumer, openedSlot: clock.slot() },
      });
      clock.warpToSlot(clock.slot() + 1n);
      return (await channels.channelAccount(world, fresh)).price;
    };
    await bonds.setTerms(world, seller, { price: 5n * UNIT, priceListHash: hash(5) });
    const terms = { price: 3n * UNIT, priceListHash: hash(3), endpoint: "https://new.example" };
    await bonds.setTerms(world, seller, terms);
    expect((await bonds.providerAccount(world, seller)).endpoint).to.equal("https://new.example");
    clock.set((await startOf(running + 1)) - 1n);
    expect(await priceOfNew()).to.equal(UNIT);
    clock.set(await startOf(running + 1));
    expect(await priceOfNew()).to.equal(3n * UNIT);
    const account = await bonds.providerAccount(world, seller);
    expect(account.terms.current).to.deep.equal({ price: UNIT, priceListHash: hash(7) });
    const { price, priceListHash } = accounts.provider.termsIn(account, running + 1);
    expect({ price, priceListHash }).to.deep.equal({ price: 3n * UNIT, priceListHash: hash(3) });
    // an open channel keeps its price
    expect((await channels.channelAccount(world, opened)).price).to.equal(UNIT);
    await expectUntouched(
      world,
      () => bonds.setTerms(world, seller, { price: 0n }),
      "PriceOutOfRange",
    );
  });

  it("changes an offer with the first second of the next epoch", async () => {
    const rival = await world.provider({ capacity: CREDIT, quotaCapacity: CREDIT });
    const { consumer } = opened;
    const early = await channels.openChannel(world, { provider: rival, consumer });
    clock.set((await startOf(running + 1)) - 1n);
    const stake = () => channels.stakeQuota(world, early, UNIT);
    await expectUntouched(world, stake, "QuotaCapacityExceeded");
    clock.set(await startOf(running + 1));
    await stake();
  });

  it("frees the bond of a lowered offer with the first second of the next epoch", async () => {
    await bonds.setCapacity(world, seller, { capacity: 2n * CREDIT, quotaCapacity: 2n * CREDIT });
    clock.set((await startOf(running + 1)) - 1n);
    const request = () => bonds.requestBondWithdrawal(world, seller, 7n * UNIT);
    await expectUntouched(world, request, "BondTooSmall");
    clock.set(await startOf(running + 1));
    await request();
  });

  it("ends a shortage of bond with the first second of an epoch whose capacity is covered", async () => {
    await bonds.slash(world, seller, 1n);
    await bonds.setCapacity(world, seller, { capacity: 8n * CREDIT, quotaCapacity: 8n * CREDIT });
    clock.set((await startOf(running + 1)) - 1n);
    const { consumer } = opened;
    const open = () => channels.openChannel(world, { provider: seller, consumer });
    const stake = () => channels.stakeQuota(world, opened, UNIT);
    const request = () => bonds.requestBondWithdrawal(world, seller, 1n);
    for (const attempt of [open, stake, request])
      await expectUntouched(world, attempt, "BondTooSmall");
    clock.set(await startOf(running + 1));
    for (const attempt of [request, stake, open]) await attempt();
    expect((await bonds.providerAccount(world, seller)).underbonded).to.equal(false);
  });

  it("reports nothing into a closed record, at any time of the clock", async () => {
    await epochs.openRecord(world);
    await serve(world, opened, { quota: CREDIT });
    patchClosed(world, running, true);
    await expectUntouched(world, () => epochs.reportUsage(world, seller, running), "EpochNotOpen");
    patchClosed(world, running, false);
    await epochs.reportUsage(world, seller, running);
  });

  it("caps slashes anew with the first second of the next epoch", async () => {
    clock.set((await startOf(running + 1)) - 1n);
    await bonds.slash(world, seller, U64_MAX);
    expect((await bonds.providerAccount(world, seller)).slashed).to.equal((9n * UNIT) / 5n);
    await expectUntouched(world, () => bonds.slash(world, seller, 1n), "SlashCapReached");
    clock.set(await startOf(running + 1));
    await bonds.slash(world, seller, U64_MAX);
    expect((await bonds.providerAccount(world, seller)).slashed).to.equal((36n * UNIT) / 25n);
    await expectUntouched(world, () => bonds.slash(world, seller, 1n), "SlashCapReached");
  });

  it("ends a notice in its second: quota and bond follow it", async () => {
    const start = clock.now();
    await bonds.retire(world, seller);
    const { noticeEndsTs, lastQuotaEpoch } = await bonds.providerAccount(world, seller);
    expect(noticeEndsTs).to.equal(start + NOTICE_SECS);
    expect(lastQuotaEpoch).to.equal(running + 2);
    const id = await bonds.requestBondWithdrawal(world, seller, 9n * UNIT);
    clock.set(noticeEndsTs - 1n);
    await expectUntouched(world, () => bonds.closeProvider(world, seller), "NoticeNotOver");
    await expectUntouched(world, () => bonds.withdrawBond(world, seller, id), "CooldownNotOver");
    clock.set(noticeEndsTs);
    await expectUntouched(world, () => bonds.closeProvider(world, seller), "ProviderNotEmpty");
    // the epoch of the notice's last second is served to its end
    await serve(world, opened, { quota: CREDIT }, { epoch: lastQuotaEpoch });
    await bonds.withdrawBond(world, seller, id);
    clock.set(await startOf(lastQuotaEpoch + 1));
    await serve(world, opened, { quota: 2n * CREDIT }, { epoch: lastQuotaEpoch });
    const late = () => serve(world, opened, { quota: 1n }, { epoch: lastQuotaEpoch + 1 });
    await expectUntouched(world, late, "QuotaLapsed");
  });

  it("pays a retiring provider's bond no earlier than its notice ends, though the cool-down was shortened", async () => {
    await bonds.retire(world, seller);
    const { noticeEndsTs } = await bonds.providerAccount(world, seller);
    patchParams(world, { bondCooldownSecs: 0n });
    const id = await bonds.requestBondWithdrawal(world, seller, UNIT);
    const { provider } = seller;
    const [ticket] = await accounts.bondTicket.fetchAll(world.chain.connection, { provider });
    expect(ticket?.readyTs).to.equal(noticeEndsTs);
    clock.set(noticeEndsTs - 1n);
    await expectUntouched(world, () => bonds.withdrawBond(world, seller, id), "CooldownNotOver");
    clock.set(noticeEndsTs);
    await bonds.withdrawBond(world, seller, id);
  });

  it("asks for the new bond of a changed price only where the capacity is changed", async () => {
    patchParams(world, { bondPerCredit: 2n * UNIT });
    await channels.stakeQuota(world, opened, UNIT);
    await bonds.addBond(world, seller, UNIT);
    await bonds.requestBondWithdrawal(world, seller, UNIT);
    const same = { capacity: 9n * CREDIT, quotaCapacity: 9n * CREDIT };
    await expectUntouched(world, () => bonds.setCapacity(world, seller, same), "BondTooSmall");
    // the bond is asked for what will be offered, and not for what is
    const offer = (capacity: bigint) => () =>
      bonds.setCapacity(world, seller, { capacity, quotaCapacity: 3n * CREDIT });
    await expectUntouched(world, offer(4_500_001n), "BondTooSmall");
    await offer(4_500_000n)();
    expect((await bonds.providerAccount(world, seller)).underbonded).to.equal(true);
    await bonds.addBond(world, seller, 9n * UNIT);
    expect((await bonds.providerAccount(world, seller)).underbonded).to.equal(false);
    await bonds.setCapacity(world, seller, same);
  });
});

describe("a market's first epoch", () => {
  it("has a record of its own, and none of the epoch to come", async () => {
    const world = await World.create(await startChain(), { epochSecs: EPOCH_SECS });
    const { market } = world.market;
    expect(await epochs.epoch(world)).to.equal(0);
    const watched = [market, pda.epochRecord({ market, epoch: 1 })];
    await expectNoTrace(world, watched, () => epochs.openRecord(world, 1), "EpochNotOpen");
    await epochs.openRecord(world, 0);
    await epochs.nextEpoch(world);
    await epochs.openRecord(world, 1);
  });
});
