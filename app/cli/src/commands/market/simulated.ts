import type { MarketParams } from "@diem/sdk";
import type { MarketContext, Session, Text } from "../../core";
import { labPackage } from "../simulate/lab";
import { textOf } from "../simulate/preview-text";
import { report } from "../simulate/question";
import { liveMarket, type WorldOptions } from "../simulate/world";

const SIZE = { paths: 100, days: 365, seed: 1 };

/** What the proposed parameters may do to the market: for people, and for scripts. */
export interface SimulatedProposal {
  readonly text: Text;
  readonly json: object;
}

/** Runs the market under its own and under the proposed parameters, on the same paths. */
export async function simulated(
  session: Session,
  on: MarketContext,
  { params, options }: { readonly params: MarketParams; readonly options: WorldOptions },
): Promise<SimulatedProposal> {
  const { paths, rules } = await labPackage();
  const { world: from, chain } = await liveMarket(session, on, options);
  const proposed = rules.paramsOf({ ...chain, params });
  const shock = paths.NO_SHOCK;
  const found = await report(session, from, { study: "preview", shock, ...SIZE, proposed });
  return { text: await textOf(found), json: found };
}
