import { createBurnInstruction } from "@solana/spl-token";
import { expect } from "chai";
import { accounts, constants, quotes } from "@diem/sdk";
import { expectSolvent, expectTotalsToAddUp } from "../support/solvency";
import { startChain } from "../support/chain";
import { channelAccount } from "../support/channels";
import {
  claimQuotaReward,
  closeRecord,
  epoch,
  nextEpoch,
  recordAccount,
  rollEpoch,
} from "../support/epochs";
import { U64_MAX, UNIT } from "../support/market";
import * as bonds from "../support/providers";
import type { Seller } from "../support/providers";
import { expectUntouched } from "../support/untouched";
import { type Actor, World } from "../support/world";
import { alone, depart } from "./exit";
import { ROUTES } from "./exit-routes";
import { closeChannel, requestClose, withdrawQuota } from "./exits-consuming";
import * as providing from "./exits-providing";
import { burnDiem, closePosition, debtor, requestUnstake, withdrawUnstaked } from "./exits-staking";
import { DAY_SECS, HELD, ruinedMarket } from "./ruined-market";

const STAKE = 10_000n * UNIT;
const BIG = 10n * UNIT;
const SMALL = 5n * UNIT;

/** Two minters whose DIEM is all in the hands of somebody who owes none. */
async function sold() {
  const world = await World.create(await startChain(), { epochSecs: DAY_SECS });
  const [big, small] = [await world.staker(STAKE), await world.staker(STAKE)];
  const holder = await world.actor(0n);
  await world.mint(big, BIG);
  await world.mint(small, SMALL);
  await world.pay(big, holder.diem, BIG);
  await world.pay(small, holder.diem, SMALL);
  return { world, big, small, holder };
}

/** By the token program, so that no debt is cleared. */
function burnOwingNone(world: World, holder: Actor, amount: bigint): Promise<void> {
  const burn = createBurnInstruction(holder.diem, world.market.diemMint, holder.address, amount);
  return alone(world, holder, [burn]);
}

/** The whole stake leaves, and the position is closed. */
async function leave(world: World, who: Actor): Promise<void> {
  const { staked, locked, nextTicketId } = await world.position(who);
  expect([staked, locked]).to.deep.equal([STAKE, 0n]);
  await depart(world, await requestUnstake(world, who, staked));
  await world.chain.advance((await world.marketAccount()).params.stakeCooldownSecs);
  await depart(world, await withdrawUnstaked(world, who, nextTicketId));
  await depart(world, await closePosition(world, who));
  expect(await world.balance(who.vvv)).to.equal(STAKE);
}

describe("liveness: DIEM that others have burnt", () => {
  for (const most of [0n, U64_MAX]) {
    it(`all of it: a burn of at most ${most} frees every minter's stake for nothing`, async () => {
      const { world, big, small, holder } = await sold();
      await burnOwingNone(world, holder, BIG + SMALL);
      expect(await world.diemSupply()).to.equal(0n);
      for (const who of [small, big]) {
        expect((await debtor(world, who)).bill).to.equal(0n);
        await depart(world, await burnDiem(world, who, most));
        await leave(world, who);
      }
      // the market goes on from the beginning of its curve
      const minter = await world.staker(STAKE);
      await world.mint(minter, BIG);
      expect((await debtor(world, minter)).bill).to.equal(BIG);
      expect((await world.position(minter)).locked > 90n * BIG).to.equal(true);
      await expectSolvent(world);
      await expectTotalsToAddUp(world);
    });
  }

  it("all but a base unit: whose units an era took burns none, and the other one that unit", async () => {
    const { world, big, small, holder } = await sold();
    await burnOwingNone(world, holder, BIG + SMALL - 1n);
    // and nobody is kept from minting
    const minter = await world.staker(STAKE);
    await world.mint(minter, BIG);
    expect((await debtor(world, minter)).bill).to.equal(BIG);
    await world.burn(minter, U64_MAX);
    expect(await world.position(minter)).to.include({ staked: STAKE, locked: 0n });
    // 15 DIEM of units are halved 33 times: of 10 there is one left, and of 5 none
    expect((await debtor(world, small)).bill).to.equal(0n);
    expect((await debtor(world, big)).bill).to.equal(1n);
    await depart(world, await burnDiem(world, small, 0n));
    await leave(world, small);
    await expectUntouched(world, () => world.burn(big, 0n), "ZeroAmount");
    await world.pay(holder, big.diem, 1n);
    await depart(world, await burnDiem(world, big, U64_MAX));
    await leave(world, big);
    const { debt, totalLocked } = await world.marketAccount();
    expect([debt, totalLocked]).to.deep.equal([{ total: 0n, era: 33n }, 0n]);
    await expectUntouched(world, () => world.burn(minter, 1n), "NothingToBurn");
  });

  it("half of it: every bill is half, and clears the whole debt", async () => {
    const { world, big, small, holder } = await sold();
    await burnOwingNone(world, holder, (BIG + SMALL) / 2n);
    for (const [who, owed] of [
      [big, BIG],
      [small, SMALL],
    ] as const) {
      expect((await debtor(world, who)).bill).to.equal(owed / 2n);
      await world.pay(holder, who.diem, owed / 2n);
      await depart(world, await burnDiem(world, who, owed));
      await leave(world, who);
    }
    expect(await world.diemSupply()).to.equal(0n);
    expect((await world.marketAccount()).debt.total).to.equal(0n);
  });
});

