import { expect } from "chai";
import { Keypair, PublicKey, SystemProgram } from "@solana/web3.js";
import { accounts, instructions, pda } from "@diem/sdk";
import { startChain, TestChain } from "../../support/chain";
import { expectFailure, expectRefusal } from "../../support/refusals";
import { COOLDOWN_SECS, EVEN_STAKE, UNIT } from "../../support/market";
import { Actor, World } from "../../support/world";

describe("staking", () => {
  let chain: TestChain;
  let world: World;

  before(async () => {
    chain = await startChain();
    world = await World.create(chain);
  });

  const ticketOf = (actor: Actor, id: bigint) =>
    accounts.ticket.fetchNullable(chain.connection, pda.ticket({ position: actor.position, id }));

  describe("open_position", () => {
    it("opens an empty position whose rent somebody else may pay", async () => {
      const owner = await world.actor(0n);
      const payer = await chain.wallet();
      const { market } = world;
      const open = instructions.openPosition({
        market,
        owner: owner.address,
        payer: payer.publicKey,
      });
      await world.send([open], [payer, owner.keypair]);
      const position = await world.position(owner);
      expect(position.owner.equals(owner.address)).to.equal(true);
      expect(position.rentPayer.equals(payer.publicKey)).to.equal(true);
      expect(position.staked).to.equal(0n);
    });

    it("refuses to be replayed", async () => {
      const owner = await world.staker(UNIT);
      const again = world.send([world.openPosition(owner)], [owner.keypair]);
      await expectFailure(again, /already in use/);
      expect((await world.position(owner)).staked).to.equal(UNIT);
    });

    it("needs the owner's signature", async () => {
      const owner = Keypair.generate().publicKey;
      const open = instructions.openPosition({ market: world.market, owner, payer: world.payer });
      for (const meta of open.keys) if (meta.pubkey.equals(owner)) meta.isSigner = false;
      await expectFailure(world.send([open]), /AccountNotSigner|3010/);
    });
  });

  describe("stake", () => {
    it("moves the VVV and adds to the position and the market", async () => {
      const actor = await world.staker(10n * UNIT, 0n);
      const before = await world.marketAccount();
      await world.stake(actor, 3n * UNIT);
      await world.stake(actor, 1n);
      const position = await world.position(actor);
      expect(position.staked).to.equal(3n * UNIT + 1n);
      expect(position.locked).to.equal(0n);
      const after = await world.marketAccount();
      expect(after.totalStaked - before.totalStaked).to.equal(3n * UNIT + 1n);
      expect(after.sequence - before.sequence).to.equal(2n);
      expect(await world.balance(actor.vvv)).to.equal(7n * UNIT - 1n);
    });

    it("refuses nothing and more than owned", async () => {
      const actor = await world.staker(UNIT, 0n);
      await expectRefusal(world.stake(actor, 0n), "ZeroAmount");
      await expectRefusal(world.stake(actor, UNIT + 1n), "InsufficientBalance");
      await world.stake(actor, UNIT);
    });

    it("refuses other people's accounts, another market's, another token and another vault", async () => {
      const actor = await world.staker(UNIT, 0n);
      const other = await world.staker(UNIT, 0n);
      const elsewhere = await World.create(chain);
      const stake = (override: object) => {
        const base = { market: world.market, owner: actor.address, amount: 1n };
        return world.send([instructions.stake({ ...base, ...override })], [actor.keypair]);
      };
      await expectRefusal(stake({ position: other.position }), "WrongOwner");
      await expectRefusal(stake({ ownerVvv: other.vvv }), "WrongTokenOwner");
      await expectRefusal(stake({ ownerVvv: actor.diem }), "WrongMint");
      const { vvv: ownerVvv } = await elsewhere.actor(UNIT, actor.keypair);
      const foreign = { market: elsewhere.market, position: actor.position, ownerVvv };
      await expectRefusal(stake(foreign), "WrongMarket");
      const { rewardVault } = world.market;
      await expectRefusal(
        stake({ market: { ...world.market, stakeVault: rewardVault } }),
        "WrongVault",
      );
      await expectFailure(stake({ position: world.market.market }), /Discriminator/);
    });
  });

  describe("request_unstake, withdraw_unstaked", () => {
    it("cools each request on a ticket of its own and pays each at its time", async () => {
      const actor = await world.staker(10n * UNIT);
      const first = await world.requestUnstake(actor, 4n * UNIT);
      const firstTicket = await ticketOf(actor, first);
      await chain.advance(1n);
      const second = await world.requestUnstake(actor, 5n * UNIT);
      expect(second).to.equal(first + 1n);
      expect((await ticketOf(actor, first))?.readyTs).to.equal(firstTicket?.readyTs);
      const position = await world.position(actor);
      expect(position).to.include({ staked: UNIT, cooling: 9n * UNIT, openTickets: 2 });

      await chain.advance(COOLDOWN_SECS + 1n);
      await world.withdrawUnstaked(actor, second);
      expect(await world.balance(actor.vvv)).to.equal(5n * UNIT);
      await world.withdrawUnstaked(actor, first);
      expect(await world.balance(actor.vvv)).to.equal(9n * UNIT);
      expect(await ticketOf(actor, first)).to.equal(null);
      expect(await world.position(actor)).to.include({ cooling: 0n, openTickets: 0 });
    });

    it("refuses nothing, more than is unlocked, and a second payment", async () => {
      const actor = await world.staker(1_000n * UNIT);
      await world.mint(actor, UNIT);
      const { locked, staked } = await world.position(actor);
      await expectRefusal(world.requestUnstake(actor, 0n), "ZeroAmount");
      const tooMuch = world.requestUnstake(actor, staked - locked + 1n);
      await expectRefusal(tooMuch, "InsufficientUnlockedStake");
      const ticket = await world.requestUnstake(actor, staked - locked);
      await chain.advance(COOLDOWN_SECS + 1n);
      await world.withdrawUnstaked(actor, ticket);
      await expectFailure(world.withdrawUnstaked(actor, ticket), /AccountOwnedByWrongProgram/);
    });

    it("refuses a ticket id out of turn", async () => {
      const actor = await world.staker(UNIT);
      const { market } = world;
      const skipped = instructions.requestUnstake({
        market,
        owner: actor.address,
        amount: 1n,
        ticketId: 7n,
      });
      await expectFailure(world.send([skipped], [actor.keypair]), /ConstraintSeeds|2006/);
    });

    it("returns the rent to its payer", async () => {
      const actor = await world.staker(UNIT);
      const payer = await chain.wallet();
      const { market } = world;
      const ticket = pda.ticket({ position: actor.position, id: 0n });
      const request = { market, owner: actor.address, amount: UNIT, ticketId: 0n };
      await world.send(
        [instructions.requestUnstake({ ...request, payer: payer.publicKey })],
        [payer, actor.keypair],
      );
      const rent = await chain.connection.getBalance(ticket);
      expect(rent).to.be.greaterThan(0);
      await chain.advance(COOLDOWN_SECS + 1n);

      const withdraw = (rentPayer: PublicKey) =>
        world.send(
          [
            instructions.withdrawUnstaked({
              market,
              owner: actor.address,
              ticketId: 0n,
              rentPayer,
            }),
          ],
          [actor.keypair],
        );
      await expectRefusal(withdraw(actor.address), "WrongRentPayer");
      const before = await chain.connection.getBalance(payer.publicKey);
      await withdraw(payer.publicKey);
      expect(await chain.connection.getBalance(payer.publicKey)).to.equal(before + rent);
    });

    it("is not stopped by lamports that lie at the ticket's address before", async () => {
      const actor = await world.staker(UNIT);
      const toPubkey = pda.ticket({ position: actor.position, id: 0n });
      const dust = { fromPubkey: world.payer, toPubkey, lamports: 1_000_000 };
      await world.send([SystemProgram.transfer(dust)]);
      const ticket = await world.requestUnstake(actor, UNIT);
      await chain.advance(COOLDOWN_SECS + 1n);
      await world.withdrawUnstaked(actor, ticket);
      expect(await world.balance(actor.vvv)).to.equal(UNIT);
      expect(await chain.connection.getBalance(toPubkey)).to.equal(0);
    });

    it("refuses another position's ticket", async () => {
      const actor = await world.staker(2n * UNIT);
      const other = await world.staker(2n * UNIT);
      await world.requestUnstake(actor, UNIT);
      await world.requestUnstake(other, UNIT);
      await chain.advance(COOLDOWN_SECS + 1n);
      const ticket = pda.ticket({ position: other.position, id: 0n });
      const base = { market: world.market, owner: actor.address, ticketId: 0n, ticket };
      const rentPayer = other.address;
      const withdraw = instructions.withdrawUnstaked({ ...base, rentPayer });
      await expectRefusal(world.send([withdraw], [actor.keypair]), "TicketOfAnotherPosition");
      const cancel = instructions.cancelUnstake({ ...base, rentPayer });
      await expectRefusal(world.send([cancel], [actor.keypair]), "TicketOfAnotherPosition");
    });
  });

  describe("cancel_unstake", () => {
    it("puts the VVV back to work, before and after the cool-down", async () => {
      const actor = await world.staker(10n * UNIT);
      const early = await world.requestUnstake(actor, UNIT);
      await world.cancelUnstake(actor, early);
      expect(await world.position(actor)).to.include({ staked: 10n * UNIT, openTickets: 0 });
      const late = await world.requestUnstake(actor, UNIT);
      await chain.advance(COOLDOWN_SECS + 1n);
      await world.cancelUnstake(actor, late);
      expect(await world.position(actor)).to.include({ staked: 10n * UNIT, cooling: 0n });
    });

    it("does not shorten the next cool-down", async () => {
      const actor = await world.staker(UNIT);
      const first = await world.requestUnstake(actor, UNIT);
      await chain.advance(COOLDOWN_SECS + 1n);
      await world.cancelUnstake(actor, first);
      const second = await world.requestUnstake(actor, UNIT);
      await expectRefusal(world.withdrawUnstaked(actor, second), "CooldownNotOver");
    });
  });

  describe("close_position", () => {
    it("closes an empty position, returns its rent, and lets it open again", async () => {
      const actor = await world.staker(UNIT);
      await expectRefusal(world.closePosition(actor), "PositionNotEmpty");
      const ticket = await world.requestUnstake(actor, UNIT);
      await expectRefusal(world.closePosition(actor), "PositionNotEmpty");
      await chain.advance(COOLDOWN_SECS + 1n);
      await world.withdrawUnstaked(actor, ticket);
      const before = await chain.connection.getBalance(actor.address);
      const rent = await chain.connection.getBalance(actor.position);
      await world.closePosition(actor);
      expect(await chain.connection.getBalance(actor.address)).to.equal(before + rent);
      expect(await chain.connection.getAccountInfo(actor.position)).to.equal(null);
      await world.send([world.openPosition(actor)], [actor.keypair]);
      await world.stake(actor, UNIT);
      expect((await world.position(actor)).staked).to.equal(UNIT);
    });

    it("refuses to keep rewards back", async () => {
      const closing = await World.create(chain);
      const actor = await closing.staker(EVEN_STAKE);
      await closing.fundRewards(100n, COOLDOWN_SECS);
      await chain.advance(COOLDOWN_SECS + 1n);
      const ticket = await closing.requestUnstake(actor, EVEN_STAKE);
      await chain.advance(COOLDOWN_SECS + 1n);
      await closing.withdrawUnstaked(actor, ticket);
      await expectRefusal(closing.closePosition(actor), "PositionNotEmpty");
      await closing.claim(actor);
      await closing.closePosition(actor);
      expect(await closing.balance(actor.vvv)).to.equal(EVEN_STAKE + 100n);
    });

    it("cannot be revived within the transaction that closes it", async () => {
      const actor = await world.staker(0n, 0n);
      const { market } = world;
      const owner = actor.address;
      const close = instructions.closePosition({ market, owner });
      const stake = instructions.stake({ market, owner, amount: 1n });
      await expectFailure(
        world.send([close, stake], [actor.keypair]),
        /3001|3002|3007|3012|Account/,
      );
      expect((await world.position(actor)).staked).to.equal(0n);
    });
  });
});
