import { expect } from "chai";
import { events, quotes } from "@diem/sdk";
import { expectSolvent, expectTotalsToAddUp } from "../../support/solvency";
import { startChain, TestChain } from "../../support/chain";
import {
  channelAccount,
  openChannel,
  type Opened,
  requestClose,
  requestQuotaUnstake,
  stakeQuota,
  withdrawQuota,
} from "../../support/channels";
import { epoch, nextEpoch } from "../../support/epochs";
import { U64_MAX, UNIT } from "../../support/market";
import { addBond, providerAccount, setCapacity, slash } from "../../support/providers";
import { claimOf, settle } from "../../support/settling";
import { expectNoTrace, reach } from "../../support/snapshot";
import { CREDIT, createFixture, type Fixture } from "../../support/fixture";

/** Of one whole DIEM in the test markets: one credit. The smallest quota is a millionth of it. */
const DIEM_OF_ONE_MICRO_CREDIT = UNIT / CREDIT;

/** Long enough for three calls on a validator. */
const EPOCH_SECS = 5n;

describe("quota", () => {
  let chain: TestChain;

  before(async () => {
    chain = await startChain();
  });

  const open = ({ world, seller: provider, consumer }: Fixture, amount = 0n) =>
    openChannel(world, { provider, consumer, deposit: amount });

  describe("within one epoch", () => {
    let fixture: Fixture;
    const CAPACITY = 100n * CREDIT;

    before(async () => {
      fixture = await createFixture(chain);
      await chain.advance(2n); // so that the whole epoch is not left
    });

    afterEach(async () => {
      await expectSolvent(fixture.world);
      await expectTotalsToAddUp(fixture.world);
    });

    it("is there as soon as DIEM is staked, by the time that is left of the epoch, and can be used at once", async () => {
      const { world, seller } = fixture;
      const opened = await open(fixture);
      const { committed: before } = await providerAccount(world, seller);
      const signature = await stakeQuota(world, opened, 2n * UNIT);
      const [event] = await events.fetch(chain.connection, signature);
      if (event?.name !== "QuotaStaked") throw new Error(event?.name);
      const market = await world.marketAccount();
      const running = await epoch(world);
      const { timestamp } = event.data.stamp;
      const left = quotes.epochStart({ clock: market, epoch: running + 1 }) - timestamp;
      const allowance = (2n * CREDIT * left) / market.epochSecs;
      expect(allowance > CREDIT && allowance < 2n * CREDIT).to.equal(true);
      const quota = { epoch: running, allowance, used: 0n };
      expect(event.data.amount).to.equal(2n * UNIT);
      expect(event.data.channel).to.deep.include({ staked: 2n * UNIT, quota });
      const account = await channelAccount(world, opened);
      expect(account).to.deep.include({ staked: 2n * UNIT, nextAllowance: 2n * CREDIT, quota });
      const { committed } = await providerAccount(world, seller);
      expect(committed.current).to.equal(before.current + allowance);
      expect(committed.next).to.equal(before.next + 2n * CREDIT);

      await settle(world, seller, [await claimOf(world, opened, { quota: allowance })]);
      const used = { ...quota, used: allowance };
      expect(await channelAccount(world, opened)).to.deep.include({ quota: used, settled: 0n });
      const { usage } = await providerAccount(world, seller);
      const served = { diem: 0n, bought: 0n, quota: allowance };
      const none = { diem: 0n, bought: 0n, quota: 0n };
      expect(usage[running % 8]).to.deep.include({ epoch: running, served, reported: none });
    });

    it("is used to its last micro-credit, and no further", async () => {
      const { world, seller } = fixture;
      const opened = await open(fixture);
      await stakeQuota(world, opened, UNIT);
      const { allowance } = (await channelAccount(world, opened)).quota;
      const claim = async (quota: bigint) =>
        settle(world, seller, [await claimOf(world, opened, { quota }, { quota: U64_MAX })]);
      const above = () => claim(allowance + 1n);
      await expectNoTrace(world, reach(world, opened), above, "ClaimAboveQuota");
      await claim(allowance);
      await expectNoTrace(world, reach(world, opened), above, "ClaimAboveQuota");
    });

    it("is staked within what the provider offers, to the last micro-credit", async () => {
      const { world, seller, consumer } = fixture;
      const opened = await open(fixture);
      const { committed } = await providerAccount(world, seller);
      const left = (CAPACITY - committed.next) * DIEM_OF_ONE_MICRO_CREDIT;
      const watched = [...reach(world, opened), consumer.diem];
      const stake = (amount: bigint) => () => stakeQuota(world, opened, amount);
      await expectNoTrace(
        ...([world, watched, stake(left + DIEM_OF_ONE_MICRO_CREDIT)] as const),
        "QuotaCapacityExceeded",
      );
      await stake(left)();
      const full = (await providerAccount(world, seller)).committed;
      expect(full.next).to.equal(CAPACITY);
      expect(full.current < CAPACITY).to.equal(true);
      const more = stake(DIEM_OF_ONE_MICRO_CREDIT);
      await expectNoTrace(world, watched, more, "QuotaCapacityExceeded");
      // counts from the next epoch on, and in this one there is no room for as much
      await setCapacity(world, seller, { capacity: 10n * CAPACITY, quotaCapacity: 2n * CAPACITY });
      const double = stake(CAPACITY * DIEM_OF_ONE_MICRO_CREDIT);
      await expectNoTrace(world, watched, double, "QuotaCapacityExceeded");
      await requestQuotaUnstake(world, opened, left); // still counts in this epoch
      await expectNoTrace(world, watched, double, "QuotaCapacityExceeded");
      await more(); // of which this epoch gives nothing
      const { committed: after } = await providerAccount(world, seller);
      expect(after.current).to.equal(full.current);
    });

    it("refuses stakes that give nothing and amounts that are not there", async () => {
      const seller = await fixture.world.provider();
      const own: Fixture = { ...fixture, seller };
      const { world } = own;
      const opened = await open(own);
      const watched = reach(world, opened);
      const stake = (amount: bigint) => () => stakeQuota(world, opened, amount);
      await expectNoTrace(world, watched, stake(0n), "ZeroAmount");
      const dust = stake(DIEM_OF_ONE_MICRO_CREDIT - 1n);
      await expectNoTrace(world, watched, dust, "QuotaStakeTooSmall");
      // enough for the smallest quota: what is refused now is the provider that offers none
      const enough = stake(DIEM_OF_ONE_MICRO_CREDIT);
      await expectNoTrace(world, watched, enough, "QuotaCapacityExceeded");
      const unstake = (amount: bigint) => () => requestQuotaUnstake(world, opened, amount);
      await expectNoTrace(world, watched, unstake(0n), "ZeroAmount");
      await expectNoTrace(world, watched, unstake(1n), "InsufficientQuotaStake");
      await expectNoTrace(world, watched, () => withdrawQuota(world, opened), "QuotaNotReady");
    });
  });

  it("takes no stake for a provider whose bond a slash made too small", async () => {
    const fixture = await createFixture(chain, { epochSecs: EPOCH_SECS });
    const { world, seller } = fixture;
    const opened = await open(fixture);
    await slash(world, seller, 1n);
    expect((await providerAccount(world, seller)).underbonded).to.equal(true);
    const stake = () => stakeQuota(world, opened, UNIT);
    await expectNoTrace(world, reach(world, opened), stake, "BondTooSmall");
    await addBond(world, seller, 1n);
    await stake();
  });

  describe("over epochs", () => {
    let fixture: Fixture;

    before(async () => {
      fixture = await createFixture(chain, { epochSecs: EPOCH_SECS });
    });

    const stakedChannel = async (deposit = 0n): Promise<Opened> => {
      const opened = await open(fixture, deposit);
      await nextEpoch(fixture.world);
      await stakeQuota(fixture.world, opened, 3n * UNIT);
      return opened;
    };

    it("settles in its epoch and in the next, lapses then, and keeps no DIEM from being paid", async () => {
      const { world, seller } = fixture;
      const opened = await stakedChannel(UNIT);
      const first = await nextEpoch(world);
      const voucher = { epoch: first, quota: 3n * CREDIT, diem: UNIT };
      const claim = async (figures: { quota?: bigint; diem?: bigint }) =>
        settle(world, seller, [await claimOf(world, opened, figures, voucher)]);
      await claim({ quota: CREDIT });
      await nextEpoch(world);
      await claim({ quota: 3n * CREDIT - 1n });
      const { lastQuota } = await channelAccount(world, opened);
      expect(lastQuota).to.deep.include({ epoch: first, used: 3n * CREDIT - 1n });
      await nextEpoch(world);
      const late = () => claim({ quota: 3n * CREDIT });
      await expectNoTrace(world, reach(world, opened), late, "QuotaLapsed");
      await claim({ quota: 3n * CREDIT, diem: UNIT });
      expect((await channelAccount(world, opened)).settled).to.equal(UNIT);
      const { usage } = await providerAccount(world, seller);
      const served = { diem: 0n, bought: 0n, quota: 3n * CREDIT - 1n };
      expect(usage[first % 8]).to.deep.include({ epoch: first, served });
    });

    it("does not begin before its epoch", async () => {
      const { world, seller } = fixture;
      const opened = await stakedChannel();
      const running = await nextEpoch(world);
      const entry = await claimOf(world, opened, { quota: 1n }, { epoch: running + 1 });
      const attempt = () => settle(world, seller, [entry]);
      await expectNoTrace(world, reach(world, opened), attempt, "QuotaNotBegun");
      await nextEpoch(world);
      await attempt();
    });

    it("gives unstaked DIEM back from the next epoch on, and no request makes another wait", async () => {
      const { world, consumer } = fixture;
      const opened = await stakedChannel();
      const purse = await world.balance(consumer.diem);
      await nextEpoch(world);
      await requestQuotaUnstake(world, opened, UNIT);
      const withdraw = () => withdrawQuota(world, opened);
      await expectNoTrace(world, reach(world, opened), withdraw, "QuotaNotReady");
      const above = () => requestQuotaUnstake(world, opened, 2n * UNIT + 1n);
      await expectNoTrace(world, reach(world, opened), above, "InsufficientQuotaStake");

      await nextEpoch(world);
      await requestQuotaUnstake(world, opened, 2n * UNIT);
      await withdraw();
      expect(await world.balance(consumer.diem)).to.equal(purse + UNIT);
      await expectNoTrace(world, reach(world, opened), withdraw, "QuotaNotReady");
      await nextEpoch(world);
      await withdraw();
      expect(await world.balance(consumer.diem)).to.equal(purse + 3n * UNIT);
      await expectSolvent(world);
    });

    it("is next to nothing in the last second of an epoch, and whole from the next one on", async () => {
      const { world, seller } = fixture;
      const opened = await open(fixture);
      const running = await nextEpoch(world);
      const market = await world.marketAccount();
      const endsTs = quotes.epochStart({ clock: market, epoch: running + 1 });
      await chain.advance(endsTs - 1n - (await chain.now()));
      const signature = await stakeQuota(world, opened, 2n * UNIT);
      const [event] = await events.fetch(chain.connection, signature);
      if (event?.name !== "QuotaStaked") throw new Error(event?.name);
      const { timestamp } = event.data.stamp;
      if (chain.embedded !== undefined) expect(timestamp).to.equal(endsTs - 1n);
      // a validator's clock may be past the end
      const stakedIn = quotes.epochAt({ clock: market, now: timestamp });
      const left = quotes.epochStart({ clock: market, epoch: stakedIn + 1 }) - timestamp;
      const allowance = (2n * CREDIT * left) / EPOCH_SECS;
      const { quota, nextAllowance } = event.data.channel;
      expect(quota).to.deep.equal({ epoch: stakedIn, allowance, used: 0n });
      expect(nextAllowance).to.equal(2n * CREDIT);
      const next = await nextEpoch(world);
      const claim = { quota: 2n * CREDIT };
      await settle(world, seller, [await claimOf(world, opened, claim, { epoch: next })]);
    });

    it("may be nothing at all of the epoch in which little is staked late in it", async () => {
      const { world, seller } = fixture;
      const opened = await open(fixture);
      const running = await nextEpoch(world);
      const clock = await world.marketAccount();
      const endsTs = quotes.epochStart({ clock, epoch: running + 1 });
      await chain.advance(endsTs - 1n - (await chain.now()));
      await stakeQuota(world, opened, 4n * DIEM_OF_ONE_MICRO_CREDIT);
      const { quota, nextAllowance } = await channelAccount(world, opened);
      expect(quota.allowance < 4n).to.equal(true);
      if (chain.embedded !== undefined) expect(quota.allowance).to.equal(0n);
      expect(nextAllowance).to.equal(4n);
      const next = await nextEpoch(world);
      const claim = { quota: 4n };
      await settle(world, seller, [await claimOf(world, opened, claim, { epoch: next })]);
    });

    it("goes out of the stake when the closing is requested", async () => {
      const { world } = fixture;
      const opened = await stakedChannel();
      await nextEpoch(world);
      await requestClose(world, opened);
      const { staked, cooling, nextAllowance } = await channelAccount(world, opened);
      expect([staked, cooling, nextAllowance]).to.deep.equal([0n, 3n * UNIT, 0n]);
      const withdraw = () => withdrawQuota(world, opened);
      await expectNoTrace(world, reach(world, opened), withdraw, "QuotaNotReady");
      await nextEpoch(world);
      await withdraw();
    });
  });
});