describe("liveness: a market whose quota pool, streams and rewards are empty", () => {
  const barren = async () => {
    const market = await ruinedMarket({ barren: true, silentSecs: 3n * DAY_SECS });
    const { feeStream, rewardStream, ...owed } = await market.world.marketAccount();
    const { quotaPool, quotaRewardsOwed, feesOwed, rewardsOwed, treasuryOwed } = owed;
    const all = [feeStream.remaining, rewardStream.remaining, quotaPool, quotaRewardsOwed];
    expect([...all, feesOwed, rewardsOwed, treasuryOwed].every((part) => part === 0n)).to.equal(
      true,
    );
    return market;
  };

  for (const { name, how, who: whose, exit, prepare } of ROUTES) {
    if (name === "claimRewards" || name === "claimQuotaReward") continue;
    it(`keeps nobody: ${how === undefined ? name : `${name}, ${how}`}`, async () => {
      const market = await barren();
      await market.world.chain.advance(30n * DAY_SECS); // longer than every cool-down
      await prepare?.(market);
      const who = whose(market);
      await depart(market.world, await exit(market, who));
      await expectSolvent(market.world);
      await expectTotalsToAddUp(market.world);
    });
  }

  it("owes no rewards, and says so", async () => {
    const { world, holder } = await barren();
    await expectUntouched(world, () => world.claim(holder), "NothingToClaim");
  });

  it("pays no reward for quota whose provider's revenue nobody had distributed, and waits for none", async () => {
    const { world, seller, served } = await barren();
    await rollEpoch(world);
    await world.chain.advance(1n);
    const claim = () => claimQuotaReward(world, seller, served);
    await expectUntouched(world, claim, "RevenueNotDistributed");
    expect(await recordAccount(world, served)).to.include({
      ...{ quota: 2n * constants.CREDIT_UNIT, rewardable: 0n, rewardPool: 0n },
    });
    await closeRecord(world, served);
  });
});

describe("liveness: a channel that its provider asked to close", () => {
  it("is closed by the provider alone from its second on, and gives back what it had committed", async () => {
    const { world, seller, consumer, busy } = await ruinedMarket();
    const { owner } = seller;
    const purse = await world.balance(consumer.diem);
    await depart(world, await requestClose(world, busy, owner));
    const again = async () => depart(world, await requestClose(world, busy, owner));
    await expectUntouched(world, again, "ChannelClosing");
    const { closesTs, lastQuotaEpoch, nextAllowance } = await channelAccount(world, busy);
    expect(lastQuotaEpoch).to.equal((await epoch(world)) + 1);
    expect(nextAllowance).to.equal(2n * constants.CREDIT_UNIT);
    const close = async () => closeChannel(world, busy, { who: owner });
    await world.chain.advance((closesTs ?? 0n) - 1n - (await world.chain.now()));
    await expectUntouched(world, async () => depart(world, await close()), "GraceNotOver");
    await world.chain.advance(1n);
    await depart(world, await close());
    const due = HELD.deposit - HELD.paid + HELD.quotaStake;
    expect((await world.balance(consumer.diem)) - purse).to.equal(due);
    const { committed, openChannels } = await bonds.providerAccount(world, seller);
    expect([committed.next, openChannels]).to.deep.equal([0n, 1]);
    await depart(world, await providing.offerNoMore(world, seller));
    await expectTotalsToAddUp(world);
  });

  it("is left by its consumer at once, and no request of theirs makes it wait longer", async () => {
    const { world, busy, seller } = await ruinedMarket();
    await depart(world, await requestClose(world, busy, seller.owner));
    const asked = await channelAccount(world, busy);
    await depart(world, await requestClose(world, busy));
    const { closesTs } = await channelAccount(world, busy);
    expect((closesTs ?? 0n) < (asked.closesTs ?? 0n)).to.equal(true);
    for (const who of [busy.consumer, seller.owner]) {
      const later = async () => depart(world, await requestClose(world, busy, who));
      await expectUntouched(world, later, "ChannelClosing");
    }
    await nextEpoch(world);
    const withdrawal = await withdrawQuota(world, busy);
    expect(withdrawal.diem).to.equal(HELD.quotaStake);
    await depart(world, withdrawal);
    await world.chain.advance(DAY_SECS);
    await depart(world, await closeChannel(world, busy));
  });

  it("is not put off by its consumer", async () => {
    const { world, busy, seller } = await ruinedMarket();
    await depart(world, await requestClose(world, busy, seller.owner));
    const { closesTs } = await channelAccount(world, busy);
    await world.chain.advance((closesTs ?? 0n) - DAY_SECS - (await world.chain.now()));
    const late = async () => depart(world, await requestClose(world, busy));
    await expectUntouched(world, late, "ChannelClosing"); // it would end in the same second
    await world.chain.advance(DAY_SECS);
    await depart(world, await closeChannel(world, busy));
  });
});

