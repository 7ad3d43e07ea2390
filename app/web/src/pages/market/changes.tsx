import type { MarketParams } from "@diem/sdk";
import { paramChanges } from "@diem/sdk/text";
import { ParamChanges } from "../../parts/param-changes";

/** What changes from one set of parameters to another, and what that does to whom. */
export default function Changes(change: {
  readonly before: MarketParams;
  readonly after: MarketParams;
  readonly vvvDecimals: number;
}) {
  return <ParamChanges changes={paramChanges(change)} />;
}
