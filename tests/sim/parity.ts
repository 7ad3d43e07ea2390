import { expect } from "chai";
import { rules } from "@diem/sim";

/**
 * How far a figure of the rules in floating point may be from the exact one: a part of it,
 * and what some micro-credits are worth, to which the program rounds.
 */
const RELATIVE = 1e-6;
const ABSOLUTE = 2e-5;

/** Compares every figure of a market, that of the running epoch's record left out. Returns how many figures there were. */
export function expectParity(found: rules.Market, exact: rules.Market, where: string): number {
  const flat = { ...flatten({ ...exact, running: null }) };
  const other = flatten({ ...found, running: null });
  expect(Object.keys(other), where).to.have.members(Object.keys(flat));
  for (const [name, value] of Object.entries(flat)) {
    const figure = other[name] ?? Number.NaN;
    const allowed = RELATIVE * Math.max(Math.abs(value), Math.abs(figure)) + ABSOLUTE;
    expect(Math.abs(figure - value), `${where}: ${name}`).to.be.at.most(allowed);
  }
  return Object.keys(flat).length;
}

function flatten(value: object, path = ""): Record<string, number> {
  const entries: [string, unknown][] = Object.entries(value);
  return entries.reduce<Record<string, number>>((all, [name, each]) => {
    const inner =
      typeof each === "object" && each !== null ? flatten(each, `${path}${name}.`) : null;
    if (inner !== null) return { ...all, ...inner };
    return typeof each === "number" ? { ...all, [path + name]: each } : all;
  }, {});
}