describe("liveness: a cooling bond after many slashes", () => {
  const COOLDOWN_SECS = constants.MAX_COOLDOWN_SECS;
  const BOND = 9n * UNIT;

  /** Slashes all that can be, day after day, until nothing can be slashed any more; returns on how many days. */
  async function slashOut(world: World, seller: Seller, days: number): Promise<number> {
    for (let day = 0; day < days; day++) {
      const { bond, bondCooling } = await bonds.providerAccount(world, seller);
      if ((bond + bondCooling.amount) / 5n === 0n) return day;
      await bonds.slash(world, seller, U64_MAX);
      await nextEpoch(world);
    }
    return days;
  }

  it("pays every ticket its part of what is left, and lets the provider close", async () => {
    const world = await World.create(await startChain(), {
      epochSecs: DAY_SECS,
      params: { bondCooldownSecs: COOLDOWN_SECS },
    });
    const seller = await world.provider(BOND);
    const ids = [await bonds.requestBondWithdrawal(world, seller, 4n * UNIT)];
    expect(await slashOut(world, seller, 30)).to.equal(30);
    ids.push(await bonds.requestBondWithdrawal(world, seller, 1n));
    expect(await slashOut(world, seller, 30)).to.equal(30);
    await bonds.addBond(world, seller, BOND);
    await bonds.retire(world, seller);
    const { bond } = await bonds.providerAccount(world, seller);
    ids.push(await bonds.requestBondWithdrawal(world, seller, bond));
    const days = await slashOut(world, seller, 200);
    expect(days).to.be.greaterThan(80).and.lessThan(200);
    await expectUntouched(world, () => bonds.slash(world, seller, 1n), "SlashCapReached");
    const { bondCooling } = await bonds.providerAccount(world, seller);
    expect(bondCooling.amount > 0n && bondCooling.amount < 5n).to.equal(true);
    expect(bondCooling.tickets).to.equal(3);

    const { provider } = seller;
    await world.chain.advance(COOLDOWN_SECS);
    for (const id of ids) {
      const tickets = await accounts.bondTicket.fetchAll(world.chain.connection, { provider });
      const ticket = tickets.find((each) => each.id === id) ?? expect.fail("no ticket");
      const { bondCooling: held } = await bonds.providerAccount(world, seller);
      const { paid } = quotes.coolingBond.leave({ bond: held, ticket });
      const exit = await providing.withdrawBond(world, seller, id);
      await depart(world, { ...exit, vvv: paid });
    }
    expect(await world.balance(seller.owner.vvv)).to.equal(bondCooling.amount);
    const { shares } = (await bonds.providerAccount(world, seller)).bondCooling;
    expect(shares).to.deep.equal({ total: 0n, era: 50n });
    expect(await world.balance(world.market.bondVault)).to.equal(0n);
    await depart(world, await providing.closeProvider(world, seller));
    await expectTotalsToAddUp(world);
  });

  it("is closed from the epoch after its last slash on, so that nobody is slashed anew in one epoch", async () => {
    const world = await World.create(await startChain(), { epochSecs: DAY_SECS });
    const seller = await world.provider(BOND);
    await bonds.retire(world, seller);
    const id = await bonds.requestBondWithdrawal(world, seller, BOND);
    await nextEpoch(world);
    await world.chain.advance(1n);
    await bonds.slash(world, seller, U64_MAX);
    await bonds.withdrawBond(world, seller, id);
    expect(await world.balance(seller.owner.vvv)).to.equal((BOND * 4n) / 5n);
    const close = async () => depart(world, await providing.closeProvider(world, seller));
    await expectUntouched(world, close, "SlashedInEpoch");
    await nextEpoch(world);
    await close();
  });
});
