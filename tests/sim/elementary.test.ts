import { expect } from "chai";
import { randomOf } from "../../app/sim/src/world/random";
import { cubeRoot, exp, log, power } from "../../app/sim/src/elementary";

/** Units in the last place between two figures. */
function units(found: number, expected: number): number {
  if (found === expected) return 0;
  const step = Math.max(Math.abs(expected) * Number.EPSILON, Number.MIN_VALUE);
  return Math.abs(found - expected) / step;
}

describe("sim: exponentials and logarithms", () => {
  const { uniform } = randomOf(11);
  const many = Array.from({ length: 20_000 }, uniform);

  it("are within two units in the last place of the engine's own", () => {
    let [worst, far] = [0, 0];
    for (const part of many) {
      const x = (part - 0.5) * 1_400;
      const pairs = [x, part].map((each) => units(exp(each), Math.exp(each)));
      const logs = [exp(x), part].map((each) => units(log(each), Math.log(each)));
      worst = Math.max(worst, ...pairs, ...logs);
      const powers = [power(part * 3, 1.7) - (part * 3) ** 1.7, cubeRoot(part) - Math.cbrt(part)];
      far = Math.max(far, ...powers.map(Math.abs));
    }
    expect(worst).to.be.at.most(2);
    expect(far).to.be.below(1e-14);
  });

  it("are what they are at the ends", () => {
    expect([exp(0), exp(-Infinity), exp(-746), exp(710), exp(Infinity)]).to.deep.equal([
      ...[1, 0, 0, Infinity, Infinity],
    ]);
    expect([log(1), log(0), log(Infinity)]).to.deep.equal([0, -Infinity, Infinity]);
    expect([exp(Number.NaN), log(Number.NaN), log(-1)].every(Number.isNaN)).to.equal(true);
    expect(units(exp(-745), Math.exp(-745))).to.be.at.most(1);
    expect(units(exp(709.7), Math.exp(709.7))).to.be.at.most(1);
    expect(units(log(1e-310), Math.log(1e-310))).to.be.at.most(1);
    expect([power(0, 0), power(0, 2), power(0, -1), power(1, 5)]).to.deep.equal([
      1,
      0,
      Infinity,
      1,
    ]);
    expect(cubeRoot(0)).to.equal(0);
  });

  it("have fixed digits, whatever the engine", () => {
    expect([exp(1), exp(-0.3), log(10), power(2.5, 0.4), cubeRoot(2)]).to.deep.equal([
      2.7182818284590455, 0.7408182206817179, 2.302585092994046, 1.4426999059072136,
      1.2599210498948732,
    ]);
  });
});
