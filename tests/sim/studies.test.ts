import { expect } from "chai";
import { attacks, paths, previews, rules, stampOf, studies, world } from "@diem/sim";
import { refusal } from "./refusal";

const { complete } = studies;
const from = studies.randomMarket(5);

describe("sim: studies", () => {
  it("spread a market's figures over many paths, day by day", () => {
    const input = { from, paths: 20, days: 65, every: 30, seed: 3 };
    const fan = complete(studies.fan(input));
    expect(fan.map(({ day }) => day)).to.deep.equal([30, 60, 65]);
    for (const { figures } of fan) {
      for (const name of studies.FIGURES) {
        const lines = figures[name];
        expect(lines, name).to.have.length(studies.FAN.length);
        expect(
          [...lines].sort((a, b) => a - b),
          name,
        ).to.deep.equal([...lines]);
      }
    }
    expect(complete(studies.fan(input))).to.deep.equal(fan);
  });

  it("tell after each path how far they are", () => {
    const study = studies.fan({ from, paths: 3, days: 2, every: 1, seed: 1 });
    expect([study.next().value, study.next().value, study.next().value]).to.deep.equal([1, 2, 3]);
    expect(study.next().done).to.equal(true);
  });

  it("estimate a mean with its confidence interval, and parts between two values", () => {
    const { mean, low, high } = studies.estimate([1, 2, 3, 4]);
    const error = Math.sqrt(5 / 3 / 4);
    expect(mean).to.equal(2.5);
    expect(low).to.be.closeTo(2.5 - 1.96 * error, 1e-12);
    expect(high).to.be.closeTo(2.5 + 1.96 * error, 1e-12);
    expect(studies.quantile([4, 1, 3, 2], 0.5)).to.equal(2.5);
    expect(studies.quantile([7], 0.95)).to.equal(7);
  });

  it("have a stamp that changes with anything that changes the figures", () => {
    const run = { paths: 5, days: 10 };
    const { configuration } = stampOf(from, 1, run);
    expect(configuration).to.match(/^[0-9a-f]{64}$/);
    expect(stampOf(from, 1, run).configuration).to.equal(configuration);
    expect(stampOf(from, 1, { ...run, days: 11 }).configuration).not.to.equal(configuration);
    expect(stampOf({ ...from, diemPrice: 1 }, 1, run).configuration).not.to.equal(configuration);
  });

  it("tell who gains and loses by a change of parameters, and what is dangerous in it", () => {
    const proposed: rules.Params = { ...from.params, quotaCap: 0.2, targetStep: 0.01 };
    const found = complete(previews.preview({ from, proposed, days: 180, paths: 10, seed: 1 }));
    expect(found.changes.quotaOffered.high).to.be.lessThan(0);
    expect(found.income.stakers.low).to.be.greaterThan(0);
    expect(found.flags.map(({ name }) => name)).to.include.members(["maxTargetStep", "quotaCap"]);
    const same = complete(
      previews.preview({ from, proposed: from.params, days: 30, paths: 2, seed: 1 }),
    );
    for (const name of studies.FIGURES) expect(same.changes[name].mean, name).to.equal(0);
    expect(previews.dangerous(studies.defaultParams(20_000))).to.deep.equal([]);
  });
});

describe("sim: what a preview says of attacks", () => {
  const flagged = (market: world.World) => {
    const input = { from: market, proposed: market.params, days: 10, paths: 1, seed: 1 };
    const { flags } = complete(previews.preview(input));
    return flags.filter(({ name }) => attacks.ATTACKS.some((attack) => attack.name === name));
  };
  const pays = (market: world.World, name: string, sizes: readonly number[]) => {
    const [attack] = attacks.ATTACKS.filter((one) => one.name === name);
    if (attack === undefined) throw new Error(`there is no attack ${name}`);
    return sizes.some((size) => attacks.attempt(attack, { from: market, seed: 1, size }).gain > 0);
  };

  it("warns of those that would pay in the market, and of no other", () => {
    const seen = new Set<string>();
    for (let nth = 1; nth <= 20; nth++) {
      const market = studies.randomMarket(nth);
      const names = flagged(market).map(({ name }) => name);
      expect(names.includes("target-sniper"), `market ${nth}`).to.equal(
        pays(market, "target-sniper", [0.2, 0.02]),
      );
      expect(names.includes("quota-farmer"), `market ${nth}`).to.equal(
        pays(market, "quota-farmer", [1, 0.1]),
      );
      for (const name of names) seen.add(name);
    }
    expect([...seen].sort()).to.deep.equal(["quota-farmer", "target-sniper"]);
  });

  it("says what it would bring, what it costs and what decides", () => {
    const reasons = Array.from({ length: 5 }, (_, nth) => flagged(studies.randomMarket(nth + 1)));
    for (const { reason } of reasons.flat()) {
      expect(reason).to.match(
        /^it would pay in this market: \$\d+ in \d+ days for \$\d+\. Break-even: /,
      );
    }
    expect(reasons.flat()).not.to.deep.equal([]);
  });

  it("has no word about a market without people, in which no attack has a number", () => {
    const empty = { ...studies.randomMarket(1), providers: [] };
    expect(flagged(empty).map(({ name }) => name)).not.to.include("quota-farmer");
  });
});

