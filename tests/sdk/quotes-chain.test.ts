import { createBurnInstruction } from "@solana/spl-token";
import { expect } from "chai";
import { errors, accounts, constants, instructions, keepers, pda, quotes, views } from "@diem/sdk";
import { startChain } from "../support/chain";
import {
  channelAccount,
  type Opened,
  openChannel,
  requestQuotaUnstake,
  stakeQuota,
} from "../support/channels";
import * as epochs from "../support/epochs";
import { U64_MAX, UNIT } from "../support/market";
import {
  addBond,
  providerAccount,
  requestBondWithdrawal,
  setCapacity,
  slash,
  withdrawBond,
} from "../support/providers";
import { claimOf, collect, settle } from "../support/settling";
import { type Actor, World } from "../support/world";

const CREDIT = constants.CREDIT_UNIT;
const EPOCH_SECS = 100n;
const REFERENCE = UNIT / 50n;
/** A fortieth above the reference price: within a step. */
const PRICE = REFERENCE + REFERENCE / 40n;

/** A market in which all figures move: its target starts far below what is used, and the quota pool is funded. */
async function busyMarket() {
  const world = await World.create(await startChain(), {
    epochSecs: EPOCH_SECS,
    referencePrice: REFERENCE,
    params: {
      targetFloor: 20n * UNIT,
      targetShareBps: 10_000,
      maxTargetStepBps: 100,
      useEmaBps: 2_000,
      utilisationEmaBps: 5_000,
      referencePriceFloor: REFERENCE / 10n,
      referencePriceCap: REFERENCE * 10n,
    },
  });
  const consumer = await world.consumer(10n * UNIT);
  await world.fundRewards(1_000n * UNIT, 50n * EPOCH_SECS);
  const offer = { capacity: 400n * CREDIT, quotaCapacity: 30n * CREDIT, price: PRICE };
  const seller = await world.provider(offer);
  await epochs.nextEpoch(world);
  const opened = await openChannel(world, { provider: seller, consumer, deposit: 6n * UNIT });
  await stakeQuota(world, opened, 3n * UNIT);
  const serve = async (diem: bigint, quota: bigint) => {
    await settle(world, seller, [await claimOf(world, opened, { diem, quota })]);
  };
  return { world, consumer, seller, opened, serve };
}

/** Collects, distributes and reports: only then quota counts for a reward. */
async function report(world: World, opened: Opened, epoch: number) {
  await collect(world, opened);
  await world.distribute(opened.seller.provider);
  await epochs.reportUsage(world, opened.seller, epoch);
}

/** Adds to the quota pool, out of a staker's DIEM. */
async function fundQuota(world: World, { address, keypair }: Actor, amount: bigint) {
  const { market } = world;
  await world.send([instructions.fundQuota({ market, funder: address, amount })], [keypair]);
}

/** Destroys DIEM that its holder does not owe, by the token program alone. */
async function burnGift(world: World, { diem, address, keypair }: Actor, amount: bigint) {
  await world.send(
    [createBurnInstruction(diem, world.market.diemMint, address, amount)],
    [keypair],
  );
}

/** Rolls, and compares every figure of the market and of its records with the preview. */
async function rollAsPreviewed(world: World) {
  const { connection } = world.chain;
  const { market: address } = world.market;
  const now = await world.chain.now();
  const market = await world.marketAccount();
  const records = await accounts.epochRecord.fetchAll(connection, { market: address });
  const preview = quotes.rollPreview({ market, records, now });
  await epochs.rollEpoch(world);
  const after = await world.marketAccount();
  expect({ ...preview.market, sequence: market.sequence + 1n }).to.deep.equal(after);
  for (const record of preview.records) {
    expect(await epochs.recordAccount(world, record.epoch)).to.deep.equal(record);
  }
  return { preview, before: market, after };
}

