import { expect } from "chai";
import { paths, programVersion, studies, version, world } from "@diem/sim";
import { refusal } from "./refusal";
import idl from "../../app/sdk/src/idl/diem.json";
import simPackage from "../../app/sim/package.json";

const MARKETS = 12;
const DAYS = 120;

describe("sim: markets and their people", () => {
  const markets = Array.from({ length: MARKETS }, (_, nth) => studies.randomMarket(100 + nth));

  it("repeat themselves with the same seed, and differ with another", () => {
    const [from] = markets;
    if (from === undefined) throw new Error("there is no market");
    const end = (seed: number) => paths.runPath({ from, seed, days: DAYS });
    expect(end(7)).to.deep.equal(end(7));
    expect(end(7).diemPrice).not.to.equal(end(8).diemPrice);
    expect(studies.randomMarket(100)).to.deep.equal(from);
  });

  for (const scenario of [paths.CALM, ...paths.SCENARIOS]) {
    it(`lose no token and let everybody leave: ${scenario.name}`, () => {
      for (const [nth, from] of markets.entries()) {
        paths.runPath({
          from,
          seed: nth,
          days: DAYS,
          scenario: paths.scenarioUnder(scenario.shock),
          observe: (after, day) => {
            expect(world.brokenLaw(after, from), `market ${nth}, day ${day}`).to.equal(null);
            if (day % 30 === 0)
              expect(world.canAllLeave(after), `market ${nth}, day ${day}`).to.equal(true);
          },
        });
      }
    });
  }

  it("leave the market that they begin with as it was", () => {
    const from = studies.randomMarket(1);
    const before = structuredClone(from);
    paths.runPath({
      from,
      seed: 1,
      days: 10,
      scenario: paths.scenarioUnder(paths.scenarioOf("run").shock),
    });
    expect(from).to.deep.equal(before);
  });

  it("break no law as they begin", () => {
    const begun = world.beginWorld(studies.defaultParams(20_000), world.DEFAULT_BELIEFS);
    expect(world.brokenLaw(begun, begun)).to.equal(null);
    expect(world.canAllLeave(begun)).to.equal(true);
  });

  it("begin where somebody says, such as at the public figures of another market", () => {
    const figures = {
      ...{ supply: 37_759.6, target: 40_000, diemPrice: 2_057.69 },
      ...{ staked: 33_964_988, locked: 8_969_695 },
    };
    const params = studies.defaultParams(100_000);
    const beliefs = world.beliefsOf({ demand: 100_000, vvvPrice: 27.46 });
    const begun = world.beginWorld(params, beliefs, world.startOf(figures));
    const today = studies.figuresOf(begun);
    for (const [name, figure] of Object.entries(figures))
      expect(today[name as studies.FigureName], name).to.be.closeTo(figure, 1e-6 * figure);
    expect(world.brokenLaw(begun, begun)).to.equal(null);
    expect(world.canAllLeave(begun)).to.equal(true);
    const refused = (start: { readonly [name: string]: unknown }, minters = 4) =>
      refusal(() =>
        world.beginWorld(params, { ...beliefs, minters }, world.startOf({ ...figures, ...start })),
      );
    expect(refused({ hope: 1 })).to.match(/^StartWrong: unknown figure "hope" of a start; use/);
    expect(refused({ supply: Number.NaN })).to.equal(
      "StartWrong: start supply is NaN; write a number above 0",
    );
    expect(refused({ staked: Infinity })).to.match(/^StartWrong: start staked is Infinity/);
    expect(refused({ supply: 64_000 })).to.equal(
      "StartWrong: a supply of 64000 DIEM is beyond the curve of a target of 40000 DIEM; begin with at most 63496 DIEM",
    );
    expect(refused({ staked: 10_000_000 })).to.match(/^StartWrong: minters stake 13454543 VVV/);
    expect(refused({}, 0)).to.match(/^StartWrong: nobody mints/);
  });

  it("have groups of stakers: those who want less stay longer where stake returns less", () => {
    const begun = world.beginWorld(
      studies.defaultParams(20_000),
      world.beliefsOf({ stakers: 4, stakeReturn: [0.02, 0.3], fundedReturn: 0.05 }),
    );
    const wanted = begun.stakers.map((group) => group.wanted.toFixed(3));
    expect(wanted).to.deep.equal(["0.055", "0.125", "0.195", "0.265"]);
    const after = paths.runPath({ from: begun, seed: 1, days: 200 });
    const kept = after.stakers.map(({ position, usual }) => position.staked / usual);
    expect([...kept].sort((a, b) => b - a)).to.deep.equal(kept);
    expect(kept[0]).to.be.greaterThan(1.2 * (kept[3] ?? Infinity));
    const one = world.beginWorld(
      studies.defaultParams(20_000),
      world.beliefsOf({ stakers: 1, stakeReturn: [0.1, 0.1] }),
    );
    expect(one.stakers.map((group) => group.wanted)).to.deep.equal([0.1]);
    expect(one.market.staked).to.be.closeTo(begun.market.staked, 1e-6);
  });

  it("carry the version of the package, and of the program that their rules follow", () => {
    expect(version).to.equal(simPackage.version);
    expect(programVersion).to.equal(idl.metadata.version);
  });
});

describe("sim: which way a market moves after a shock", () => {
  const table = (name: string, up: boolean) =>
    studies.signTable({
      shock: paths.scenarioOf(name).shock,
      up,
      days: [90, 180],
      markets: 100,
      seed: 1,
    });

  it("up in at least 95 of 100 markets where demand is three times as high", () => {
    for (const { days, signs } of table("demand-up", true)) {
      for (const name of studies.SIGNED) {
        expect(signs[name].right, `${name} after ${days} days`).to.be.at.least(95);
      }
    }
  });

  it("down where demand is a fifth: hardly ever up, and in at least 90 of 100 after half a year", () => {
    for (const { days, signs } of table("demand-down", false)) {
      for (const name of studies.SIGNED) {
        expect(signs[name].wrong, `${name} after ${days} days`).to.be.at.most(2);
        if (days === 180) expect(signs[name].right, name).to.be.at.least(90);
      }
    }
  });
});