describe("sim: attacks", () => {
  const markets = Array.from({ length: 20 }, (_, nth) => studies.randomMarket(nth + 1));
  /** Attacks that pay in some markets: docs/risk-report.md says how much, and what bounds them. */
  const NOT_CURED = ["quota-farmer", "target-sniper"];

  for (const attack of attacks.ATTACKS.filter(({ name }) => !NOT_CURED.includes(name))) {
    it(`never pay: ${attack.name}`, () => {
      for (const [nth, market] of markets.entries()) {
        const { gain, cost } = attacks.attempt(attack, { from: market, seed: nth });
        expect(cost, `market ${nth}`).to.be.greaterThan(0);
        expect(gain, `market ${nth}`).to.be.lessThan(0);
      }
    });
  }

  it("farm quota for less than cap * reference price a credit, bounded by their own sales", () => {
    const farmer = attacks.ATTACKS.find(({ name }) => name === "quota-farmer");
    if (farmer === undefined) throw new Error("there is no farmer");
    for (const [nth, market] of markets.entries()) {
      const outcome = attacks.attempt(farmer, { from: market, seed: nth });
      const [seller] = market.providers;
      if (seller === undefined) throw new Error("there is no seller");
      const { params, creditPrice } = market;
      // sales and prices move over the days: twice today's are more than enough
      const most =
        4 * seller.sold * params.quotaMatch * params.quotaCap * creditPrice * outcome.days;
      expect(outcome.gain, `market ${nth}`).to.be.lessThan(most);
    }
  });
});

describe("sim: the size of attacks", () => {
  const attack = (name: string) => {
    const found = attacks.ATTACKS.find((each) => each.name === name);
    if (found === undefined) throw new Error(`there is no ${name}`);
    return found;
  };

  it("is the usual one unless given, and costs as much as it is large", () => {
    for (const each of attacks.ATTACKS) {
      const usual = attacks.attempt(each, { from, seed: 1 });
      expect(attacks.attempt(each, { from, seed: 1, size: each.size.usual })).to.deep.equal(usual);
    }
    const [small, large] = [0.1, 0.4].map((size) =>
      attacks.attempt(attack("self-dealer-0"), { from, seed: 1, size }),
    );
    expect(large?.cost).to.be.greaterThan(3 * (small?.cost ?? Infinity));
  });

  it("is refused where it is none", () => {
    const refused = (size: number) =>
      refusal(() => attacks.attempt(attack("quota-farmer"), { from, seed: 1, size }));
    expect(refused(Number.NaN)).to.equal(
      "QuestionWrong: the size of quota-farmer is NaN; give a number from 0 to 1",
    );
    expect(refused(2)).to.match(/^QuestionWrong: the size of quota-farmer is 2/);
  });

  it("is not found where the curve does not reach so far, rather than told as no number", () => {
    const full = structuredClone(from);
    full.market.supply = rules.largestSupply(from.params, from.market.target) * 0.99;
    expect(
      refusal(() => attacks.attempt(attack("target-sniper"), { from: full, seed: 1 })),
    ).to.match(/^NotFinite: target-sniper has no number in this market/);
  });
});

describe("sim: what is refused", () => {
  it("unknown beliefs, figures that are none, and ranges that fall", () => {
    expect(refusal(() => world.beliefsOf({ hope: 1 }))).to.match(
      /^BeliefWrong: unknown belief "hope"; use one of demand, /,
    );
    expect(refusal(() => world.beliefsOf({ demand: Number.NaN }))).to.equal(
      "BeliefWrong: belief demand is NaN; write a number from 0 to 1000000000000",
    );
    expect(refusal(() => world.beliefsOf({ vvvPrice: Infinity }))).to.match(/^BeliefWrong/);
    expect(refusal(() => world.beliefsOf({ demand: "5" }))).to.match(/^BeliefWrong/);
    expect(refusal(() => world.beliefsOf({ lockCost: [0.2, 0.1] }))).to.equal(
      "BeliefWrong: belief lockCost is [0.2,0.1]; write two rising numbers from 0.0001 to 10",
    );
    expect(world.beliefsOf({ demand: 5 })).to.deep.equal({ ...world.DEFAULT_BELIEFS, demand: 5 });
  });

  it("scenarios that are not there", () => {
    expect(refusal(() => paths.scenarioOf("rain"))).to.match(
      /^ScenarioUnknown: unknown scenario "rain"; use one of calm, /,
    );
  });

  it("runs that would not end or not fit, before the first path", () => {
    const study = studies.fan({ from, paths: 1_000_000, days: 365, every: 1, seed: 1 });
    expect(refusal(() => study.next())).to.equal(
      "RunTooLong: 1000000 paths with 365 points each are more than one run may have; ask for at most 5479 paths, or for fewer points",
    );
  });

  it("a supply beyond the curve, and tokens without a price", () => {
    const beyond = structuredClone(from);
    beyond.market.supply = rules.largestSupply(from.params, from.market.target) * 1.01;
    expect(refusal(() => world.checkWorld(beyond))).to.match(
      /^MarketNotSimulated: its supply of .* is beyond the curve/,
    );
    expect(refusal(() => world.checkWorld({ ...from, diemPrice: 0 }))).to.match(
      /^MarketNotSimulated: DIEM, VVV or a credit has no price/,
    );
  });

  it("figures that are no numbers, instead of showing them", () => {
    const broken = structuredClone(from);
    broken.market.quotaPool = Number.NaN;
    expect(
      refusal(() => paths.runPath({ from: broken, seed: 1, days: 3, observe: studies.figuresOf })),
    ).to.equal(
      "NotFinite: the run has no number for diemPrice; use beliefs and parameters nearer to the usual ones",
    );
  });

  it("nothing of a market without people: it runs, and stays as it is", () => {
    const beliefs = world.beliefsOf({ minters: 0, providers: 0, demand: 0 });
    const empty = world.beginWorld(studies.defaultParams(1_000), beliefs);
    const after = paths.runPath({ from: empty, seed: 1, days: 60, observe: studies.figuresOf });
    expect(studies.figuresOf(after)).to.include({
      supply: 0,
      sold: 0,
      quotaOffered: 0,
      backing: 0,
    });
  });
});
