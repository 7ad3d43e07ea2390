import { expect } from "chai";
import type { EmbeddedChain } from "@diem/localnet";
import { expectSolvent, expectTotalsToAddUp } from "../../support/solvency";
import { startChain, type TestChain } from "../../support/chain";
import {
  channelAccount,
  closeChannel,
  openChannel,
  type Opened,
  outlastWindow,
  requestClose,
  requestQuotaUnstake,
  stakeQuota,
  withdrawQuota,
} from "../../support/channels";
import { epoch, nextEpoch } from "../../support/epochs";
import { U64_MAX, UNIT } from "../../support/market";
import { providerAccount, retire, setCapacity } from "../../support/providers";
import { claimOf, settle } from "../../support/settling";
import { expectNoTrace, reach } from "../../support/snapshot";
import { CREDIT, GRACE_SECS, createFixture, type Fixture } from "../../support/fixture";

const DAY_SECS = 86_400n;

/** One quota per DIEM and epoch, for any use of it. */
describe("quota: epochs to the second", () => {
  let chain: TestChain;
  let clock: EmbeddedChain["clock"];
  let fixture: Fixture;

  beforeEach(async () => {
    chain = await startChain();
    if (chain.embedded === undefined) throw new Error("needs the embedded chain");
    clock = chain.embedded.clock;
    fixture = await createFixture(chain, {
      epochSecs: DAY_SECS,
      params: { bondCooldownSecs: DAY_SECS },
    });
  });

  afterEach(async () => {
    await expectSolvent(fixture.world);
    await expectTotalsToAddUp(fixture.world);
  });

  const open = (seller = fixture.seller, consumer = fixture.consumer) =>
    openChannel(fixture.world, { provider: seller, consumer });

  const use = async (opened: Opened, quota: bigint, ofEpoch?: number) => {
    const { world } = fixture;
    const figures = { quota: U64_MAX, epoch: ofEpoch ?? (await epoch(world)) };
    return settle(world, opened.seller, [await claimOf(world, opened, { quota }, figures)]);
  };

  const beginsTs = async (ofEpoch: number) => {
    const { genesisTs } = await fixture.world.marketAccount();
    return genesisTs + BigInt(ofEpoch) * DAY_SECS;
  };

  it("lapses with the last second of the epoch after its own", async () => {
    const { world } = fixture;
    const opened = await open();
    await stakeQuota(world, opened, UNIT);
    const first = await epoch(world);
    clock.set((await beginsTs(first + 2)) - 1n);
    await use(opened, CREDIT - 1n, first);
    clock.set(await beginsTs(first + 2));
    const late = () => use(opened, CREDIT, first);
    await expectNoTrace(world, reach(world, opened), late, "QuotaLapsed");
  });

  it("begins with the first second of its epoch", async () => {
    const { world } = fixture;
    const opened = await open();
    await stakeQuota(world, opened, UNIT);
    const next = (await epoch(world)) + 1;
    clock.set((await beginsTs(next)) - 1n);
    const early = () => use(opened, 1n, next);
    await expectNoTrace(world, reach(world, opened), early, "QuotaNotBegun");
    clock.set(await beginsTs(next));
    await use(opened, CREDIT, next);
    // the epoch before was never touched, and its quota is there all the same
    await use(opened, CREDIT, next - 1);
    const { usage } = await providerAccount(world, fixture.seller);
    for (const each of [next - 1, next]) {
      expect(usage[each % 8]?.epoch).to.equal(each);
      expect(usage[each % 8]?.served).to.include({ diem: 0n, bought: 0n, quota: CREDIT });
    }
  });

  it("of epochs in which nothing happened is what stayed staked, and of no earlier one", async () => {
    const { world } = fixture;
    const opened = await open();
    await stakeQuota(world, opened, 2n * UNIT);
    const start = await epoch(world);
    await nextEpoch(world, 50);
    await use(opened, 2n * CREDIT);
    await use(opened, 2n * CREDIT, start + 49);
    for (const lapsed of [start, start + 48]) {
      const late = () => use(opened, 1n, lapsed);
      await expectNoTrace(world, reach(world, opened), late, "QuotaLapsed");
    }
  });

  it("gives staked DIEM no second quota in an epoch, here or elsewhere", async () => {
    const { world, seller } = fixture;
    const rival = await world.provider({ capacity: 10n * CREDIT, quotaCapacity: 10n * CREDIT });
    await nextEpoch(world);
    const consumer = await world.consumer(UNIT);
    const [here, there] = [await open(seller, consumer), await open(rival, consumer)];
    await stakeQuota(world, here, UNIT);
    await use(here, CREDIT);
    await requestQuotaUnstake(world, here, UNIT);
    const watched = reach(world, here, there);
    const again = () => stakeQuota(world, there, 1_000n);
    await expectNoTrace(world, watched, () => withdrawQuota(world, here), "QuotaNotReady");
    await expectNoTrace(world, watched, again, "InsufficientBalance");
    const more = () => use(here, CREDIT + 1n);
    await expectNoTrace(world, watched, more, "ClaimAboveQuota");

    const next = await nextEpoch(world);
    const unstaked = () => use(here, 1n, next);
    await expectNoTrace(world, watched, unstaked, "ClaimAboveQuota");
    await withdrawQuota(world, here);
    await stakeQuota(world, there, UNIT);
    await use(there, CREDIT, next);
    const before = () => use(there, 1n, next - 1);
    await expectNoTrace(world, watched, before, "ClaimAboveQuota");
  });

  it("counts DIEM that is staked again in the epoch in which it was unstaked once", async () => {
    const { world } = fixture;
    const opened = await open();
    await stakeQuota(world, opened, 4n * UNIT);
    await requestQuotaUnstake(world, opened, 3n * UNIT);
    const released = await channelAccount(world, opened);
    expect(released.quota.allowance).to.equal(4n * CREDIT);
    expect(released.nextAllowance).to.equal(CREDIT);
    await stakeQuota(world, opened, UNIT); // other DIEM: it gives quota of its own
    const account = await channelAccount(world, opened);
    expect(account.quota.allowance).to.equal(5n * CREDIT);
    expect(account.nextAllowance).to.equal(2n * CREDIT);
  });

  it("gives on the day of its staking what is left of the day, by the second, and whole quotas after", async () => {
    const { world, seller } = fixture;
    const opened = await open();
    const today = await epoch(world);
    let allowance = 0n;
    for (const [secsLeft, diem, more] of [
      [DAY_SECS, UNIT, CREDIT],
      [(DAY_SECS * 3n) / 4n, UNIT, (CREDIT * 3n) / 4n],
      [2n, UNIT, 23n], // floor(1,000,000 * 2 / 86,400)
      [1n, UNIT, 11n],
      [1n, 86_399_999n, 0n], // the quota of less than a micro-credit a second
      [1n, 86_400_000n, 1n],
    ] as const) {
      clock.set((await beginsTs(today + 1)) - secsLeft);
      await stakeQuota(world, opened, diem);
      allowance += more;
      expect((await channelAccount(world, opened)).quota.allowance).to.equal(allowance);
    }
    const above = () => use(opened, allowance + 1n);
    await expectNoTrace(world, reach(world, opened), above, "ClaimAboveQuota");
    await use(opened, allowance);
    expect((await providerAccount(world, seller)).committed.current).to.equal(allowance);
    clock.advance(1n);
    await use(opened, 4_172_799n); // of 4,172,799,999 base units
    const after = () => use(opened, 4_172_800n);
    await expectNoTrace(world, reach(world, opened), after, "ClaimAboveQuota");
  });

  it("is almost zero for a stake of one second, however often it is repeated", async () => {
    const { world } = fixture;
    const opened = await open();
    const purse = await world.balance(fixture.consumer.diem);
    for (let round = 0; round < 3; round++) {
      const next = (await epoch(world)) + 1;
      clock.set((await beginsTs(next)) - 1n);
      await stakeQuota(world, opened, 50n * UNIT);
      await requestQuotaUnstake(world, opened, 50n * UNIT);
      await use(opened, 578n); // floor(50,000,000 / 86,400)
      const more = () => use(opened, 579n);
      await expectNoTrace(world, reach(world, opened), more, "ClaimAboveQuota");
      clock.advance(1n);
      await withdrawQuota(world, opened);
    }
    expect(await world.balance(fixture.consumer.diem)).to.equal(purse);
  });

  it("floors the quota of all that is staked, so that many small stakes give no more than one", async () => {
    const { world } = fixture;
    const opened = await open();
    await stakeQuota(world, opened, 1_999n);
    expect((await channelAccount(world, opened)).quota.allowance).to.equal(1n);
    await stakeQuota(world, opened, 1n); // the 2,000th unit completes a micro-credit, from the next epoch on
    const account = await channelAccount(world, opened);
    expect([account.quota.allowance, account.nextAllowance]).to.deep.equal([1n, 2n]);
    const watched = reach(world, opened);
    const attempt = () => stakeQuota(world, opened, 999n);
    await expectNoTrace(world, watched, attempt, "QuotaStakeTooSmall");
    await requestQuotaUnstake(world, opened, 1n);
    expect((await channelAccount(world, opened)).nextAllowance).to.equal(1n);
  });

  it("is staked within the lower of what is offered in this epoch and in the next", async () => {
    const { world, seller } = fixture;
    const opened = await open();
    const offer = (credits: bigint) =>
      setCapacity(world, seller, { capacity: 1_000n * CREDIT, quotaCapacity: credits * CREDIT });
    const watched = reach(world, opened);
    await offer(10n);
    const above = () => stakeQuota(world, opened, 10n * UNIT + 1_000n);
    await expectNoTrace(world, watched, above, "QuotaCapacityExceeded");
    await stakeQuota(world, opened, 10n * UNIT);
    const below = () => setCapacity(world, seller, { capacity: CREDIT, quotaCapacity: CREDIT });
    await expectNoTrace(world, watched, below, "QuotaBelowCommitted");
    await offer(200n);
    const now = () => stakeQuota(world, opened, 90n * UNIT + 1_000n);
    await expectNoTrace(world, watched, now, "QuotaCapacityExceeded");
    await nextEpoch(world);
    await stakeQuota(world, opened, 190n * UNIT);
    const full = () => stakeQuota(world, opened, 1_000n);
    await expectNoTrace(world, watched, full, "QuotaCapacityExceeded");
  });

  it("keeps a channel from closing in the epoch in which it gave quota, with any signature", async () => {
    const { world, operator, consumer } = fixture;
    const opened = await open();
    await outlastWindow(world, opened);
    const purse = await world.balance(consumer.diem);
    await stakeQuota(world, opened, UNIT);
    const close = (signer?: typeof operator) => () =>
      closeChannel(world, opened, signer && { operator: signer });
    const watched = reach(world, opened);
    await expectNoTrace(world, watched, close(operator), "CloseNotRequested");
    await requestClose(world, opened);
    await expectNoTrace(world, watched, close(operator), "QuotaStillStaked");
    clock.advance(GRACE_SECS);
    await expectNoTrace(world, watched, close(), "QuotaStillStaked");
    const next = (await epoch(world)) + 1;
    clock.set((await beginsTs(next)) - 1n);
    await expectNoTrace(world, watched, close(), "QuotaStillStaked");
    clock.set(await beginsTs(next));
    await close()();
    expect(await world.balance(consumer.diem)).to.equal(purse);
  });

  it("stays where nobody asks for the closing, with any signature", async () => {
    const { world, operator } = fixture;
    const opened = await open();
    await stakeQuota(world, opened, UNIT);
    await nextEpoch(world, 5);
    for (const signer of [undefined, operator]) {
      const close = () => closeChannel(world, opened, signer && { operator: signer });
      await expectNoTrace(world, reach(world, opened), close, "CloseNotRequested");
    }
    await use(opened, CREDIT);
  });

  it("pays what is withdrawable when the channel closes", async () => {
    const { world, operator, consumer } = fixture;
    const opened = await open();
    const purse = await world.balance(consumer.diem);
    await stakeQuota(world, opened, 2n * UNIT);
    await requestQuotaUnstake(world, opened, UNIT);
    await nextEpoch(world);
    await requestQuotaUnstake(world, opened, UNIT);
    await nextEpoch(world);
    await requestClose(world, opened);
    await closeChannel(world, opened, { operator });
    expect(await world.balance(consumer.diem)).to.equal(purse);
  });

  it("of a retiring provider is served to the epoch in which its notice ends, and lapses then", async () => {
    const { world, seller } = fixture;
    const opened = await open();
    await stakeQuota(world, opened, UNIT);
    const watched = reach(world, opened);
    await retire(world, seller);
    const { lastQuotaEpoch, noticeEndsTs } = await providerAccount(world, seller);
    expect(noticeEndsTs).to.equal(clock.now() + DAY_SECS);
    expect(lastQuotaEpoch).to.equal((await epoch(world)) + 1);
    await nextEpoch(world);
    await use(opened, CREDIT - 1n);
    const after = await nextEpoch(world);
    const lapsed = () => use(opened, 1n, after);
    await expectNoTrace(world, watched, lapsed, "QuotaLapsed");
    await use(opened, CREDIT, after - 1);
  });
});
