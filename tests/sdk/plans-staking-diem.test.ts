import { expect } from "chai";
import { errors, instructions, plans, quotes } from "@diem/sdk";
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
  const mint = (diemAmount: bigint, bounds: Partial<plans.MintPlanInput> = {}) =>
    plans.mint(context, { diemAmount, ...bounds });
  const burn = (input?: plans.BurnPlanInput) => plans.burn(context, input);

  it("mint as quoted, with the rates around it", async () => {
    const market = await world.marketAccount();
    const now = await world.chain.now();
    const quote = await sent(mint(5n * UNIT));
    const { locked, staked } = await world.position(minter);
    const after = await world.marketAccount();
    expect(quote).to.deep.equal({
      vvvLocked: locked,
      maxVvvLocked: quotes.withSlippage({ amount: locked, bps: 50 }).max,
      averageRate: quotes.mintCost({ market, amount: 5n * UNIT, now }).averageRate,
      rateBefore: quotes.marginalRate({ market, now }),
      rateAfter: quotes.marginalRate({ market: after, now }),
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
    const bound = async (bounds: Partial<plans.MintPlanInput>) =>
      (await mint(UNIT, bounds)).quote.maxVvvLocked;
    expect(await bound({ slippageBps: 0 })).to.equal(vvvLocked);
    expect(await bound({ slippageBps: 10_000 })).to.equal(2n * vvvLocked);
    expect(await bound({ maxVvvLocked: vvvLocked })).to.equal(vvvLocked);
    const below = () => mint(UNIT, { maxVvvLocked: vvvLocked - 1n });
    expect(await refusal(below)).to.equal("CostAboveMaximum");
    const wide = await thrownBy(() => mint(UNIT, { slippageBps: 10_001 }));
    expect(wide).to.be.instanceOf(errors.AmountError);
  });

  it("have the program refuse a mint whose rate rose past the bound", async () => {
    const plan = await mint(5n * UNIT, { slippageBps: 0 });
    await world.mint(await world.staker(1_000_000n * UNIT), 5_000n * UNIT);
    await expectRefusal(world.send(plan.instructions, [minter.keypair]), "CostAboveMaximum");
  });

  it("mint nothing, no more than the stake allows, nothing off the curve, nothing while paused", async () => {
    const stranger = contextOf(world, await world.actor(0n));
    const none = await thrownBy(() => plans.mint(stranger, { diemAmount: 1n }));
    expect(none).to.be.instanceOf(errors.AccountNotFoundError);
    expect(await refusal(() => mint(0n))).to.equal("ZeroAmount");
    expect(await refusal(() => mint(1_000_000n * UNIT))).to.equal("OutsideMintCurve");
    const [market, now] = [await world.marketAccount(), await world.chain.now()];
    const most = quotes.maxMintable({ market, vvv: 1_000n * UNIT, now });
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
      outstanding: 3n * UNIT,
      unlocked: 1_000n * UNIT - locked + vvvUnlocked,
    });
    const rest = await sent(burn());
    expect(rest).to.deep.include({ diemAmount: 3n * UNIT, outstanding: 0n });
    expect(rest.vvvUnlocked).to.equal(locked - vvvUnlocked);
    expect(await world.position(minter)).to.include({ locked: 0n, outstanding: 0n });
  });

  it("burn nothing, no more than is owed or held, and for no less than was asked", async () => {
    expect(await refusal(() => burn())).to.equal("ZeroAmount");
    await sent(mint(5n * UNIT));
    const { locked } = await world.position(minter);
    expect(await refusal(() => burn({ diemAmount: 5n * UNIT + 1n }))).to.equal(
      "BurnAboveOutstanding",
    );
    const minVvvUnlocked = locked + 1n;
    expect(await refusal(() => burn({ minVvvUnlocked }))).to.equal("UnlockBelowMinimum");
    expect((await burn({ minVvvUnlocked: locked })).quote.minVvvUnlocked).to.equal(locked);
    await world.pay(minter, (await world.actor(0n)).diem, 1n);
    expect(await refusal(() => burn())).to.equal("InsufficientBalance");
    await burn({ diemAmount: 5n * UNIT - 1n });
  });
});
