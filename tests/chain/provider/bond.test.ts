import { expect } from "chai";
import type { Keypair } from "@solana/web3.js";
import { accounts, instructions, pda } from "@diem/sdk";
import { startChain, TestChain } from "../../support/chain";
import { COOLDOWN_SECS, UNIT } from "../../support/market";
import * as bonds from "../../support/providers";
import type { Seller } from "../../support/providers";
import { expectUntouched } from "../../support/untouched";
import { World } from "../../support/world";

/** Longer than any test runs. */
const AGES = 3_600n;

describe("bond", () => {
  let chain: TestChain;
  /** Nothing cools down while a test runs. */
  let world: World;
  let elsewhere: World;

  before(async () => {
    chain = await startChain();
    world = await World.create(chain, { epochSecs: AGES, params: { bondCooldownSecs: AGES } });
    elsewhere = await World.create(chain, { epochSecs: AGES });
  });

  const providerOf = (seller: Seller) => bonds.providerAccount(world, seller);
  const ticketOf = ({ provider }: Seller, id: bigint, { connection } = chain) =>
    accounts.bondTicket.fetchNullable(connection, pda.bondTicket({ provider, id }));
  const by = ({ owner, provider }: Seller) => ({
    market: world.market,
    owner: owner.address,
    provider,
  });

  describe("add_bond", () => {
    it("moves the VVV and adds to the provider's and the market's bonds", async () => {
      const seller = await world.provider(5n * UNIT);
      const before = await world.marketAccount();
      await bonds.addBond(world, seller, 3n * UNIT + 1n);
      expect((await providerOf(seller)).bond).to.equal(8n * UNIT + 1n);
      const { totalBonded } = await world.marketAccount();
      expect(totalBonded - before.totalBonded).to.equal(3n * UNIT + 1n);
      expect(await world.balance(world.market.bondVault)).to.equal(totalBonded);
      expect(await world.balance(seller.owner.vvv)).to.equal(0n);
    });

    it("refuses nothing, more than owned, strangers, and another vault, token or market", async () => {
      const seller = await world.provider();
      await world.actor(UNIT, seller.owner.keypair);
      const stranger = await world.actor(UNIT);
      const { market } = world;
      const add = (override: object, signer: Keypair = seller.owner.keypair) => {
        const base = { ...by(seller), ownerVvv: seller.owner.vvv, amount: 1n };
        return () => world.send([instructions.addBond({ ...base, ...override })], [signer]);
      };
      await expectUntouched(world, add({ amount: 0n }), "ZeroAmount");
      await expectUntouched(world, add({ amount: UNIT + 1n }), "InsufficientBalance");
      const { address: owner } = stranger;
      await expectUntouched(world, add({ owner }, stranger.keypair), "WrongOwner");
      await expectUntouched(world, add({ ownerVvv: stranger.vvv }), "WrongTokenOwner");
      await expectUntouched(world, add({ ownerVvv: seller.owner.diem }), "WrongMint");
      const swapped = { ...market, bondVault: market.stakeVault };
      await expectUntouched(world, add({ market: swapped }), "WrongVault");
      await expectUntouched(world, add({ market: elsewhere.market }), "WrongMarket");
      await add({ amount: UNIT })();
      expect((await providerOf(seller)).bond).to.equal(2n * UNIT);
    });
  });

  describe("request_bond_withdrawal", () => {
    it("opens a ticket per request, each with its own number and time", async () => {
      const seller = await world.provider(10n * UNIT);
      const start = await world.marketAccount();
      for (const amount of [UNIT, 2n * UNIT, 3n * UNIT]) {
        await bonds.requestBondWithdrawal(world, seller, amount);
        await chain.advance(1n);
      }
      let lastReady = 0n;
      for (const [id, requested] of [UNIT, 2n * UNIT, 3n * UNIT].entries()) {
        const ticket = await ticketOf(seller, BigInt(id));
        const figures = { requested, shares: requested, era: 0n, id: BigInt(id) };
        expect(ticket).to.deep.include(figures);
        expect(ticket?.readyTs).to.equal((ticket?.requestedTs ?? 0n) + AGES);
        expect((ticket?.readyTs ?? 0n) > lastReady).to.equal(true);
        lastReady = ticket?.readyTs ?? 0n;
      }
      const { bond, bondCooling, nextTicketId } = await providerOf(seller);
      expect(bond).to.equal(4n * UNIT);
      const shares = { total: 6n * UNIT, era: 0n };
      expect(bondCooling).to.deep.include({ amount: 6n * UNIT, shares, tickets: 3 });
      expect(nextTicketId).to.equal(3n);
      const end = await world.marketAccount();
      expect(start.totalBonded - end.totalBonded).to.equal(6n * UNIT);
      expect(end.totalBondCooling - start.totalBondCooling).to.equal(6n * UNIT);
      const held = await world.balance(world.market.bondVault);
      expect(held).to.equal(end.totalBonded + end.totalBondCooling);
    });

    it("takes the whole bond where no capacity needs it, and not one unit more", async () => {
      const seller = await world.provider(2n * UNIT);
      const request = (amount: bigint) => () => bonds.requestBondWithdrawal(world, seller, amount);
      await expectUntouched(world, request(2n * UNIT + 1n), "BondTooSmall");
      await expectUntouched(world, request(0n), "ZeroAmount");
      await request(2n * UNIT)();
      await expectUntouched(world, request(1n), "BondTooSmall");
    });

    it("leaves what the capacity needs, to the unit", async () => {
      const seller = await world.provider({ bond: 3n * UNIT, capacity: 2_000_000n });
      const request = (amount: bigint) => () => bonds.requestBondWithdrawal(world, seller, amount);
      await expectUntouched(world, request(UNIT + 1n), "BondTooSmall");
      await request(UNIT)();
      await expectUntouched(world, request(1n), "BondTooSmall");
    });

    it("refuses strangers, another market, and a ticket out of turn", async () => {
      const [seller, other] = [await world.provider(), await world.provider()];
      const request = (override: object, signer: Keypair = seller.owner.keypair) => {
        const base = { ...by(seller), amount: 1n, ticketId: 0n };
        const order = instructions.requestBondWithdrawal({ ...base, ...override });
        return () => world.send([order], [signer]);
      };
      const { address: owner, keypair } = other.owner;
      await expectUntouched(world, request({ owner }, keypair), "WrongOwner");
      await expectUntouched(world, request({ market: elsewhere.market }), "WrongMarket");
      await expectUntouched(world, request({ ticketId: 1n }), /ConstraintSeeds|2006/);
      const ticket = pda.bondTicket({ provider: other.provider, id: 0n });
      await expectUntouched(world, request({ ticket }), /ConstraintSeeds|2006/);
      await request({})();
      await expectUntouched(world, request({}), /already in use|ConstraintSeeds|2006/);
    });
  });

  describe("withdraw_bond", () => {
    /** The shortest cool-down. */
    let brisk: World;

    before(async () => {
      brisk = await World.create(chain);
    });

    it("refuses before the cool-down is over", async () => {
      const seller = await world.provider(2n * UNIT);
      const id = await bonds.requestBondWithdrawal(world, seller, UNIT);
      const early = () => bonds.withdrawBond(world, seller, id);
      await expectUntouched(world, early, "CooldownNotOver");
      await chain.advance(1n);
      await expectUntouched(world, early, "CooldownNotOver");
    });

    it("pays each ticket once, in any order, and adding bond meanwhile delays none", async () => {
      const seller = await brisk.provider(10n * UNIT);
      const [first, second] = [
        await bonds.requestBondWithdrawal(brisk, seller, UNIT),
        await bonds.requestBondWithdrawal(brisk, seller, 2n * UNIT),
      ];
      await chain.advance(COOLDOWN_SECS);
      await bonds.requestBondWithdrawal(brisk, seller, 3n * UNIT);
      await bonds.addBond(brisk, seller, UNIT);
      await bonds.withdrawBond(brisk, seller, second);
      await bonds.withdrawBond(brisk, seller, first);
      expect(await brisk.balance(seller.owner.vvv)).to.equal(3n * UNIT);
      const again = () => bonds.withdrawBond(brisk, seller, first);
      await expectUntouched(brisk, again, /AccountOwnedByWrongProgram|AccountNotInitialized/);
      const { bond, bondCooling } = await bonds.providerAccount(brisk, seller);
      expect(bond).to.equal(5n * UNIT);
      const shares = { total: 3n * UNIT, era: 0n };
      expect(bondCooling).to.deep.include({ amount: 3n * UNIT, shares, tickets: 1 });
      const { totalBonded, totalBondCooling, bondVault } = await brisk.marketAccount();
      expect(await brisk.balance(bondVault)).to.equal(totalBonded + totalBondCooling);
    });

    it("gives the ticket's rent back to its payer", async () => {
      const seller = await brisk.provider(2n * UNIT);
      const payer = await chain.wallet();
      const order = { ...by(seller), market: brisk.market, ticketId: 0n };
      const request = instructions.requestBondWithdrawal({
        ...order,
        amount: UNIT,
        payer: payer.publicKey,
      });
      await brisk.send([request], [payer, seller.owner.keypair]);
      const ticket = pda.bondTicket({ provider: seller.provider, id: 0n });
      const rent = await chain.connection.getBalance(ticket);
      await chain.advance(COOLDOWN_SECS);
      const withdraw = (rentPayer = payer.publicKey) => {
        const withdrawal = instructions.withdrawBond({ ...order, rentPayer });
        return brisk.send([withdrawal], [seller.owner.keypair]);
      };
      const toOwner = () => withdraw(seller.owner.address);
      await expectUntouched(brisk, toOwner, "WrongRentPayer");
      const before = await chain.connection.getBalance(payer.publicKey);
      await withdraw();
      const after = await chain.connection.getBalance(payer.publicKey);
      expect(after - before).to.equal(rent);
      expect(await ticketOf(seller, 0n)).to.equal(null);
    });

    it("refuses another provider's ticket, strangers, and another vault, token or market", async () => {
      const [seller, other] = [await brisk.provider(), await brisk.provider()];
      for (const each of [seller, other]) await bonds.requestBondWithdrawal(brisk, each, UNIT);
      await chain.advance(COOLDOWN_SECS);
      const { market } = brisk;
      const withdraw = (override: object, signer: Keypair = seller.owner.keypair) => {
        const ownerVvv = seller.owner.vvv;
        const base = { ...by(seller), market, ownerVvv, ticketId: 0n };
        const order = instructions.withdrawBond({ ...base, ...override });
        return () => brisk.send([order], [signer]);
      };
      const refuse = (attempt: () => Promise<string>, why: Parameters<typeof expectUntouched>[2]) =>
        expectUntouched(brisk, attempt, why);
      const ticket = pda.bondTicket({ provider: other.provider, id: 0n });
      const rentPayer = other.owner.address;
      await refuse(withdraw({ ticket, rentPayer }), "TicketOfAnotherProvider");
      const { address: owner, keypair, vvv: ownerVvv } = other.owner;
      await refuse(withdraw({ owner, ownerVvv, rentPayer }, keypair), "WrongOwner");
      await refuse(withdraw({ ownerVvv }), "WrongTokenOwner");
      await refuse(withdraw({ ownerVvv: seller.owner.diem }), "WrongMint");
      const vaults = { bondVault: market.stakeVault };
      await refuse(withdraw({ market: { ...market, ...vaults } }), "WrongVault");
      await refuse(withdraw({ market: elsewhere.market }), "WrongMarket");
      await withdraw({})();
      expect(await brisk.balance(seller.owner.vvv)).to.equal(UNIT);
    });
  });
});
