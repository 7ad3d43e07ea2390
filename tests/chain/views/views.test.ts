import { expect } from "chai";
import { instructions, quotes, views } from "@diem/sdk";
import { answerTo } from "../../support/answers";
import { startChain, type TestChain } from "../../support/chain";
import { expectedMarket, marginalRateFloor } from "../../support/expected-views";
import { U64_MAX, UNIT } from "../../support/market";
import { expectRefusal } from "../../support/refusals";
import { type Actor, World } from "../../support/world";

/** No test crosses the end of such an epoch. */
const EPOCH_SECS = 3_600n;
const STAKE = 50_000n * UNIT;

describe("views", () => {
  let chain: TestChain;
  let world: World;
  let actor: Actor;
  let asking: views.ViewOptions & instructions.OfPosition;

  /** Both streams flow, and a position has locked stake. */
  before(async () => {
    chain = await startChain();
    world = await World.create(chain, { epochSecs: EPOCH_SECS, genesisAgo: 10n });
    actor = await world.staker(STAKE + UNIT, STAKE);
    await world.mint(actor, 200n * UNIT);
    const { provider, revenue } = await world.provider();
    await world.pay(actor, revenue, 50n * UNIT);
    await world.distribute(provider);
    await world.fundRewards(100n * UNIT, EPOCH_SECS);
    await chain.advance(2n);
    const { connection } = chain;
    const payer = world.payer;
    asking = { connection, payer, market: world.market, owner: actor.address };
  });

  const onPosition = () => ({ market: world.market, owner: actor.address });

  describe("quote_mint", () => {
    it("says what the mint then locks, to the unit, and where the curve stands after it", async () => {
      for (const diemAmount of [1n, 7n * UNIT + 3n, 123_456_789n]) {
        const before = await world.position(actor);
        const mint = { ...onPosition(), diemAmount, maxVvvLocked: STAKE };
        const { said, now } = await answerTo(
          world,
          "mintQuote",
          [instructions.quoteMint(mint), instructions.mintDiem(mint)],
          [actor.keypair],
        );
        const market = await world.marketAccount();
        const supply = await world.diemSupply();
        const { locked } = await world.position(actor);
        expect(said).to.deep.equal({
          vvvLocked: locked - before.locked,
          marginalRate: marginalRateFloor(market, supply, now),
          supply,
          targetSupply: quotes.targetSupply({ market, now }),
        });
      }
    });

    it("refuses what the mint refuses", async () => {
      const quote = (of: World, amount: bigint) =>
        views.quoteMint({ ...asking, market: of.market, amount });
      const cheap = await World.create(chain, { params: { baseRate: 90n } });
      await expectRefusal(quote(cheap, 0n), "ZeroAmount");
      await expectRefusal(quote(cheap, 1n), "MintTooSmall");
      const { mintable } = await views.market({ ...asking, market: cheap.market });
      const edge = await quote(cheap, mintable);
      expect(edge.supply).to.equal(mintable);
      await expectRefusal(quote(cheap, mintable + 1n), "OutsideMintCurve");
      await expectRefusal(quote(cheap, 2n ** 64n - 1n), "OutsideMintCurve");
    });
  });

  describe("quote_burn", () => {
    it("says what the burn then unlocks, to the unit, and what it leaves", async () => {
      for (const diemAmount of [UNIT, 3n * UNIT + 1n, 987_654_321n]) {
        const before = await world.position(actor);
        const burn = { ...onPosition(), diemAmount, minVvvUnlocked: 0n };
        const { said } = await answerTo(
          world,
          "burnQuote",
          [instructions.quoteBurn(burn), instructions.burnDiem(burn)],
          [actor.keypair],
        );
        const { locked } = await world.position(actor);
        const vvvUnlocked = before.locked - locked;
        const bill = await world.bill(actor);
        expect(said).to.deep.equal({ diemBurned: diemAmount, vvvUnlocked, locked, bill });
      }
    });

    it("refuses what the burn refuses", async () => {
      const quote = (owner: Actor, amount: bigint) =>
        views.quoteBurn({ ...asking, owner: owner.address, amount });
      const bill = await world.bill(actor);
      await expectRefusal(quote(actor, 0n), "ZeroAmount");
      for (const amount of [bill, bill + 1n, U64_MAX]) {
        const { diemBurned, locked, bill: left } = await quote(actor, amount);
        expect([diemBurned, locked, left]).to.deep.equal([bill, 0n, 0n]);
      }
      const debtless = await world.staker(UNIT);
      await expectRefusal(quote(debtless, 1n), "NothingToBurn");
      const cheap = await World.create(chain, { params: { baseRate: 1n } });
      const minter = await cheap.staker(UNIT);
      await cheap.mint(minter, 100n * UNIT);
      const dust = { ...asking, market: cheap.market, owner: minter.address, amount: 1n };
      await expectRefusal(views.quoteBurn(dust), "BurnTooSmall");
    });
  });

  describe("view_position", () => {
    it("says what a claim then pays, to the unit, and what the position holds", async () => {
      await world.requestUnstake(actor, UNIT);
      const [diem, vvv] = [await world.balance(actor.diem), await world.balance(actor.vvv)];
      const { said } = await answerTo(
        world,
        "positionView",
        [instructions.viewPosition(onPosition()), instructions.claimRewards(onPosition())],
        [actor.keypair],
      );
      const { staked, locked, cooling, openTickets } = await world.position(actor);
      const bill = await world.bill(actor);
      const { owner, ...figures } = said;
      expect(owner.equals(actor.address)).to.equal(true);
      expect(figures).to.deep.equal({
        ...{ staked, locked, unlocked: staked - locked, bill, cooling, openTickets },
        claimableFees: (await world.balance(actor.diem)) - diem,
        claimableRewards: (await world.balance(actor.vvv)) - vvv,
      });
      expect(figures.claimableFees > 0n && figures.claimableRewards > 0n).to.equal(true);
    });

    it("refuses a position of another market", async () => {
      const elsewhere = await World.create(chain);
      const { position } = actor;
      await expectRefusal(
        views.position({ ...asking, market: elsewhere.market, position }),
        "WrongMarket",
      );
    });
  });

  describe("view_market", () => {
    it("says what the accounts and the quotes say of the same second", async () => {
      const before = await world.marketAccount();
      const view = instructions.viewMarket({ market: world.market });
      const { said, now } = await answerTo(world, "marketView", [view]);
      expect(await world.marketAccount(), "nothing is written").to.deep.equal(before);
      expect(said).to.deep.equal(expectedMarket(before, await world.diemSupply(), now));
      expect(said.marginalRate > before.params.baseRate).to.equal(true);
      expect(said.feesPerSecond > 0n && said.rewardsPerSecond > 0n).to.equal(true);
    });

    it("releases nothing per second while nobody is staked", async () => {
      const empty = await World.create(chain);
      await empty.fundRewards(100n * UNIT, 100n);
      const view = await views.market({ ...asking, market: empty.market });
      expect(view.totals.rewardStreamRemaining).to.equal(100n * UNIT);
      expect([view.feesPerSecond, view.rewardsPerSecond]).to.deep.equal([0n, 0n]);
    });
  });

  describe("simulated", () => {
    it("answer anyone, paused or not, and cost nobody anything", async () => {
      const pause = { market: world.market, pauser: world.creator.publicKey };
      const entries = ["stake", "mint"] as const;
      await world.send([instructions.pause({ ...pause, entries })], [world.creator]);
      const balance = await chain.connection.getBalance(asking.payer);
      const { paused } = await views.market(asking);
      expect(paused).to.deep.equal(entries);
      const { bill } = await views.position(asking);
      const { vvvLocked } = await views.quoteMint({ ...asking, amount: UNIT });
      const { vvvUnlocked } = await views.quoteBurn({ ...asking, amount: bill });
      expect(vvvLocked > 0n && vvvUnlocked > 0n).to.equal(true);
      expect(await chain.connection.getBalance(asking.payer)).to.equal(balance);
    });
  });
});
