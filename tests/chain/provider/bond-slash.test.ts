import { expect } from "chai";
import type { Keypair } from "@solana/web3.js";
import { accounts, events, instructions, pda } from "@diem/sdk";
import { startChain, TestChain } from "../../support/chain";
import { nextEpoch } from "../../support/epochs";
import { U64_MAX, UNIT } from "../../support/market";
import * as bonds from "../../support/providers";
import type { Seller } from "../../support/providers";
import { expectUntouched } from "../../support/untouched";
import { type Actor, World } from "../../support/world";

/** Longer than any test runs. */
const AGES = 3_600n;
/** Long enough for what a test does within an epoch, on a validator too; and the shortest cool-down. */
const EPOCH_SECS = 12n;

/** At a cap of a tenth of the bond per epoch. */
const PARAMS = { maxSlashBps: 1_000 };

describe("slash", () => {
  let chain: TestChain;
  /** One epoch outlasts every test. */
  let world: World;
  /** Bond cools down in it. */
  let short: World;
  let treasury: Actor;
  let arbiter: Keypair;

  before(async () => {
    chain = await startChain();
    arbiter = await chain.wallet();
    world = await World.create(chain, {
      ...{ epochSecs: AGES, params: PARAMS },
      roles: { arbiter: arbiter.publicKey },
    });
    short = await World.create(chain, { epochSecs: EPOCH_SECS, params: PARAMS });
    treasury = await world.actor(0n, world.treasury);
  });

  const providerOf = (seller: Seller) => bonds.providerAccount(world, seller);
  const release = (seller: Seller, amount: bigint, where = short) =>
    bonds.requestBondWithdrawal(where, seller, amount);
  /** Waits for the end of the cool-down of what was released just now, and withdraws it. */
  const withdraw = async (seller: Seller, ids: readonly bigint[], where = short) => {
    await chain.advance(EPOCH_SECS);
    for (const id of ids) await bonds.withdrawBond(where, seller, id);
  };
  const slashShort = (seller: Seller, most: bigint) => () => bonds.slash(short, seller, most);
  /** What a slash takes of the bond and of what is on its way out. */
  const takenShort = async (seller: Seller, most: bigint) => {
    const whole = async () => {
      const { bond, bondCooling } = await bonds.providerAccount(short, seller);
      return bond + bondCooling.amount;
    };
    const before = await whole();
    await slashShort(seller, most)();
    return before - (await whole());
  };
  const slash = ({ provider }: Seller, maxAmount: bigint, override = {}, signer = arbiter) => {
    const order = instructions.slashProvider({
      market: world.market,
      arbiter: signer.publicKey,
      provider,
      maxAmount,
      reason: 7,
      treasury: treasury.address,
      ...override,
    });
    return () => world.send([order], [signer]);
  };
  /** What a slash takes, as the treasury and the event say. */
  const taken = async (seller: Seller, most: bigint) => {
    const before = await world.balance(treasury.vvv);
    const signature = await slash(seller, most)();
    const amount = (await world.balance(treasury.vvv)) - before;
    const [event] = await events.fetch(chain.connection, signature, { commitment: "confirmed" });
    expect(event?.data).to.deep.include({ amount, reason: 7 });
    return amount;
  };

  it("moves bond to the treasury", async () => {
    const seller = await world.provider(100n * UNIT);
    const [before, held] = [await world.marketAccount(), await world.balance(treasury.vvv)];
    await slash(seller, 3n * UNIT)();
    expect(await world.balance(treasury.vvv)).to.equal(held + 3n * UNIT);
    expect((await providerOf(seller)).bond).to.equal(97n * UNIT);
    const { totalBonded, bondVault } = await world.marketAccount();
    expect(totalBonded).to.equal(before.totalBonded - 3n * UNIT);
    expect(await world.balance(bondVault)).to.equal(totalBonded);
  });

  it("is the arbiter's alone, and pays the treasury's own VVV account alone", async () => {
    const seller = await world.provider(100n * UNIT);
    const stranger = await world.actor(0n);
    for (const signer of [world.creator, world.treasury, seller.owner.keypair]) {
      await expectUntouched(world, slash(seller, 1n, {}, signer), "NotArbiter");
    }
    const elsewhere = await World.create(chain, { roles: { arbiter: arbiter.publicKey } });
    const foreign = await bonds.registerProvider(elsewhere, { bond: 100n * UNIT });
    const { market } = world;
    const tries = [
      [{ treasuryVvv: stranger.vvv }, "WrongTokenOwner"],
      [{ treasuryVvv: treasury.diem }, "WrongMint"],
      [{ market: { ...market, bondVault: market.stakeVault } }, "WrongVault"],
      [{ provider: foreign.provider }, "WrongMarket"],
    ] as const;
    for (const [override, error] of tries) {
      await expectUntouched(world, slash(seller, 1n, override), error);
    }
    await expectUntouched(world, slash(seller, 0n), "ZeroAmount");
    await slash(seller, 1n)();
  });

  it("takes a tenth per epoch at most, over several slashes, and refuses where nothing is left to take", async () => {
    const seller = await world.provider(100n * UNIT + 8n);
    expect(await taken(seller, 4n * UNIT)).to.equal(4n * UNIT);
    expect(await taken(seller, 6n * UNIT - 1n)).to.equal(6n * UNIT - 1n);
    expect(await taken(seller, 2n)).to.equal(1n); // the eighth unit makes no whole tenth
    await expectUntouched(world, slash(seller, 1n), "SlashCapReached");
    const { slashed, bond } = await providerOf(seller);
    expect([slashed, bond]).to.deep.equal([10n * UNIT, 90n * UNIT + 8n]);
    const all = await world.provider(100n * UNIT);
    expect(await taken(all, U64_MAX)).to.equal(10n * UNIT);
    await expectUntouched(world, slash(all, U64_MAX), "SlashCapReached");
  });

  it("may take a tenth of what is left in the next epoch", async () => {
    const seller = await short.provider(100n * UNIT);
    for (const left of [90n * UNIT, 81n * UNIT]) {
      await nextEpoch(short);
      await bonds.slash(short, seller, 10n * UNIT);
      const { bond, slashed } = await bonds.providerAccount(short, seller);
      expect([bond, slashed]).to.deep.equal([left, left / 9n]);
      await expectUntouched(short, () => bonds.slash(short, seller, 1n), "SlashCapReached");
    }
  });

  it("takes nothing where there is no bond, and no single base unit", async () => {
    const seller = await short.provider(11n);
    await release(seller, 2n);
    await withdraw(seller, [0n]); // nine are left: of these, a tenth is none
    await expectUntouched(short, slashShort(seller, U64_MAX), "SlashCapReached");
    await bonds.addBond(short, seller, 1n);
    expect(await takenShort(seller, U64_MAX)).to.equal(1n);
    await release(seller, 9n);
    await withdraw(seller, [1n]);
    await expectUntouched(short, slashShort(seller, U64_MAX), "SlashCapReached");
  });

  it("reaches bond that is added after a slash in the same epoch", async () => {
    const seller = await world.provider(100n * UNIT + 8n);
    expect(await taken(seller, U64_MAX)).to.equal(10n * UNIT);
    await bonds.addBond(world, seller, 1n);
    await expectUntouched(world, slash(seller, U64_MAX), "SlashCapReached");
    await bonds.addBond(world, seller, 1n); // with which the ten make a whole tenth
    expect(await taken(seller, U64_MAX)).to.equal(1n);
    await bonds.addBond(world, seller, 900n * UNIT);
    expect(await taken(seller, U64_MAX)).to.equal(90n * UNIT);
  });

  it("counts what it took already against what is there after a withdrawal", async () => {
    const seller = await short.provider(100n * UNIT);
    await nextEpoch(short);
    await release(seller, 60n * UNIT); // ready as the next epoch begins
    await nextEpoch(short);
    expect(await takenShort(seller, 5n * UNIT)).to.equal(5n * UNIT); // 3 of the ticket
    await chain.advance(2n);
    await bonds.withdrawBond(short, seller, 0n);
    await expectUntouched(short, slashShort(seller, 1n), "SlashCapReached"); // a tenth of 38 and 5
    await bonds.addBond(short, seller, 7n * UNIT + 9n);
    await expectUntouched(short, slashShort(seller, 1n), "SlashCapReached"); // of 50 and 9 units
    await bonds.addBond(short, seller, 1n);
    expect(await takenShort(seller, U64_MAX)).to.equal(1n);
  });

  it("does not fail because a provider withdraws a ready ticket of dust just before it", async () => {
    for (const dust of [0n, 1n, 11n]) {
      const seller = await short.provider(100n * UNIT);
      if (dust > 0n) {
        await release(seller, dust);
        await withdraw(seller, [0n]);
      }
      const cap = 10n * UNIT - (dust + 9n) / 10n;
      expect(await takenShort(seller, 10n * UNIT)).to.equal(cap);
    }
  });

  it("never takes more than half of what is there, though most was withdrawn since the first slash", async () => {
    const params = { maxSlashBps: 5_000 };
    const harsh = await World.create(chain, { epochSecs: EPOCH_SECS, params });
    const seller = await harsh.provider(100n * UNIT);
    await nextEpoch(harsh);
    for (const part of [80n, 10n]) await release(seller, part * UNIT, harsh);
    await nextEpoch(harsh);
    await bonds.slash(harsh, seller, 1n);
    await chain.advance(3n);
    await bonds.withdrawBond(harsh, seller, 0n);
    await bonds.slash(harsh, seller, U64_MAX); // half of 20 and the unit that was slashed
    const { bond, bondCooling, slashed } = await bonds.providerAccount(harsh, seller);
    expect([bond, bondCooling.amount, slashed]).to.deep.equal([
      5n * UNIT - 1n,
      5n * UNIT + 1n,
      10n * UNIT,
    ]);
    await expectUntouched(harsh, () => bonds.slash(harsh, seller, 1n), "SlashCapReached");
    // the cooling bond still has a worth for a new ticket to be measured by
    await release(seller, 5n * UNIT - 1n, harsh);
    await withdraw(seller, [1n, 2n], harsh);
    expect(await harsh.balance(seller.owner.vvv)).to.equal(90n * UNIT);
  });

  it("reaches cooling bond, each ticket in its part", async () => {
    const seller = await short.provider(100n * UNIT);
    const owner = seller.owner.vvv;
    for (const part of [10n, 20n, 30n]) await release(seller, part * UNIT);
    await slashShort(seller, 10n * UNIT)();
    const { bond, bondCooling } = await bonds.providerAccount(short, seller);
    expect(bond).to.equal(36n * UNIT);
    const shares = { total: 60n * UNIT, era: 0n };
    expect(bondCooling).to.deep.include({ amount: 54n * UNIT, shares, tickets: 3 });
    await chain.advance(EPOCH_SECS);
    for (const id of [1n, 0n, 2n]) {
      const before = await short.balance(owner);
      await bonds.withdrawBond(short, seller, id);
      expect((await short.balance(owner)) - before).to.equal((id + 1n) * 9n * UNIT);
    }
    const after = await bonds.providerAccount(short, seller);
    const none = { amount: 0n, shares: { total: 0n, era: 0n }, tickets: 0 };
    expect(after.bondCooling).to.deep.include(none);
  });

  it("begins an era of shares when half of the cooling bond is gone, and each ticket keeps its part", async () => {
    const params = { maxSlashBps: 5_000 };
    const harsh = await World.create(chain, { epochSecs: EPOCH_SECS, params });
    const seller = await harsh.provider(100n * UNIT);
    await release(seller, 40n * UNIT, harsh);
    await bonds.slash(harsh, seller, 50n * UNIT); // half of the ticket too
    await release(seller, 20n * UNIT, harsh);
    const { bondCooling } = await bonds.providerAccount(harsh, seller);
    const shares = { total: 40n * UNIT, era: 1n };
    expect(bondCooling).to.deep.include({ amount: 40n * UNIT, shares, tickets: 2 });
    const ticket = async (id: bigint) => {
      const address = pda.bondTicket({ provider: seller.provider, id });
      return accounts.bondTicket.fetch(chain.connection, address);
    };
    expect(await ticket(0n)).to.include({ shares: 40n * UNIT, era: 0n });
    expect(await ticket(1n)).to.include({ shares: 20n * UNIT, era: 1n });
    await chain.advance(EPOCH_SECS);
    for (const id of [0n, 1n]) {
      const before = await harsh.balance(seller.owner.vvv);
      await bonds.withdrawBond(harsh, seller, id);
      expect((await harsh.balance(seller.owner.vvv)) - before).to.equal(20n * UNIT);
    }
  });

  it("costs as much after a withdrawal: requesting first dodges nothing", async () => {
    const [stayed, left] = [await short.provider(50n * UNIT), await short.provider(50n * UNIT)];
    await release(left, 50n * UNIT);
    await nextEpoch(short);
    for (const seller of [stayed, left]) await slashShort(seller, 5n * UNIT)();
    await expectUntouched(short, slashShort(left, 1n), "SlashCapReached");
    await release(stayed, 45n * UNIT);
    await chain.advance(EPOCH_SECS);
    for (const seller of [stayed, left]) {
      await bonds.withdrawBond(short, seller, 0n);
      expect(await short.balance(seller.owner.vvv)).to.equal(45n * UNIT);
    }
  });

  it("loses nothing to rounding: what the tickets do not get, the last of them takes", async () => {
    const seller = await short.provider(100n);
    for (let ticket = 0; ticket < 3; ticket++) await release(seller, 11n);
    await slashShort(seller, 10n)(); // floor(10 * 33 / 100) = 3 of the tickets, 7 of the bond
    expect((await bonds.providerAccount(short, seller)).bond).to.equal(60n);
    await withdraw(seller, [0n, 1n, 2n]);
    expect(await short.balance(seller.owner.vvv)).to.equal(30n);
  });
});
