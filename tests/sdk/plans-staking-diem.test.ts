import { createBurnInstruction, createCloseAccountInstruction } from "@solana/spl-token";
import { expect } from "chai";
import { instructions, plans, quotes } from "@diem/sdk";
import { startChain } from "../support/chain";
import { UNIT } from "../support/market";
import { expectRefusal } from "../support/refusals";
import { type Actor, World } from "../support/world";
import { carriedOut, contextOf, refusal } from "./plans-market-support";
import { thrownBy } from "./support";

describe("sdk: plans of a minter", () => {
  let world: World;
  let minter: Actor;
  let context: plans.PlanContext;

  beforeEach(async () => {
    world = await World.create(await startChain());
    minter = await world.staker(1_000n * UNIT);
    context = contextOf(world, minter);
  });

  const sent = <Quote>(planned: Promise<plans.Plan<Quote>>) => carriedOut(world, minter, planned);
  const mint = (diemAmount: bigint, bounds: Partial<plans.MintDiemPlanInput> = {}) =>
    plans.mintDiem(context, { diemAmount, ...bounds });
  const burn = (input?: plans.BurnDiemPlanInput) => plans.burnDiem(context, input);

  it("mint as quoted, with the rates around it", async () => {
    const market = await world.marketAccount();
    const now = await world.chain.now();
    const before = await world.diemSupply();
    const quote = await sent(mint(5n * UNIT));
    const { locked, staked } = await world.position(minter);
    const after = await world.diemSupply();
    expect(quote).to.deep.equal({
      vvvLocked: locked,
      maxVvvLocked: quotes.withSlippage({ amount: locked, bps: 50 }).max,
      averageRate: quotes.mintQuote({ market, supply: before, amount: 5n * UNIT, now }).averageRate,
      rateBefore: quotes.marginalRate({ market, supply: before, now }),
      rateAfter: quotes.marginalRate({ market, supply: after, now }),
      unlocked: staked - locked,
    });
    expect(quote.rateAfter > quote.rateBefore).to.equal(true);
    expect(await world.balance(minter.diem)).to.equal(5n * UNIT);
  });

  it("mint into an account that they create", async () => {
    const { embedded } = world.chain;
    const account = embedded?.getAccount(minter.diem) ?? null;
    if (account !== null) embedded?.setAccount(minter.diem, { ...account, lamports: 0 });
    await sent(mint(UNIT));
    expect(await world.balance(minter.diem)).to.equal(UNIT);
  });

  it("bound what a mint locks by the slippage, or by what is given", async () => {
    const { vvvLocked } = (await mint(UNIT)).quote;
    const bound = async (bounds: Partial<plans.MintDiemPlanInput>) =>
      (await mint(UNIT, bounds)).quote.maxVvvLocked;
    expect(await bound({ slippageBps: 0 })).to.equal(vvvLocked);
    expect(await bound({ slippageBps: 10_000 })).to.equal(2n * vvvLocked);
    expect(await bound({ maxVvvLocked: vvvLocked })).to.equal(vvvLocked);
    const below = () => mint(UNIT, { maxVvvLocked: vvvLocked - 1n });
    expect(await refusal(below)).to.equal("CostAboveMaximum");
    const wide = await thrownBy(() => mint(UNIT, { slippageBps: 10_001 }));
    expect(wide).to.have.property("name", "InvalidAmount");
  });

  it("have the program refuse a mint whose rate rose past the bound", async () => {
    const plan = await mint(5n * UNIT, { slippageBps: 0 });
    await world.mint(await world.staker(1_000_000n * UNIT), 5_000n * UNIT);
    await expectRefusal(world.send(plan.instructions, [minter.keypair]), "CostAboveMaximum");
  });

  it("mint nothing, no more than the stake allows, nothing off the curve, nothing while paused", async () => {
    const stranger = contextOf(world, await world.actor(0n));
    const none = await thrownBy(() => plans.mintDiem(stranger, { diemAmount: 1n }));
    expect(none).to.have.property("name", "AccountNotFound");
    expect(await refusal(() => mint(0n))).to.equal("ZeroAmount");
    expect(await refusal(() => mint(1_000_000n * UNIT))).to.equal("OutsideMintCurve");
    const [market, now] = [await world.marketAccount(), await world.chain.now()];
    const supply = await world.diemSupply();
    const most = quotes.maxMintable({ market, supply, vvv: 1_000n * UNIT, now });
    expect(await refusal(() => mint(most + 1n))).to.equal("InsufficientUnlockedStake");
    await mint(most);
    const { creator } = world;
    const stop = { market: world.market, pauser: creator.publicKey, entries: ["mint"] as const };
    await world.send([instructions.pause(stop)], [creator]);
    expect(await refusal(() => mint(UNIT))).to.equal("EntryPaused");
  });

  it("burn as quoted, a part and then all", async () => {
    await sent(mint(5n * UNIT));
    const { locked } = await world.position(minter);
    const part = await sent(burn({ diemAmount: 2n * UNIT }));
    const vvvUnlocked = (locked * 2n) / 5n;
    expect(part).to.deep.equal({
      diemAmount: 2n * UNIT,
      vvvUnlocked,
      minVvvUnlocked: quotes.withSlippage({ amount: vvvUnlocked, bps: 50 }).min,
      bill: 3n * UNIT,
      unlocked: 1_000n * UNIT - locked + vvvUnlocked,
    });
    const rest = await sent(burn());
    expect(rest).to.deep.include({ diemAmount: 3n * UNIT, bill: 0n });
    expect(rest.vvvUnlocked).to.equal(locked - vvvUnlocked);
    expect(await world.position(minter)).to.include({ locked: 0n, debtUnits: 0n });
  });

  it("burn no more than the bill, which others' burns lower, in between too", async () => {
    await sent(mint(5n * UNIT));
    const giver = await world.consumer(5n * UNIT);
    const { locked } = await world.position(minter);
    const planned = await burn({ diemAmount: 50n * UNIT });
    expect(planned.quote).to.deep.include({
      diemAmount: 5n * UNIT,
      vvvUnlocked: locked,
      bill: 0n,
    });
    const gift = createBurnInstruction(giver.diem, world.market.diemMint, giver.address, 4n * UNIT);
    await world.send([gift], [giver.keypair]);
    // what was planned before is carried out all the same, for less
    await world.send(planned.instructions, [minter.keypair]);
    expect(await world.balance(minter.diem)).to.equal(2n * UNIT);
    expect(await world.position(minter)).to.include({ locked: 0n, debtUnits: 0n });
  });

  it("free what is locked for nothing where others burnt all there was, without a DIEM account", async () => {
    await sent(mint(UNIT));
    const { locked } = await world.position(minter);
    const { diem, address } = minter;
    const gift = createBurnInstruction(diem, world.market.diemMint, address, UNIT);
    const close = createCloseAccountInstruction(diem, address, address);
    await world.send([gift, close], [minter.keypair]);
    const quote = await sent(burn());
    expect(quote).to.deep.include({ diemAmount: 0n, vvvUnlocked: locked, bill: 0n });
    expect(quote.unlocked).to.equal(1_000n * UNIT);
    expect(await refusal(() => burn())).to.equal("NothingToBurn");
  });

  it("burn nothing, no more than is held, and for no less than was asked", async () => {
    expect(await refusal(() => burn())).to.equal("NothingToBurn");
    expect(await refusal(() => burn({ diemAmount: 0n }))).to.equal("NothingToBurn");
    await sent(mint(5n * UNIT));
    expect(await refusal(() => burn({ diemAmount: 0n }))).to.equal("ZeroAmount");
    const { locked } = await world.position(minter);
    const minVvvUnlocked = locked + 1n;
    expect(await refusal(() => burn({ minVvvUnlocked }))).to.equal("UnlockBelowMinimum");
    expect((await burn({ minVvvUnlocked: locked })).quote.minVvvUnlocked).to.equal(locked);
    await world.pay(minter, (await world.actor(0n)).diem, 1n);
    expect(await refusal(() => burn())).to.equal("InsufficientBalance");
    await burn({ diemAmount: 5n * UNIT - 1n });
  });
});
