import type { Struct } from "../codec/types";
import { type Entry, pausedEntries } from "../constants";
import * as instructions from "../instructions/views";
import { simulateView, type ViewOptions } from "./simulate";

/** A position now, with its bill (DIEM) and what `claimRewards` would pay (VVV and DIEM), in base units. */
export type PositionView = Struct<"positionView">;

/**
 * A market now, both streams released: base units, micro-credits, basis points, unix seconds; prices are DIEM base
 * units per whole credit, and the rate is VVV base units per whole DIEM.
 */
export interface MarketView extends Omit<Struct<"marketView">, "paused"> {
  readonly paused: readonly Entry[];
}

/** A position with what it owes and all that it has earned up to now. */
export function position(input: ViewOptions & instructions.OfPosition): Promise<PositionView> {
  return simulateView(input, {
    answer: "positionView",
    instruction: instructions.viewPosition(input),
  });
}

/**
 * A market's figures now: totals, the curve, prices, utilisation, streams and the epoch.
 *
 * @example
 * const { marginalRate, referencePrice, utilisationEmaBps } = await views.market({ connection, payer, market });
 */
export async function market(input: ViewOptions & instructions.OfMarket): Promise<MarketView> {
  const instruction = instructions.viewMarket(input);
  const view = await simulateView(input, { answer: "marketView", instruction });
  return { ...view, paused: pausedEntries(view.paused) };
}
