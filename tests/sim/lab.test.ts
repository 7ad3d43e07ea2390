import { expect } from "chai";
import { attacks, lab, markets, paths, reportOf, rules, studies, world } from "@diem/sim";
import { refusal } from "./refusal";

const chain = studies.defaultChainParams(20_000);
const from = world.beginWorld(rules.paramsOf(chain), world.DEFAULT_BELIEFS);
const common = { shock: paths.NO_SHOCK, paths: 4, days: 30, seed: 1 };
const down = paths.scenarioOf("demand-down").shock;

/** The answer to a question that went through a file, as to a worker. */
function answer<Question extends lab.Question>(question: Question) {
  const { market, asked } = JSON.parse(
    JSON.stringify({ market: markets.format({ world: from, chain }), asked: question }),
  ) as { readonly market: string; readonly asked: Question };
  const study = lab.ask(markets.parse(market).world, asked);
  let steps = 0;
  for (;;) {
    const { done, value } = study.next();
    if (done === true) {
      expect(steps, "paths that it told of").to.equal(lab.pathsOf(question));
      return value as Extract<lab.Answer, { readonly study: Question["study"] }>;
    }
    expect(value).to.equal((steps += 1));
  }
}

describe("sim: questions as plain data", () => {
  it("have the same answer after they and the market went through JSON", () => {
    const question = { study: "fan", ...common, every: 10 } as const;
    const direct = studies.complete(lab.ask(from, question));
    expect(answer(question)).to.deep.equal(direct);
    const told = JSON.parse(JSON.stringify(direct)) as lab.Answer;
    expect(told).to.deep.equal(direct);
    const report = reportOf(from, question, direct);
    expect(report).to.include({ study: "fan", seed: 1, paths: 4, days: 30 });
    expect(report.configuration).to.match(/^[0-9a-f]{64}$/);
  });

  it("map a figure by supply over target and VVV's price", () => {
    const map = answer({
      ...{ study: "heat-map", ...common, figure: "backing" },
      ...{ ratios: [0.2, 0.8, 1.4], vvvPrices: [0.5, 1, 2] },
    });
    expect(map.cells.map(({ length }) => length)).to.deep.equal([3, 3, 3]);
    for (const row of map.cells)
      expect(
        [...row].sort((a, b) => a - b),
        "dearer VVV backs more",
      ).to.deep.equal([...row]);
    const price = answer({
      ...{ study: "heat-map", ...common, days: 1, figure: "supply" },
      ...{ ratios: [0.2, 0.8, 1.4], vvvPrices: [1] },
    });
    for (const [nth, ratio] of [0.2, 0.8, 1.4].entries()) {
      const supply = price.cells[nth]?.[0] ?? 0;
      expect(supply / from.market.target, `${ratio}`).to.be.closeTo(ratio, 0.2 * ratio);
    }
  });

  it("follow paths through supply over target and price from where the market stands", () => {
    const { phase } = answer({ study: "phase", ...common, every: 20 });
    expect(phase).to.have.length(4);
    for (const points of phase) {
      expect(points.map(({ day }) => day)).to.deep.equal([0, 20, 30]);
      expect(points[0]).to.deep.equal({
        day: 0,
        ratio: from.market.supply / from.market.target,
        diemPrice: from.diemPrice,
      });
    }
  });

  it("rank beliefs and parameters by what they do to a figure, and leave out what a law forbids", () => {
    const factors = markets.factorsOf(chain, from.beliefs, 0.5);
    const { bars, usual } = answer({ study: "tornado", ...common, figure: "diemPrice", factors });
    expect(usual).to.be.greaterThan(0);
    expect(bars.map(({ name }) => name)).to.have.members(factors.map(({ name }) => name));
    const size = ({ low, high }: studies.TornadoBar) =>
      Math.max(Math.abs(low?.change.mean ?? 0), Math.abs(high?.change.mean ?? 0));
    const sizes = bars.map(size);
    expect([...sizes].sort((a, b) => b - a)).to.deep.equal(sizes);
    const bar = (name: string) => bars.find((each) => each.name === name);
    expect(bar("demand")?.low?.change.mean).to.be.lessThan(0);
    expect(bar("demand")?.high?.change.mean).to.be.greaterThan(0);
    // match * cap is at its bound by default, and k at least 1
    expect(bar("quotaMatch")?.high).to.equal(null);
    expect(bar("quotaCap")?.low).to.include({ shown: "37.5%" });
    expect(bar("quotaUse")?.high, "above 1").to.equal(null);
  });

  it("let a shock grow, each severity against the same paths without it", () => {
    const { sweep } = answer({
      ...{ study: "sweep", ...common, paths: 5, days: 90 },
      ...{ knob: "demand", values: [0.2, 0.5, 1] },
    });
    const [worst, middle, none] = sweep.map(({ changes }) => changes.target);
    expect(worst?.high).to.be.lessThan(middle?.low ?? 0);
    expect(none).to.deep.equal({ mean: 0, low: 0, high: 0 });
    const beside = answer({
      ...{ study: "sweep", ...common, shock: down, paths: 5 },
      ...{ knob: "vvvPrice", values: [1] },
    });
    const { changes } = beside.sweep[0] ?? {};
    expect(changes?.diemPrice, "its scenario is no part of it").to.deep.equal(none);
  });

  it("compare parameters under a shock", () => {
    const proposed = rules.paramsOf(markets.paramsWith(chain, { quotaCap: "20%" }));
    const found = answer({ study: "preview", ...common, shock: down, proposed });
    expect(found.flags.map(({ name }) => name)).to.include("quotaCap");
  });

  it("are refused before the first path where they cannot be answered", () => {
    const ask = (question: lab.Question) => refusal(() => lab.ask(from, question).next());
    const fan = { study: "fan", ...common, every: 10 } as const;
    expect(ask({ ...fan, paths: Number.NaN })).to.equal(
      "QuestionWrong: paths is NaN; give a whole number from 1 to 1000000",
    );
    expect(ask({ ...fan, days: Infinity })).to.match(/^QuestionWrong: days is Infinity/);
    expect(ask({ ...fan, every: 0.5 })).to.match(/^QuestionWrong: every is 0.5/);
    expect(ask({ ...fan, paths: 1_000_000, days: 365 })).to.equal(
      "RunTooLong: 1000000 paths of 365 days are more than one run may have; ask for fewer paths, or for fewer days",
    );
    expect(ask({ ...fan, shock: { ...down, vvvPrice: Number.NaN } })).to.equal(
      "ShockWrong: shock vvvPrice is NaN; write a number from 0.0001 to 1000",
    );
    const map = { study: "heat-map", ...common, figure: "backing" } as const;
    expect(ask({ ...map, ratios: [2], vvvPrices: [1] })).to.equal(
      "MarketNotSimulated: the curve does not reach a supply of 2 times the target; ask for at most 1.587 times the target",
    );
    expect(ask({ ...map, ratios: [], vvvPrices: [1] })).to.match(/^QuestionWrong: ratios is 0/);
    expect(ask({ ...map, ratios: [1], vvvPrices: [-1] })).to.match(
      /^QuestionWrong: vvvPrices is -1/,
    );
    expect(ask({ study: "sweep", ...common, paths: 2, knob: "demand", values: [1] })).to.match(
      /^QuestionWrong: paths is 2; give 3 or more/,
    );
    expect(ask({ study: "sweep", ...common, shock: down, knob: "demand", values: [1] })).to.equal(
      "ShockContradicts: the sweep sets demand, and so does its scenario; leave out the scenario, or sweep another shock than demand",
    );
    const few = { ...common, paths: 2 };
    const noInterval = /^QuestionWrong: paths is 2; give 3 or more: fewer give no interval/;
    const { params: proposed } = from;
    expect(ask({ study: "preview", ...few, proposed })).to.match(noInterval);
    expect(ask({ study: "tornado", ...few, figure: "supply", factors: [] })).to.match(noInterval);
    const crowd = { ...from, providers: Array(20_000).fill(from.providers[0]) as [] };
    expect(refusal(() => lab.ask(crowd, { ...fan, days: 365 }).next())).to.equal(
      "RunTooLong: 4 paths of 365 days with 20007 people are more than one run may have; ask for fewer paths, for fewer days, or for a market with fewer minters and providers",
    );
    expect(refusal(() => attacks.checkPeople(crowd))).to.match(
      /^RunTooLong: attacks on a market of 20007 people/,
    );
    expect(ask({ study: "sweep", ...common, knob: "run", values: [1] })).to.equal(
      "ShockWrong: shock run is 1; write a number from 0 to 0.99",
    );
  });
});

