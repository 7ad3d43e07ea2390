import type { Keypair, TransactionInstruction } from "@solana/web3.js";
import { expect } from "chai";
import { accounts, events, PROGRAM_ID, quotes } from "@diem/sdk";
import {
  type Treasury,
  TREASURY_PROGRAM_ID,
} from "../../../examples/programs/compute-treasury/client";
import { expectSolvent, expectTotalsToAddUp } from "../../support/solvency";
import type { TestChain } from "../../support/chain";
import { COOLDOWN_SECS, EVEN_STAKE, U64_MAX, UNIT } from "../../support/market";
import { expectFailure, expectRefusal } from "../../support/refusals";
import { openTreasury, replaced, startChainWithTreasury } from "../../support/treasury";
import { World } from "../../support/world";

const VVV = 1_000n * UNIT;
const MINTED = 2n * UNIT;

describe("a treasury that works through CPI", () => {
  let chain: TestChain;
  let world: World;
  let manager: Keypair;
  let treasury: Treasury;

  before(async () => {
    chain = await startChainWithTreasury();
  });

  beforeEach(async () => {
    world = await World.create(chain);
    manager = await chain.wallet();
    treasury = await openTreasury(world, manager, { vvv: VVV });
  });

  afterEach(async () => {
    await expectSolvent(world);
    await expectTotalsToAddUp(world);
  });

  /** Sent by the chain's wallet, which is nobody to the treasury. */
  const anyone = (instruction: TransactionInstruction) => world.send([instruction]);
  const managed = (instruction: TransactionInstruction) => world.send([instruction], [manager]);

  const position = ({ position: address } = treasury) =>
    accounts.position.fetch(chain.connection, address);
  const mintCost = async (amount: bigint) => {
    const market = await world.marketAccount();
    const supply = await world.diemSupply();
    return quotes.mintQuote({ market, supply, amount, now: await chain.now() }).vvvLocked;
  };
  const mint = (diemAmount: bigint, maxVvvLocked = U64_MAX) =>
    managed(treasury.mint({ diemAmount, maxVvvLocked }));

  it("opens a position that the PDA owns, and whose rent somebody else paid", async () => {
    const opened = await position();
    expect(opened.owner.equals(treasury.address)).to.equal(true);
    expect(opened.rentPayer.equals(world.payer)).to.equal(true);
    const account = await chain.connection.getAccountInfo(treasury.address);
    expect(account?.owner.equals(TREASURY_PROGRAM_ID)).to.equal(true);
    const fields = [world.market.market, manager.publicKey].map((key) => key.toBuffer());
    expect(account?.data.subarray(8, 72)).to.deep.equal(Buffer.concat(fields));
  });

  it("stakes at anyone's call, and leaves the event of a stake by the PDA", async () => {
    const signature = await anyone(treasury.stake(VVV));
    expect(await position()).to.include({ staked: VVV, locked: 0n });
    expect(await world.balance(treasury.vvv)).to.equal(0n);
    const [event, ...others] = await events.fetch(chain.connection, signature);
    if (event?.name !== "Staked") throw new Error(event?.name ?? "no event");
    expect(others).to.deep.equal([]);
    expect(event.data.amount).to.equal(VVV);
    expect(event.data.position.owner.equals(treasury.address)).to.equal(true);
  });

  it("mints at exactly the manager's bound, and not a unit below the cost", async () => {
    await anyone(treasury.stake(VVV));
    const cost = await mintCost(MINTED);
    await expectRefusal(mint(MINTED, cost - 1n), "CostAboveMaximum");
    await mint(MINTED, cost);
    expect(await position()).to.include({ locked: cost, debtUnits: MINTED });
    expect(await world.balance(treasury.diem)).to.equal(MINTED);
  });

  it("decides on the quote that it asks for: at its limit it mints, a unit below it refuses", async () => {
    const limit = await mintCost(UNIT); // of one whole DIEM
    const attempt = async (maxRate: bigint) => {
      const keeper = await chain.wallet();
      const strict = await openTreasury(world, keeper, { vvv: VVV, maxRate });
      await anyone(strict.stake(VVV));
      await world.send([strict.mint({ diemAmount: UNIT, maxVvvLocked: U64_MAX })], [keeper]);
      return position(strict);
    };
    await expectFailure(attempt(limit - 1n), /AboveLimit/);
    expect(await attempt(limit)).to.include({ locked: limit, debtUnits: UNIT });
  });

  it("burns what it minted, unstakes, waits and pays: all that came in goes out", async () => {
    await anyone(treasury.stake(VVV));
    await mint(MINTED);
    const { locked } = await position();
    const short = treasury.burn({ diemAmount: MINTED, minVvvUnlocked: locked + 1n });
    await expectRefusal(managed(short), "UnlockBelowMinimum");
    await managed(treasury.burn({ diemAmount: MINTED, minVvvUnlocked: locked }));
    expect(await position()).to.include({ staked: VVV, locked: 0n, debtUnits: 0n });

    const { nextTicketId: ticketId } = await position();
    await managed(treasury.requestUnstake({ amount: VVV, ticketId }));
    await chain.advance(COOLDOWN_SECS + 1n);
    await anyone(treasury.withdrawUnstaked(ticketId));
    const payee = await world.actor(0n);
    await managed(treasury.pay({ from: treasury.vvv, to: payee.vvv, amount: VVV }));
    expect(await world.balance(payee.vvv)).to.equal(VVV);
    expect(await world.balance(treasury.vvv)).to.equal(0n);
  });

  it("burns no more than its bill, which falls when others burn", async () => {
    await anyone(treasury.stake(VVV));
    await mint(MINTED);
    const other = await world.consumer(MINTED);
    await world.splBurn(other, UNIT); // three of four DIEM are left, for debts of equal size
    const { locked } = await position();
    await managed(treasury.burn({ diemAmount: U64_MAX, minVvvUnlocked: locked }));
    expect(await position()).to.include({ locked: 0n, debtUnits: 0n });
    expect(await world.balance(treasury.diem)).to.equal(MINTED / 4n);
  });

  it("takes rewards into its own accounts at anyone's call, and nowhere else", async () => {
    await anyone(treasury.stake(EVEN_STAKE));
    await world.fundRewards(1_000n, COOLDOWN_SECS);
    await chain.advance(COOLDOWN_SECS + 1n);
    const thief = await world.actor(0n);
    const elsewhere = replaced(treasury.claim(), treasury.vvv, thief.vvv);
    await expectRefusal(world.send([elsewhere]), "WrongTokenOwner");
    await anyone(treasury.claim());
    expect(await world.balance(treasury.vvv)).to.equal(VVV - EVEN_STAKE + 1_000n);
  });

  it("takes orders of its manager alone", async () => {
    await anyone(treasury.stake(VVV));
    const thief = await world.actor(0n);
    const { nextTicketId: ticketId } = await position();
    const orders = [
      treasury.mint({ diemAmount: UNIT, maxVvvLocked: U64_MAX }),
      treasury.burn({ diemAmount: UNIT, minVvvUnlocked: 0n }),
      treasury.requestUnstake({ amount: 1n, ticketId }),
      treasury.pay({ from: treasury.diem, to: thief.diem, amount: 1n }),
    ];
    for (const order of orders) {
      const forged = replaced(order, manager.publicKey, thief.address);
      await expectFailure(world.send([forged], [thief.keypair]), /NotTheManager/);
    }
  });

  it("signs for no other program in DIEM's place, and for no other position", async () => {
    const other = await world.staker(UNIT);
    const { position: own } = treasury;
    const stake = () => treasury.stake(UNIT);
    const elsewhere = replaced(stake(), own, other.position);
    await expectRefusal(world.send([elsewhere]), "WrongOwner");
    const impostor = replaced(stake(), PROGRAM_ID, TREASURY_PROGRAM_ID);
    await expectFailure(world.send([impostor]), /InvalidProgramId/);
    await anyone(stake());
  });
});
