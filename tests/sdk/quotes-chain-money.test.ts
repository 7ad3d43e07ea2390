import { expect } from "chai";
import { accounts, constants, keepers, pda, quotes, views } from "@diem/sdk";
import { startChain } from "../support/chain";
import * as epochs from "../support/epochs";
import { U64_MAX, UNIT } from "../support/market";
import {
  addBond,
  providerAccount,
  requestBondWithdrawal,
  slash,
  withdrawBond,
} from "../support/providers";
import { collect } from "../support/settling";
import { World } from "../support/world";
import {
  burnGift,
  busyMarket,
  CREDIT,
  EPOCH_SECS,
  fundQuota,
  PRICE,
  REFERENCE,
  report,
} from "./quotes-chain-support";

describe("sdk: quotes of money against the chain", () => {
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