describe("sim: shocks as plain data", () => {
  it("say what they are: a scenario's sentence, or their figures", () => {
    expect(paths.titleOf(down)).to.equal("Demand is 0.2 times as high from the first day on.");
    expect(paths.titleOf({ ...down, run: 0.1 })).to.equal(
      "From the first day on: demand = 0.2, run = 0.1.",
    );
  });

  it("are refused where they are unknown or out of bounds", () => {
    const of = (given: { readonly [name: string]: unknown }) => refusal(() => paths.shockOf(given));
    expect(of({ rain: 1 })).to.match(/^ShockWrong: unknown shock "rain"; use one of demand, /);
    expect(of({ demand: -1 })).to.equal(
      "ShockWrong: shock demand is -1; write a number from 0 to 1000",
    );
    expect(of({ fundingEnds: 1 })).to.equal(
      "ShockWrong: shock fundingEnds is 1; write true or false",
    );
  });

  it("let no provider or half of a market's debt leave without a figure", () => {
    for (const shock of [{ providersLeave: 1 }, { run: 0.99 }, { whaleMint: 1 }, { demand: 0 }]) {
      const scenario = paths.scenarioUnder(paths.shockOf(shock));
      const after = paths.runPath({
        from,
        seed: 1,
        days: 90,
        scenario,
        observe: studies.figuresOf,
      });
      expect(world.brokenLaw(after, from), JSON.stringify(shock)).to.equal(null);
      expect(world.canAllLeave(after), JSON.stringify(shock)).to.equal(true);
    }
  });

  it("mint no further than the curve reaches", () => {
    const scenario = paths.scenarioUnder(paths.shockOf({ whaleMint: 1 }));
    const after = paths.runPath({ from, seed: 1, days: 1, scenario });
    const { params, market } = after;
    expect(rules.onCurve(params, market.target, market.supply)).to.equal(true);
  });
});