describe("sdk: quotes against the chain", () => {
  it("rollPreview is the market and the records after the roll", async () => {
    const { world, seller, consumer, opened, serve } = await busyMarket();
    await fundQuota(world, consumer, UNIT);
    const first = await epochs.openRecord(world);
    await serve(4n * UNIT, 2n * CREDIT);
    await report(world, opened, first);
    await epochs.nextEpoch(world);
    const idle = await rollAsPreviewed(world);
    expect([idle.preview.closed, idle.preview.records.length]).to.deep.equal([1, 0]);
    // a thirtieth of what was funded and of a tenth of the revenue, to the stakers
    const pool = UNIT + (4n * UNIT) / 10n;
    expect(idle.preview.toStakers).to.equal(pool / 30n);
    expect(idle.after.quotaPool).to.equal(pool - pool / 30n);
    const second = await epochs.openRecord(world);
    await serve(5n * UNIT, CREDIT);
    await report(world, opened, second);
    await epochs.nextEpoch(world);

    const one = await rollAsPreviewed(world);
    expect(one.preview.closed).to.equal(1);
    const [record] = one.preview.records;
    expect([one.preview.records.length, record?.epoch]).to.deep.equal([1, first]);
    const bought = (4n * UNIT * CREDIT) / PRICE;
    expect([record?.paid, record?.used]).to.deep.equal([bought, bought + 2n * CREDIT]);
    expect(record?.utilisationBps).to.equal(
      Number(((bought + 2n * CREDIT) * 10_000n) / (400n * CREDIT)),
    );
    expect(record?.rewardPool).to.equal((2n * REFERENCE * 75n) / 100n);
    expect(one.after.hasRecord).to.deep.equal([true, false]);
    expect(one.after.served).to.equal((bought + 2n * CREDIT) / 5n);
    expect(one.after.nextTarget).to.equal((one.after.targetSupply * 101n) / 100n);
    // enough was paid for to go all the way to the mean
    expect(one.after.referencePrice.current).to.equal(REFERENCE);
    expect(one.after.referencePrice.next).to.equal(PRICE);

    await setCapacity(world, seller, { capacity: 10n * CREDIT, quotaCapacity: 5n * CREDIT });
    await epochs.nextEpoch(world, 5);
    const many = await rollAsPreviewed(world);
    expect(many.preview.closed).to.equal(5);
    expect(many.preview.records.map(({ epoch }) => epoch)).to.deep.equal([second]);
    expect(many.after.utilisationEma < one.after.utilisationEma).to.equal(true);
    // the goal is what 10 credits carry, below the floor: one step down, however many epochs were closed
    expect(many.after.nextTarget).to.equal(
      quotes.targetStep({ current: many.after.targetSupply, goal: 20n * UNIT, maxStepBps: 100 }),
    );
    expect(many.preview.toStakers > 0n).to.equal(true);
  });

  it("rollPreview passes the whole pool on after its epochs, and lets all averages fade", async () => {
    const { world, consumer, opened, serve } = await busyMarket();
    await fundQuota(world, consumer, UNIT);
    const epoch = await epochs.openRecord(world);
    await serve(4n * UNIT, 2n * CREDIT);
    await report(world, opened, epoch);
    await epochs.nextEpoch(world, 3);
    const soon = await rollAsPreviewed(world);
    await epochs.nextEpoch(world, 40);
    const late = await rollAsPreviewed(world);
    expect([late.preview.closed, late.after.quotaPool]).to.deep.equal([40, 0n]);
    expect(late.preview.toStakers).to.equal(soon.after.quotaPool);
    expect(late.after.served < soon.after.served / 1_000n).to.equal(true);
  });

  it("rollPreview refuses what the program refuses", async () => {
    const { world, serve, seller } = await busyMarket();
    const epoch = await epochs.openRecord(world);
    await serve(UNIT, 0n);
    await epochs.reportUsage(world, seller, epoch);
    const market = await world.marketAccount();
    const start = (of: number) => quotes.epochStart({ clock: market, epoch: of });
    const preview = (now: bigint) => () => quotes.rollPreview({ market, records: [], now });
    const tooEarly = start(market.nextToClose + 2) - 1n;
    expect(preview(tooEarly)).to.throw(errors.DiemError).with.property("name", "NothingToRoll");
    expect(quotes.epochsDue({ market, now: tooEarly })).to.equal(0);
    const late = start(epoch + 2);
    expect(preview(late)).to.throw(errors.DiemError).with.property("name", "WrongEpochRecord");
  });

  it("mintQuote is exact on both sides of a target's change", async () => {
    const { world, seller, serve } = await busyMarket();
    const epoch = await epochs.openRecord(world);
    await serve(4n * UNIT, 0n);
    await epochs.reportUsage(world, seller, epoch);
    await epochs.nextEpoch(world, 2);
    await epochs.rollEpoch(world);
    const staker = await world.staker(2_000n * UNIT);
    const market = await world.marketAccount();
    const change = quotes.epochStart({ clock: market, epoch: market.nextTargetEpoch });
    const costs: bigint[] = [];
    for (const wait of [change - 1n - (await world.chain.now()), 1n]) {
      await world.chain.advance(wait);
      const now = await world.chain.now();
      const supply = await world.diemSupply();
      const quote = quotes.mintQuote({
        market: await world.marketAccount(),
        supply,
        amount: UNIT,
        now,
      });
      const { locked } = await world.position(staker);
      await world.mint(staker, UNIT, quote.vvvLocked);
      expect((await world.position(staker)).locked - locked).to.equal(quote.vvvLocked);
      costs.push(quote.vvvLocked);
      await world.burn(staker, UNIT);
    }
    expect((costs[1] ?? 0n) < (costs[0] ?? 0n)).to.equal(true);
  });

  it("quotaOf and channelBalance say what the next touch finds", async () => {
    const { world, opened, serve } = await busyMarket();
    await serve(UNIT, CREDIT);
    await requestQuotaUnstake(world, opened, UNIT);
    for (const epochsLater of [0, 1, 3]) {
      const epoch =
        epochsLater === 0 ? await epochs.epoch(world) : await epochs.nextEpoch(world, epochsLater);
      const channel = await channelAccount(world, opened);
      const quota = quotes.quotaOf({ channel, epoch });
      const balance = quotes.channelBalance({ channel, epoch });
      await requestQuotaUnstake(world, opened, 1n);
      const touched = await channelAccount(world, opened);
      const { left: running, ...stored } = quota.running;
      const { left: previous, ...last } = quota.previous ?? expect.fail("no epoch before");
      expect([stored, last]).to.deep.equal([touched.quota, touched.lastQuota]);
      expect([running, previous]).to.deep.equal([
        touched.quota.allowance - touched.quota.used,
        touched.lastQuota.allowance - touched.lastQuota.used,
      ]);
      expect(balance.withdrawable).to.equal(touched.withdrawable);
      expect(balance.withdrawableNext + 1n).to.equal(touched.withdrawable + touched.cooling);
      expect(balance.unspent).to.equal(5n * UNIT);
    }
  });

  it("proRata is what staking gives in its epoch, to the last second", async () => {
    const { world, opened } = await busyMarket();
    const market = await world.marketAccount();
    for (const wait of [33n, 66n]) {
      await world.chain.advance(wait);
      const now = await world.chain.now();
      const credits = quotes.quotaCreditsFloor({ diem: UNIT / 7n, creditsPerDiem: CREDIT });
      const before = await channelAccount(world, opened);
      await stakeQuota(world, opened, UNIT / 7n);
      const after = await channelAccount(world, opened);
      expect(after.quota.allowance - before.quota.allowance).to.equal(
        quotes.proRata({ clock: market, credits, now }),
      );
      expect(after.nextAllowance - before.nextAllowance).to.equal(credits);
    }
  });

  it("billOf and burnQuote are what a burn does, whatever others burn", async () => {
    const { world, consumer } = await busyMarket();
    const minter = await world.staker(10_000n * UNIT);
    await world.mint(minter, 10n * UNIT);
    const { connection } = world.chain;
    const asked = { connection, payer: world.payer, market: world.market, owner: minter.address };
    const gifts = [0n, 1n, UNIT / 2n + 7n, 0n];
    for (const [nth, gift] of gifts.entries()) {
      if (gift > 0n) await burnGift(world, consumer, gift);
      const [market, position, supply] = await Promise.all([
        world.marketAccount(),
        world.position(minter),
        world.diemSupply(),
      ]);
      const bill = quotes.billOf({ market, position, supply });
      const view = await views.position(asked);
      expect([view.bill, view.locked]).to.deep.equal([bill, position.locked]);
      const amount = nth === gifts.length - 1 ? U64_MAX : UNIT + 1n;
      const quote = quotes.burnQuote({ market, position, supply, amount });
      expect(await views.quoteBurn({ ...asked, amount })).to.deep.equal(quote);
      await world.burn(minter, amount, quote.vvvUnlocked);
      const after = await world.position(minter);
      expect(after.locked).to.equal(quote.locked);
      expect(supply - (await world.diemSupply())).to.equal(quote.diemBurned);
      const left = { market: await world.marketAccount(), position: after };
      expect(quotes.billOf({ ...left, supply: supply - quote.diemBurned })).to.equal(quote.bill);
    }
    const { locked, debtUnits } = await world.position(minter);
    expect([locked, debtUnits]).to.deep.equal([0n, 0n]);
  });

  it("billOf follows the eras that others' burns begin, down to nothing", async () => {
    const world = await World.create(await startChain(), { epochSecs: EPOCH_SECS });
    const giver = await world.consumer(10n * UNIT);
    const minter = await world.staker(1_000n * UNIT);
    await world.mint(minter, UNIT);
    const read = async () => ({
      market: await world.marketAccount(),
      position: await world.position(minter),
      supply: await world.diemSupply(),
    });
    await burnGift(world, giver, 9n * UNIT + 1n);
    // 11 DIEM of units for 2 DIEM less a base unit: the next mint begins two eras
    const before = await read();
    expect(quotes.billOf(before)).to.equal((2n * UNIT) / 11n + 1n);
    await world.mint(minter, 5n);
    const after = await read();
    expect([after.market.debt.era, after.position.debtEra]).to.deep.equal([2n, 2n]);
    expect(quotes.billOf(after) - quotes.billOf(before)).to.be.oneOf([5n, 6n]);

    await burnGift(world, giver, UNIT - 1n);
    await burnGift(world, minter, UNIT + 5n);
    const gone = await read();
    expect([gone.supply, quotes.billOf(gone)]).to.deep.equal([0n, 0n]);
    const free = quotes.burnQuote({ ...gone, amount: 0n });
    expect(free).to.deep.equal({
      diemBurned: 0n,
      vvvUnlocked: gone.position.locked,
      locked: 0n,
      bill: 0n,
    });
    await world.burn(minter, 0n, gone.position.locked);
    const { market, position } = await read();
    expect([position.locked, position.debtUnits]).to.deep.equal([0n, 0n]);
    expect(market.debt).to.deep.equal({ total: 0n, era: 66n });
  });

  it("splitFee and contribution are what distributing and reporting do", async () => {
    const { world, seller, opened, serve } = await busyMarket();
    const epoch = await epochs.openRecord(world);
    await serve(UNIT + 7n, 2n * CREDIT);
    await epochs.reportUsage(world, seller, epoch);
    const record = await epochs.recordAccount(world, epoch);
    const { usage } = await providerAccount(world, seller);
    const slot = usage[epoch % constants.USAGE_EPOCHS] ?? expect.fail("no slot");
    expect(slot.served).to.deep.equal({
      diem: UNIT + 7n,
      bought: ((UNIT + 7n) * CREDIT) / PRICE,
      quota: 2n * CREDIT,
    });
    expect(slot.reported).to.deep.equal(slot.served);
    const partsOf = ({ paid, used, rewardable, priceSum }: quotes.Contribution) => ({
      paid,
      used,
      rewardable,
      priceSum,
    });
    const uncounted = quotes.contribution({ ...slot, measure: record });
    expect(partsOf(record)).to.deep.equal(uncounted);
    expect([slot.distributed, uncounted.rewardable]).to.deep.equal([0, 0n]);

    await collect(world, opened);
    const before = await world.marketAccount();
    const split = quotes.splitFee({ market: before, amount: UNIT + 7n });
    await world.distribute(seller.provider);
    const after = await world.marketAccount();
    const amount = UNIT + 7n;
    expect(await providerAccount(world, seller)).to.deep.include({
      claimable: split.provider,
      totalRevenue: amount,
      totalSettled: amount,
      settledDistributed: amount,
    });
    expect(after.quotaPool - before.quotaPool).to.equal(split.quota);
    expect(after.treasuryOwed - before.treasuryOwed).to.equal(split.treasury);
    expect(after.feeStream.remaining - before.feeStream.remaining).to.equal(split.stakers);

    // reported again, the quota counts; nothing else changes
    await epochs.reportUsage(world, seller, epoch);
    const again = await epochs.recordAccount(world, epoch);
    const counted = quotes.contribution({ ...slot, distributed: 1, measure: record });
    expect(counted).to.deep.equal({ ...uncounted, rewardable: 2n * CREDIT });
    expect(partsOf(again)).to.deep.equal(counted);
  });

  it("no revenue that came in advance makes quota count", async () => {
    const { world, seller, consumer, serve } = await busyMarket();
    await world.pay(consumer, seller.revenue, UNIT);
    await world.distribute(seller.provider);
    const epoch = await epochs.openRecord(world);
    await serve(UNIT, 2n * CREDIT);
    await epochs.reportUsage(world, seller, epoch);
    expect(await providerAccount(world, seller)).to.deep.include({
      totalRevenue: UNIT,
      totalSettled: UNIT,
      settledDistributed: 0n,
    });
    const { quota, rewardable } = await epochs.recordAccount(world, epoch);
    expect([quota, rewardable]).to.deep.equal([2n * CREDIT, 0n]);
  });

  it("an unclaimed reward is what a claim pays, where revenue was distributed before the report", async () => {
    const { world, seller, consumer, opened, serve } = await busyMarket();
    await fundQuota(world, consumer, UNIT / 1_000n);
    const first = await epochs.openRecord(world);
    await serve(UNIT, 2n * CREDIT);
    await epochs.reportUsage(world, seller, first);
    const second = await epochs.nextEpoch(world);
    await epochs.rollEpoch(world);
    await epochs.openRecord(world, second);
    await serve(2n * UNIT, 2n * CREDIT);
    await report(world, opened, second);
    const running = await epochs.nextEpoch(world, 2);
    await epochs.rollEpoch(world);
    const find = async () => {
      const provider = await providerAccount(world, seller);
      const records = await Promise.all(
        [first, second].map((epoch) => epochs.recordAccount(world, epoch)),
      );
      return keepers.unclaimedRewards({ providers: [provider], records, epoch: running });
    };
    const [due, ...others] = await find();
    expect([due?.record.epoch, others]).to.deep.equal([second, []]);
    const refused = await epochs.claimQuotaReward(world, seller, first).then(
      () => null,
      ({ name }: Error) => name,
    );
    expect(refused).to.equal("RevenueNotDistributed");
    const { owner } = seller;
    const before = await world.balance(owner.diem);
    await epochs.claimQuotaReward(world, seller, second);
    expect((await world.balance(owner.diem)) - before).to.equal(due?.amount);
    // two credits at three quarters of the reference price
    expect(due?.amount).to.equal((2n * REFERENCE * 75n) / 100n);
    expect(await find()).to.deep.equal([]);
  });

  it("claimable is what a claim pays, with and without a debt", async () => {
    const { world, seller, opened, consumer, serve } = await busyMarket();
    const staker = await world.staker(777n * UNIT);
    await serve(UNIT, 0n);
    await collect(world, opened);
    await world.distribute(seller.provider);
    await world.chain.advance(37n);
    const now = await world.chain.now();
    for (const actor of [staker, consumer]) {
      const [market, position] = await Promise.all([world.marketAccount(), world.position(actor)]);
      const due = quotes.claimable({ market, position, now });
      expect(due.fees > 0n && due.rewards > 0n).to.equal(true);
      const [diem, vvv] = [await world.balance(actor.diem), await world.balance(actor.vvv)];
      await world.claim(actor);
      expect((await world.balance(actor.diem)) - diem).to.equal(due.fees);
      expect((await world.balance(actor.vvv)) - vvv).to.equal(due.rewards);
    }
    const { rewardWeight, totalStaked, totalLocked } = await world.marketAccount();
    expect(totalLocked > 0n && rewardWeight < totalStaked).to.equal(true);
  });

  it("coolingBond says what each ticket is paid, slashed or not", async () => {
    const { world, seller } = await busyMarket();
    await addBond(world, seller, 30n * UNIT);
    const bondOf = async () => (await providerAccount(world, seller)).bondCooling;
    const ticketOf = (id: bigint) => {
      const address = pda.bondTicket({ provider: seller.provider, id });
      return accounts.bondTicket.fetch(world.chain.connection, address);
    };
    const ids: bigint[] = [];
    for (const amount of [7n * UNIT, 3n * UNIT + 1n]) {
      const before = await bondOf();
      const joined = quotes.coolingBond.join({ bond: before, amount });
      const id = await requestBondWithdrawal(world, seller, amount);
      ids.push(id);
      const { shares, era } = await ticketOf(id);
      expect([shares, era]).to.deep.equal([joined.shares, joined.bond.shares.era]);
      expect(await bondOf()).to.deep.include(joined.bond);
      await slash(world, seller, 20n * UNIT);
      expect((await bondOf()).amount < joined.bond.amount).to.equal(true);
    }
    await world.chain.advance(EPOCH_SECS);
    for (const id of ids) {
      const [bond, ticket] = [await bondOf(), await ticketOf(id)];
      const { paid } = quotes.coolingBond.leave({ bond, ticket });
      const before = await world.balance(seller.owner.vvv);
      await withdrawBond(world, seller, id);
      expect((await world.balance(seller.owner.vvv)) - before).to.equal(paid);
    }
    expect(await bondOf()).to.deep.include({ amount: 0n, tickets: 0 });
  });

  it("liabilities are what lies in the vaults, to the unit, where nobody donates", async () => {
    const { world, seller, consumer, opened, serve } = await busyMarket();
    await fundQuota(world, consumer, UNIT);
    const epoch = await epochs.openRecord(world);
    await serve(UNIT, CREDIT);
    await report(world, opened, epoch);
    await addBond(world, seller, 3n * UNIT);
    await requestBondWithdrawal(world, seller, 2n * UNIT);
    await epochs.nextEpoch(world, 2);
    await epochs.rollEpoch(world);
    const market = await world.marketAccount();
    expect(market.totalBondCooling).to.equal(2n * UNIT);
    expect(market.quotaRewardsOwed > 0n && market.quotaPool > 0n).to.equal(true);
    for (const { vault, owed } of quotes.liabilities(market)) {
      expect(owed).to.equal(await world.balance(vault));
    }
  });
});
