import { fileName, PARAM_NAMES, texts } from "../market-file";
import type { MarketParams } from "../types";
import { PARAM_EFFECTS } from "./effects";

/** A parameter that changes, in words. */
export interface ParamChange {
  /** As in a market file. */
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** What that does to whom. */
  readonly effect: string;
}

/**
 * What changes from one set of parameters to another.
 *
 * @example
 * const { params: before, vvvDecimals, proposal } = market;
 * const changes = proposal && text.paramChanges({ before, after: proposal.params, vvvDecimals });
 */
export function paramChanges({
  before,
  after,
  vvvDecimals,
}: {
  readonly before: MarketParams;
  readonly after: MarketParams;
  readonly vvvDecimals: number;
}): ParamChange[] {
  const old = texts({ params: before, vvvDecimals });
  const now = texts({ params: after, vvvDecimals });
  const changed = PARAM_NAMES.filter((name) => before[name] !== after[name]);
  return changed.map((param) => ({
    name: fileName(param),
    before: old[param],
    after: now[param],
    effect: PARAM_EFFECTS[param][after[param] > before[param] ? "raised" : "lowered"],
  }));
}
