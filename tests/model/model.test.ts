import { expect } from "chai";
import { idl } from "@diem/sdk/idl";
import { playHistory } from "./history";
import { Totals } from "./totals";

/** Fixed, so that a failure is everybody's failure. `npm run model` plays other ones. */
const SEED = 4;
const HISTORIES = 30;
const MIN_CALLS = 7_000;
/** Kinds of refusals that these histories meet at least; every one of them was predicted. */
const MIN_ERRORS = 100;

/**
 * No part of a history: the program's own call to itself, and the views, which change nothing and are compared with the
 * instructions that they speak for in `tests/embedded/views/history.test.ts`.
 */
const LEFT_OUT = ["record_event", "quote_mint", "quote_burn", "view_position", "view_market"];
const camelCase = (name: string) =>
  name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

describe("model of the program", () => {
  const totals = new Totals();
  const began = Date.now();

  after(() => console.log(totals.report((Date.now() - began) / 1_000)));

  for (let history = 0; history < HISTORIES; history += 1) {
    it(`predicts every outcome and every field of history ${history}`, () => {
      playHistory({ seed: SEED, history }, totals);
    });
  }

  it("makes a minimum number of calls", () => {
    expect(totals.calls).to.be.at.least(MIN_CALLS);
  });

  it("sees every instruction succeed", () => {
    const wanted = idl.instructions
      .filter(({ name }) => !LEFT_OUT.includes(name))
      .map(({ name }) => camelCase(name));
    const never = wanted.filter((name) => !totals.succeeded.has(name));
    expect(never).to.deep.equal([]);
  });

  it("reaches every branch of the rules", () => {
    const never = [...totals.milestones].filter(([, times]) => times === 0).map(([name]) => name);
    expect(never).to.deep.equal([]);
  });

  it("meets many kinds of refusals, all predicted", () => {
    expect([...totals.errors.keys()].length).to.be.at.least(MIN_ERRORS);
  });
});
