import { expect } from "chai";
import { events } from "@diem/sdk";
import { expectSolvent, expectTotalsToAddUp } from "./support/books";
import { startChain, TestChain } from "./support/chain";
import {
  channelAccount,
  openChannel,
  type Opened,
  requestClose,
  requestQuotaUnstake,
  stakeQuota,
  withdrawQuota,
} from "./support/channels";
import { epoch, nextEpoch } from "./support/epochs";
import { U64_MAX, UNIT } from "./support/market";
import { addBond, providerAccount, setCapacity, slash } from "./support/providers";
import { claimOf, settle } from "./support/settling";
import { expectNoTrace, reach } from "./support/snapshot";
import { CREDIT, setStage, type Stage } from "./support/stage";

/** Of one whole DIEM in the test markets: one credit. The smallest quota is a millionth of it. */
const DIEM_OF_ONE_MICRO_CREDIT = UNIT / CREDIT;

/** Long enough for three calls on a validator. */
const EPOCH_SECS = 5n;

describe("quota", () => {
  let chain: TestChain;

  before(async () => {
    chain = await startChain();
  });

  const open = ({ world, seller: provider, consumer }: Stage, amount = 0n) =>
    openChannel(world, { provider, consumer, deposit: amount });

  describe("within one epoch", () => {
    let stage: Stage;
    const CAPACITY = 100n * CREDIT;

    before(async () => {
      stage = await setStage(chain);
    });

    afterEach(async () => {
      await expectSolvent(stage.world);
      await expectTotalsToAddUp(stage.world);
    });

    it("is there as soon as DIEM is staked, and can be used at once", async () => {
      const { world, seller } = stage;
      const opened = await open(stage);
      const { committed: before } = await providerAccount(world, seller);
      const signature = await stakeQuota(world, opened, 2n * UNIT);
      const [event] = await events.fetch(chain.connection, signature);
      if (event?.name !== "QuotaStaked") throw new Error(event?.name);
      const running = await epoch(world);
      const quota = { epoch: running, allowance: 2n * CREDIT, used: 0n };
      expect(event.data.amount).to.equal(2n * UNIT);
      expect(event.data.channel).to.deep.include({ staked: 2n * UNIT, quota });
      const account = await channelAccount(world, opened);
      expect(account).to.deep.include({ staked: 2n * UNIT, nextAllowance: 2n * CREDIT, quota });
      const { committed } = await providerAccount(world, seller);
      expect(committed.current).to.equal(before.current + 2n * CREDIT);
      expect(committed.next).to.equal(before.next + 2n * CREDIT);

      await settle(world, seller, [await claimOf(world, opened, { quota: 2n * CREDIT })]);
      const used = { ...quota, used: 2n * CREDIT };
      expect(await channelAccount(world, opened)).to.deep.include({ quota: used, settled: 0n });
      const { usage } = await providerAccount(world, seller);
      expect(usage[running % 8]).to.deep.include({ epoch: running, quota: 2n * CREDIT, paid: 0n });
    });

    it("is used to its last micro-credit, and no further", async () => {
      const { world, seller } = stage;
      const opened = await open(stage);
      await stakeQuota(world, opened, UNIT);
      const claim = async (quota: bigint) =>
        settle(world, seller, [await claimOf(world, opened, { quota }, { quota: U64_MAX })]);
      const above = () => claim(CREDIT + 1n);
      await expectNoTrace(world, reach(world, opened), above, "ClaimAboveQuota");
      await claim(CREDIT);
      await expectNoTrace(world, reach(world, opened), above, "ClaimAboveQuota");
    });

    it("is staked within what the provider offers, to the last micro-credit", async () => {
      const { world, seller, consumer } = stage;
      const opened = await open(stage);
      const { committed } = await providerAccount(world, seller);
      const left = (CAPACITY - committed.current) * DIEM_OF_ONE_MICRO_CREDIT;
      const watched = [...reach(world, opened), consumer.diem];
      const stake = (amount: bigint) => () => stakeQuota(world, opened, amount);
      await expectNoTrace(
        ...([world, watched, stake(left + DIEM_OF_ONE_MICRO_CREDIT)] as const),
        "QuotaCapacityExceeded",
      );
      await stake(left)();
      const full = await providerAccount(world, seller);
      expect([full.committed.current, full.committed.next]).to.deep.equal([CAPACITY, CAPACITY]);
      const more = stake(DIEM_OF_ONE_MICRO_CREDIT);
      await expectNoTrace(world, watched, more, "QuotaCapacityExceeded");
      // counts from the next epoch on
      await setCapacity(world, seller, { capacity: 10n * CAPACITY, quotaCapacity: 2n * CAPACITY });
      await expectNoTrace(world, watched, more, "QuotaCapacityExceeded");
      await requestQuotaUnstake(world, opened, left); // still counts in this epoch
      await expectNoTrace(world, watched, more, "QuotaCapacityExceeded");
    });

    it("refuses stakes that give nothing and amounts that are not there", async () => {
      const seller = await stage.world.provider();
      const own: Stage = { ...stage, seller };
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
    const stage = await setStage(chain, { epochSecs: EPOCH_SECS });
    const { world, seller } = stage;
    const opened = await open(stage);
    await slash(world, seller, 1n);
    expect((await providerAccount(world, seller)).underbonded).to.equal(true);
    const stake = () => stakeQuota(world, opened, UNIT);
    await expectNoTrace(world, reach(world, opened), stake, "BondTooSmall");
    await addBond(world, seller, 1n);
    await stake();
  });

  describe("over epochs", () => {
    let stage: Stage;

    before(async () => {
      stage = await setStage(chain, { epochSecs: EPOCH_SECS });
    });

    const stakedChannel = async (deposit = 0n): Promise<Opened> => {
      const opened = await open(stage, deposit);
      await nextEpoch(stage.world);
      await stakeQuota(stage.world, opened, 3n * UNIT);
      return opened;
    };

    it("settles in its epoch and in the next, lapses then, and keeps no DIEM from being paid", async () => {
      const { world, seller } = stage;
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
      expect(usage[first % 8]).to.include({ epoch: first, quota: 3n * CREDIT - 1n, paid: 0n });
    });

    it("does not begin before its epoch", async () => {
      const { world, seller } = stage;
      const opened = await stakedChannel();
      const running = await nextEpoch(world);
      const entry = await claimOf(world, opened, { quota: 1n }, { epoch: running + 1 });
      const attempt = () => settle(world, seller, [entry]);
      await expectNoTrace(world, reach(world, opened), attempt, "QuotaNotBegun");
      await nextEpoch(world);
      await attempt();
    });

    it("gives unstaked DIEM back from the next epoch on, and no request makes another wait", async () => {
      const { world, consumer } = stage;
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

    it("goes out of the stake when the closing is requested", async () => {
      const { world } = stage;
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
