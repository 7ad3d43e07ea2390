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
    expect(low).to.be.closeTo(2.5 - 3.1824 * error, 1e-12);
    expect(high).to.be.closeTo(2.5 + 3.1824 * error, 1e-12);
    expect(studies.quantile([4, 1, 3, 2], 0.5)).to.equal(2.5);
    expect(studies.quantile([7], 0.95)).to.equal(7);
  });

  it("widen an interval by Student's t where there are few values", () => {
    // two-sided 95 % points, as tables of the distribution print them
    for (const [count, deviate] of [
      [2, 12.706],
      [3, 4.303],
      [11, 2.228],
      [12, 2.201],
      [31, 2.042],
      [121, 1.98],
      [1_001, 1.962],
    ] as const) {
      const values = Array.from({ length: count }, (_, nth) => nth % 2);
      const { mean, high } = studies.estimate(values);
      const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      const error = Math.sqrt(squares / (count - 1) / count);
      expect((high - mean) / error, `${count} values`).to.be.closeTo(deviate, 6e-4);
    }
  });

  it("count each of several markets once, however many of its paths there are", () => {
    const markets = [from, studies.randomMarket(6), studies.randomMarket(7)];
    const shocks = [paths.shockOf({ demand: 0.5 })];
    const tableOf = (seeds: readonly number[], of: readonly world.World[]) =>
      complete(studies.shockTables({ shocks, markets: of, days: [30], seeds }))[0]?.[0]?.changes;
    const means = markets.map((one) => tableOf([1, 2], [one])?.diemPrice.mean ?? Number.NaN);
    const { mean, low, high } = studies.estimate(means);
    const together = tableOf([1, 2], markets)?.diemPrice;
    expect(together?.mean).to.be.closeTo(mean, 1e-12);
    expect(together?.low).to.be.closeTo(low, 1e-12);
    expect(together?.high).to.be.closeTo(high, 1e-12);
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

describe("sim: what a preview warns of", () => {
  const flagsOf = (market: world.World, proposed = market.params) => {
    const input = { from: market, proposed, days: 20, paths: 3, seed: 1 };
    return complete(previews.preview(input)).flags;
  };
  const reasonOf = (market: world.World, name: string) =>
    flagsOf(market).find((flag) => flag.name === name)?.reason;
  const around = (funded: boolean) => ({ ...from.around, funded });

  it("rewards of today's market that end within 60 days, and nothing of the time after the paths", () => {
    const funded = (left: number) => {
      const market = structuredClone(from);
      Object.assign(market, { around: around(false) });
      market.market.rewardStream = { remaining: 100, left };
      return market;
    };
    expect(reasonOf(funded(59), "rewards")).to.match(/^funded rewards end in 59 days/);
    expect(reasonOf(funded(60), "rewards")).to.equal(undefined);
    const none = funded(400);
    none.market.rewardStream.remaining = 0;
    expect(reasonOf(none, "rewards")).to.match(/^funded rewards end in 0 days/);
    expect(reasonOf({ ...none, around: around(true) }, "rewards")).to.equal(undefined);
  });

  it("paths on which DIEM is worth more than what is locked, at some time and at the end", () => {
    const poor = { ...from, around: { ...from.around, vvvPrice: from.around.vvvPrice / 1_000 } };
    expect(reasonOf(poor, "backing")).to.equal(
      "what is locked is worth less than all DIEM: on 3 of 3 paths at some time, on 3 at the end",
    );
  });

  it("who gains and who loses: stakers, by a smaller share", () => {
    const proposed: rules.Params = { ...from.params, providerShare: 0.8, stakersShare: 0.05 };
    const input = { from, proposed, days: 60, paths: 5, seed: 1 };
    const { income } = complete(previews.preview(input));
    expect(Object.keys(income)).to.deep.equal([...previews.PARTIES]);
    expect(income.stakers.high).to.be.lessThan(0);
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

const attack = (name: string) => {
  const found = attacks.ATTACKS.find((each) => each.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
};

describe("sim: where attacks begin to pay", () => {
  const tried = (name: string, of: world.World, size?: number) => {
    const input = { from: of, seed: 1, size };
    const [found] = complete(attacks.tryAttacks([attack(name)], input));
    return found?.threshold ?? null;
  };

  it("at a figure of the parameter that decides: below it they lose, above it they gain", () => {
    const { at, pays, now } = tried("self-dealer-100", from) ?? {};
    expect(now).to.equal(from.params.quotaMatch);
    expect(pays).to.equal("above");
    expect(at, "the program's limit is far below").to.be.greaterThan(2 * from.params.quotaMatch);
    const gain = (quotaMatch: number) => {
      const changed = { ...from, params: { ...from.params, quotaMatch } };
      return attacks.attempt(attack("self-dealer-100"), { from: changed, seed: 1 }).gain;
    };
    expect(gain((at ?? Number.NaN) * 0.99)).to.be.at.most(0);
    expect(gain((at ?? Number.NaN) * 1.01)).to.be.greaterThan(0);
  });

  it("at the return that a farmer wants of its DIEM", () => {
    const { at, pays, now } = tried("quota-farmer", from) ?? {};
    const { gain, cost } = attacks.attempt(attack("quota-farmer"), { from, seed: 1 });
    expect(pays).to.equal("below");
    expect(now).to.equal(from.beliefs.holderReturn);
    expect((cost * (at ?? Number.NaN)) / (now ?? Number.NaN)).to.be.closeTo(
      gain + cost,
      1e-9 * cost,
    );
  });

  it("for stake that comes just in time: stream and cool-down shorter than the days between payments", () => {
    const outcome = attacks.attempt(attack("just-in-time-staker"), { from, seed: 1, size: 30 });
    // the stream of 21 days and the cool-down of 7: a month's fees in 28 days
    expect(outcome.days).to.equal(28);
    expect(outcome.gain / outcome.cost).to.be.closeTo(30 / 28 - 1, 1e-9);
    const { at, pays } = tried("just-in-time-staker", from, 30) ?? {};
    expect(pays).to.equal("below");
    expect(at).to.be.closeTo(23, 0.2);
    const weekly = attacks.attempt(attack("just-in-time-staker"), { from, seed: 1 });
    expect(weekly.gain).to.be.lessThan(0);
  });

  it("nowhere, where no parameter decides", () => {
    expect(tried("over-declarer", from)).to.equal(null);
  });

  it("tell after each attempt how many are made, and no more than they said", () => {
    const study = attacks.tryAttacks(attacks.ATTACKS, { from, seed: 1 });
    let made = 0;
    for (let step = study.next(); step.done !== true; step = study.next())
      expect(step.value).to.equal((made += 1));
    expect(made).to.be.at.most(attacks.attemptsOf(attacks.ATTACKS));
    expect(made).to.be.greaterThan(attacks.ATTACKS.length);
  });

  it("have no number in a market without sellers, and are not left out", () => {
    const empty = { ...from, providers: [] };
    const found = complete(attacks.tryAttacks(attacks.ATTACKS, { from: empty, seed: 1 }));
    expect(found).to.have.length(attacks.ATTACKS.length);
    expect(found.some(({ outcome }) => outcome === null)).to.equal(true);
  });
});

describe("sim: the size of attacks", () => {
  it("is the usual one by default, and costs as much as it is large", () => {
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
    expect(refusal(() => world.beliefsOf({ minters: 2.5 }))).to.equal(
      "BeliefWrong: belief minters is 2.5; write a whole number from 0 to 100000",
    );
    expect(refusal(() => world.beliefsOf({ faithful: 5 }))).to.equal(
      "BeliefWrong: belief faithful is 5, of 4 providers; write no more faithful providers than providers",
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
    expect(refusal(() => world.checkWorld({ ...from, creditPrice: 11 }))).to.equal(
      "MarketNotSimulated: a credit costs 11 US dollars at this price of DIEM; give a price of DIEM at which a credit costs 0.001 to 10 US dollars",
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
