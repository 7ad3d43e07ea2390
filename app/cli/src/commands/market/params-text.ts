import { type MarketParams } from "@diem/sdk";
import * as marketFile from "@diem/sdk/market-file";
import type { Table } from "../../core";
import { EFFECTS } from "./effects";

/** A parameter that changes, in words. */
export interface Change {
  /** As in a market file. */
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** What that does to whom. */
  readonly effect: string;
}

/** What changes from one set of parameters to another. */
export function changesOf({
  before,
  after,
  vvvDecimals,
}: {
  readonly before: MarketParams;
  readonly after: MarketParams;
  readonly vvvDecimals: number;
}): Change[] {
  const old = marketFile.texts({ params: before, vvvDecimals });
  const now = marketFile.texts({ params: after, vvvDecimals });
  const changed = marketFile.PARAM_NAMES.filter((name) => before[name] !== after[name]);
  return changed.map((name) => ({
    name: marketFile.fileName(name),
    before: old[name],
    after: now[name],
    effect: after[name] > before[name] ? EFFECTS[name].raised : EFFECTS[name].lowered,
  }));
}

/** The same for people. */
export function changesTable(changes: readonly Change[]): Table {
  return {
    head: ["parameter", "now", "then", "what that does"],
    rows: changes.map(({ name, before, after, effect }) => [name, before, after, effect]),
    empty: "no parameter changes",
  };
}
