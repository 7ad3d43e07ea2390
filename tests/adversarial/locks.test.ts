import { SystemProgram } from "@solana/web3.js";
import { expect } from "chai";
import { accounts, instructions, pda } from "@diem/sdk";
import { expectSolvent } from "../support/solvency";
import { startChain, type TestChain } from "../support/chain";
import { closeChannel, openChannel, outlastWindow, stakeQuota } from "../support/channels";
import { nextEpoch } from "../support/epochs";
import { UNIT } from "../support/market";
import * as bonds from "../support/providers";
import { expectFailure, expectRefusal } from "../support/refusals";
import { expectNoTrace } from "../support/snapshot";
import { createFixture } from "../support/fixture";
import { swap } from "../support/swap";
import { expectUntouched } from "../support/untouched";
import { type Actor, World } from "../support/world";
import { copy, donate } from "./support";

const COOLDOWN = 100n;
const STAKE = 100_000n * UNIT;

describe("adversarial: locks", () => {
  let chain: TestChain;
  let world: World;
  beforeEach(async () => {
    chain = await startChain();
    world = await World.create(chain, { epochSecs: COOLDOWN });
  });

  const ticketOf = ({ position }: Actor, id: bigint) =>
    accounts.ticket.fetch(chain.connection, pda.ticket({ position, id }));

  it("a second exit that skips the cool-down: no way out of the stake is shorter than the ticket's", async () => {
    const leaver = await world.staker(STAKE);
    await world.fundRewards(STAKE, COOLDOWN);
    const id = await world.requestUnstake(leaver, STAKE);
    const { readyTs } = await ticketOf(leaver, id);
    expect(readyTs - (await chain.now())).to.equal(COOLDOWN);
    const watched = [leaver.vvv, leaver.position, world.market.stakeVault];
    while ((await chain.now()) < readyTs) {
      const early = () => world.withdrawUnstaked(leaver, id);
      await expectNoTrace(world, watched, early, "CooldownNotOver");
      const drop = () => world.closePosition(leaver);
      await expectNoTrace(world, watched, drop, "PositionNotEmpty");
      await chain.advance(33n);
      if ((await chain.now()) + 1n > readyTs) break;
    }
    // locked stake leaves by no request, and burning pays nothing out
    const minter = await world.staker(STAKE);
    await world.mint(minter, UNIT);
    const { locked } = await world.position(minter);
    const all = () => world.requestUnstake(minter, STAKE - locked + 1n);
    await expectNoTrace(world, watched, all, "InsufficientUnlockedStake");
    await world.burn(minter, UNIT);
    expect(await world.balance(minter.vvv)).to.equal(0n);
  });

  it("cool-down dodged by re-staking: an old ticket pays its own amount and speeds up nothing", async () => {
    const dodger = await world.staker(2n * STAKE, STAKE);
    const old = await world.requestUnstake(dodger, UNIT);
    await chain.advance(COOLDOWN);
    await world.stake(dodger, STAKE);
    const all = 2n * STAKE - UNIT;
    const next = await world.requestUnstake(dodger, all);
    const watched = [dodger.vvv, dodger.position];
    // the old ticket under the new one's name, and the new one's amount by cancelling and asking again
    const early = () => world.withdrawUnstaked(dodger, next);
    await expectNoTrace(world, watched, early, "CooldownNotOver");
    await world.withdrawUnstaked(dodger, old);
    expect(await world.balance(dodger.vvv)).to.equal(UNIT);
    await chain.advance(COOLDOWN - 1n);
    await world.cancelUnstake(dodger, next);
    const again = await world.requestUnstake(dodger, all);
    await chain.advance(1n);
    const renewed = () => world.withdrawUnstaked(dodger, again);
    await expectNoTrace(world, watched, renewed, "CooldownNotOver");
    expect((await ticketOf(dodger, again)).readyTs).to.equal((await chain.now()) + COOLDOWN - 1n);
  });

  it("a new request resetting an old one's timer: each ticket keeps its second after any other call", async () => {
    const leaver = await world.staker(STAKE);
    const other = await world.staker(STAKE);
    const first = await world.requestUnstake(leaver, UNIT);
    const { readyTs } = await ticketOf(leaver, first);
    for (let round = 0; round < 5; round++) {
      await chain.advance(10n);
      await world.requestUnstake(leaver, 1n);
      await world.requestUnstake(other, 1n);
      expect((await ticketOf(leaver, first)).readyTs).to.equal(readyTs);
    }
    // nobody adds to another's tickets
    const { market } = world;
    const push = instructions.requestUnstake({
      ...{ market, owner: leaver.address, amount: 1n, ticketId: 6n, payer: other.address },
    });
    const forced = swap(copy(push), { owner: other.address });
    await expectFailure(world.send([forced], [other.keypair]), /WrongOwner/);
    await chain.advance(readyTs - (await chain.now()));
    await world.withdrawUnstaked(leaver, first);
    expect(await world.balance(leaver.vvv)).to.equal(UNIT);
  });

  it("a third party choosing your minimum: a price limit needs the signature of the party that it protects", async () => {
    const victim = await world.staker(STAKE);
    await world.mint(victim, UNIT);
    const stranger = await world.staker(STAKE);
    await world.mint(stranger, UNIT);
    const { market } = world;
    const guarded = { market, owner: victim.address };
    const burn = { ...guarded, diemAmount: UNIT, minVvvUnlocked: 0n };
    const mint = { ...guarded, diemAmount: UNIT, maxVvvLocked: STAKE };
    const watched = [victim.position, victim.diem, victim.vvv, stranger.diem];
    for (const call of [instructions.burnDiem(burn), instructions.mintDiem(mint)]) {
      const unsigned = copy(call);
      for (const meta of unsigned.keys) meta.isSigner = false;
      await expectNoTrace(world, watched, () => world.send([unsigned]), /AccountNotSigner/);
      const own = swap(copy(call), { owner: stranger.address, owner_diem: stranger.diem });
      const forOther = () => world.send([own], [stranger.keypair]);
      await expectNoTrace(world, watched, forOther, "WrongOwner");
    }
  });

  it("unlocking at today's rate: a burn frees its own lock, however far others moved the rate", async () => {
    const early = await world.staker(STAKE);
    await world.mint(early, UNIT);
    const { locked } = await world.position(early);
    const whale = await world.staker(200_000_000n * UNIT);
    await world.mint(whale, 30_000n * UNIT);
    const late = await world.staker(STAKE);
    await world.mint(late, UNIT);
    const { locked: dearer } = await world.position(late);
    expect(dearer > 2n * locked).to.equal(true);
    await world.pay(late, early.diem, UNIT);
    // the amount is a ceiling: no more is burnt than the bill
    await world.burn(early, 2n * UNIT);
    expect(await world.balance(early.diem)).to.equal(UNIT);
    expect(await world.position(early)).to.include({ staked: STAKE, locked: 0n });
    await world.requestUnstake(early, STAKE);
  });

  it("slash dodged by leaving first: bond on every ticket pays its part, and none is out before its time", async () => {
    const lost = async (flees: boolean) => {
      const own = await World.create(await startChain(), { epochSecs: COOLDOWN });
      const seller = await own.provider(STAKE);
      const ids: bigint[] = [];
      if (flees) {
        for (const part of [1n, UNIT, STAKE - UNIT - 1n]) {
          ids.push(await bonds.requestBondWithdrawal(own, seller, part));
        }
      }
      await own.chain.advance(COOLDOWN - 1n);
      for (const id of ids) {
        const early = () => bonds.withdrawBond(own, seller, id);
        await expectUntouched(own, early, "CooldownNotOver");
      }
      await bonds.slash(own, seller, STAKE);
      const { bond, bondCooling } = await bonds.providerAccount(own, seller);
      await own.chain.advance(COOLDOWN);
      for (const id of ids) await bonds.withdrawBond(own, seller, id);
      await expectSolvent(own);
      const back = await own.balance(seller.owner.vvv);
      expect(back).to.equal(bondCooling.amount);
      return STAKE - bond - bondCooling.amount;
    };
    expect(await lost(false)).to.equal(STAKE / 5n);
    expect(await lost(true)).to.equal(STAKE / 5n);
  });

  it("slash dodged by leaving first: retiring makes no bond leave sooner", async () => {
    const seller = await world.provider(STAKE);
    const id = await bonds.requestBondWithdrawal(world, seller, UNIT);
    await chain.advance(COOLDOWN / 2n);
    await bonds.retire(world, seller);
    const late = await bonds.requestBondWithdrawal(world, seller, STAKE - UNIT);
    await chain.advance(COOLDOWN / 2n);
    await bonds.withdrawBond(world, seller, id);
    const early = () => bonds.withdrawBond(world, seller, late);
    await expectUntouched(world, early, "CooldownNotOver");
    await expectUntouched(world, () => bonds.closeProvider(world, seller), "NoticeNotOver");
    await bonds.slash(world, seller, STAKE);
    await chain.advance(COOLDOWN / 2n);
    await bonds.withdrawBond(world, seller, late);
    const whole = STAKE - UNIT;
    expect(await world.balance(seller.owner.vvv)).to.equal(UNIT + whole - whole / 5n);
  });

  it("dust blocking a full exit: after any transfer to any account, everybody leaves with everything and closes", async () => {
    const fixture = await createFixture(chain, { epochSecs: COOLDOWN });
    const { world: busy, seller, operator, consumer } = fixture;
    const { market } = busy;
    const pest = await busy.consumer(UNIT);
    await busy.actor(UNIT, pest.keypair);
    const opened = await openChannel(busy, { provider: seller, consumer, deposit: UNIT });
    await stakeQuota(busy, opened, UNIT);
    const leaver = await busy.staker(STAKE);
    const id = await busy.requestUnstake(leaver, STAKE);
    const { bond } = await bonds.providerAccount(busy, seller);

    const litter = async () => {
      for (const vault of [market.stakeVault, market.bondVault, market.rewardVault, leaver.vvv]) {
        await donate(busy, pest, vault, 1n);
      }
      for (const account of [market.escrow, market.feePool, seller.revenue, consumer.diem]) {
        await busy.pay(pest, account, 1n);
      }
    };
    const gone = [leaver.position, seller.provider, opened.channel];
    const lamports = gone.map((toPubkey) =>
      SystemProgram.transfer({ fromPubkey: busy.payer, toPubkey, lamports: 1 }),
    );
    await busy.send(lamports);
    await bonds.retire(busy, seller);
    const bondId = await bonds.requestBondWithdrawal(busy, seller, bond);
    await litter();
    await closeChannelOf();
    await chain.advance(COOLDOWN);
    await litter();
    await busy.withdrawUnstaked(leaver, id);
    await litter();
    await busy.closePosition(leaver);
    await bonds.withdrawBond(busy, seller, bondId);
    await litter();
    await bonds.closeProvider(busy, seller);
    expect(await busy.balance(leaver.vvv)).to.equal(STAKE + 5n);
    expect(await busy.balance(seller.owner.vvv)).to.equal(bond);
    const left = await Promise.all(gone.map((at) => chain.connection.getAccountInfo(at)));
    expect(left).to.deep.equal([null, null, null]);

    async function closeChannelOf() {
      const request = { provider: seller.provider, channel: opened.channel };
      const close = instructions.requestClose({ ...request, closer: consumer.address });
      await busy.send([close], [consumer.keypair]);
      await outlastWindow(busy, opened);
      await chain.advance(1_000n);
      await litter();
      const purse = await busy.balance(consumer.diem);
      await closeChannel(busy, opened, { operator });
      expect(await busy.balance(consumer.diem)).to.equal(purse + 2n * UNIT);
    }
  });

  it("a missing price guard at the opening: a price raised in front counts from the next epoch, and is refused there", async () => {
    const { world: busy, seller, consumer } = await createFixture(chain, { offering: false });
    const { owner, provider } = seller;
    const { market } = busy;
    const before = await bonds.providerAccount(busy, seller);
    const { operator, endpoint } = before;
    const { priceListHash } = before.terms.next;
    const terms = { operator, endpoint, priceListHash, price: UNIT + 1n };
    await busy.send(
      [instructions.updateProvider({ market, owner: owner.address, provider, terms })],
      [owner.keypair],
    );
    const order = { provider: seller, consumer, deposit: UNIT, maxPrice: UNIT };
    await openChannel(busy, order);
    await nextEpoch(busy);
    const purse = await busy.balance(consumer.diem);
    await expectRefusal(openChannel(busy, order), "PriceAboveMaximum");
    expect(await busy.balance(consumer.diem)).to.equal(purse);
    await openChannel(busy, { ...order, maxPrice: UNIT + 1n });
  });
});
