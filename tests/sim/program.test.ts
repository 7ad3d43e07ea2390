import { expect } from "chai";
import { constants } from "@diem/sdk";
import { rules, world as people } from "@diem/sim";
import { CREDIT, Economy, type Line, units } from "../economy/economy";
import * as epochs from "../support/epochs";
import { VVV_DECIMALS } from "../support/market";
import type { Seller } from "../support/providers";
import { rollAsQuoted } from "../support/trade";
import type { Actor } from "../support/world";
import { expectParity } from "./parity";

const ROUNDS = 16;
const DIEM = Number(constants.DIEM_UNIT);
const VVV = 10 ** VVV_DECIMALS;
const PRICE = constants.DIEM_UNIT / 100n;

/** A staker on chain, and as the rules in floating point have it. */
interface Staker {
  readonly actor: Actor;
  readonly position: rules.Position;
}

/** A market that does the same on chain and in floating point. */
class Twins {
  private constructor(
    readonly economy: Economy,
    readonly params: rules.Params,
    readonly market: rules.Market,
    readonly stakers: readonly Staker[],
    private readonly random: people.Random,
  ) {}

  static async start(economy: Economy, seed: number): Promise<Twins> {
    const actors: Actor[] = [];
    for (let nth = 0; nth < 3; nth++) {
      actors.push(await economy.world.staker(units(50_000), units(40_000)));
    }
    await economy.idle(1);
    await epochs.openRecord(economy.world);
    const { market, params } = rules.fromAccounts(await accountsOf(economy));
    const stakers = actors.map((actor) => {
      const position = rules.newPosition(market);
      return { actor, position: { ...position, staked: 40_000 } };
    });
    return new Twins(economy, params, market, stakers, people.randomOf(seed));
  }

  /** A third of the time each: stakes, mints or burns. */
  async act({ actor, position }: Staker): Promise<void> {
    const { economy, params, market, random } = this;
    const amount = random.between(1, 40);
    const what = Math.floor(random.uniform() * 3);
    const unlocked = position.staked - position.locked;
    if (what === 0) {
      await economy.world.stake(actor, exact(amount, VVV));
      rules.stake(params, market, position, rounded(amount, VVV));
    } else if (what === 1 && rules.mintCost(params, market, amount) < unlocked - 1) {
      await economy.world.mint(actor, exact(amount, DIEM));
      rules.mint(params, market, position, rounded(amount, DIEM));
    } else if (rules.billOf(market, position) > 1) {
      const burned = rounded(amount, DIEM);
      await economy.world.burn(actor, exact(amount, DIEM));
      rules.burn(params, market, position, burned);
    }
  }

  /** Sells for money and by quota, reports it, and divides the revenue. */
  async serve(seller: Seller, line: Line): Promise<void> {
    const { economy, params, market, random } = this;
    const diem = exact(random.between(0.05, 4), DIEM);
    const quota = exact(random.between(0.01, 3), Number(CREDIT));
    await economy.use(line, diem, quota);
    await economy.takeRevenue(seller, [line]);
    const bought = Number((diem * CREDIT) / PRICE) / Number(CREDIT);
    rules.distribute(params, market, Number(diem) / DIEM);
    const served = { diem: Number(diem) / DIEM, bought, quota: Number(quota) / Number(CREDIT) };
    rules.reportUse(params, market, served, 1_000);
  }
}

const exact = (amount: number, unit: number) => BigInt(Math.round(amount * unit));
const rounded = (amount: number, unit: number) => Math.round(amount * unit) / unit;

async function accountsOf({ world }: Economy): Promise<rules.Accounts> {
  const market = await world.marketAccount();
  const records = await Promise.all(
    [market.nextToClose, market.nextToClose + 1]
      .filter((_, nth) => market.hasRecord[nth])
      .map((epoch) => epochs.recordAccount(world, epoch)),
  );
  return { market, supply: await world.diemSupply(), records, now: await world.chain.now() };
}

describe("sim: the rules in floating point follow the program", () => {
  for (const seed of [1, 2]) {
    it(`over a random history, as the SDK does to the unit (seed ${seed})`, async () => {
      const economy = await Economy.start({
        referencePrice: PRICE,
        params: {
          targetFloor: units(300),
          useEmaBps: 2_000,
          referencePriceFloor: PRICE / 10n,
          referencePriceCap: PRICE * 10n,
        },
      });
      const { world } = economy;
      const sellers = [
        await economy.seller({ price: PRICE }),
        await economy.seller({ price: PRICE }),
      ];
      await economy.idle(1); // a provider's quota begins with the next epoch
      const consumer = await world.consumer(units(200));
      const lines: Line[] = [];
      for (const seller of sellers)
        lines.push(await economy.line(consumer, seller, units(80), units(10)));
      await world.fundRewards(units(500), 20n * 1_000n);
      const twins = await Twins.start(economy, seed);
      let figures = 0;
      for (let round = 1; round <= ROUNDS; round++) {
        for (const staker of twins.stakers) await twins.act(staker);
        for (const [nth, seller] of sellers.entries()) {
          const line = lines[nth];
          if (line !== undefined) await twins.serve(seller, line);
          await epochs.reportUsage(world, seller, await epochs.epoch(world));
        }
        await epochs.nextEpoch(world);
        await rollAsQuoted(world);
        await epochs.openRecord(world);
        rules.nextEpoch(twins.params, twins.market);
        const { market } = rules.fromAccounts(await accountsOf(economy));
        figures += expectParity(twins.market, market, `round ${round}`);
      }
      expect(figures).to.be.at.least(ROUNDS * 30);
      expect(twins.market.quotaRewardsOwed).to.be.greaterThan(0);
    });
  }
});
