import type { MarketAccount } from "@diem/sdk";
import { bounds, fileName, type ParamName, texts } from "@diem/sdk/market-file";
import { PARAM_EFFECTS, type ParamChange, paramChanges } from "@diem/sdk/text";
import { useState } from "react";
import { groupedIn } from "../../format/amounts";
import { ActButton } from "../../parts/act-button";
import { DataTable } from "../../parts/data-table";
import { FIXED, GROUPS } from "./groups";
import { useWhyNot } from "./may";
import { Pending } from "./pending";
import { ApplyParams, CancelParams } from "./pending-dialogs";
import { Propose } from "./propose";

const ROWS = GROUPS.flatMap(([, names]) => names);

/** The parameters of the market, those that are announced, and how to announce others. */
export function Parameters({ market }: { readonly market: MarketAccount }) {
  const whyNot = useWhyNot();
  const [proposing, setProposing] = useState(false);
  // the announcement is gone once its dialog has applied or cancelled it
  const [open, setOpen] = useState<{
    readonly what: "apply" | "cancel";
    readonly changes: readonly ParamChange[];
  } | null>(null);
  const { proposal, params: before, vvvDecimals } = market;
  const changes =
    proposal === null ? [] : paramChanges({ before, after: proposal.params, vvvDecimals });
  const now = texts(market);
  const limits = bounds(market);
  const allowed = (name: ParamName) =>
    name === FIXED ? "fixed for this market's life" : groupedIn(limits[name].bounds.join("; "));
  return (
    <section aria-labelledby="parameters">
      <h2 id="parameters">Parameters</h2>
      {proposal === null ? (
        <p>
          No change is announced. These parameters hold at least until the delay of a new
          announcement is over.
        </p>
      ) : (
        <Pending
          market={market}
          etaTs={proposal.etaTs}
          changes={changes}
          onOpen={(what) => setOpen({ what, changes })}
        />
      )}
      <DataTable
        caption="Parameters that hold now"
        columns={[
          { name: "Parameter", cell: fileName },
          { name: "Now", cell: (name) => groupedIn(now[name]), figures: true },
          {
            name: "What it is",
            cell: (name) => <span className="wrap">{PARAM_EFFECTS[name].is}</span>,
          },
          { name: "May be", cell: (name) => <span className="wrap">{allowed(name)}</span> },
        ]}
        rows={ROWS}
        keyOf={(name) => name}
        empty="This market has no parameters."
      />
      <div className="row acts">
        <ActButton
          why={proposing ? "The form is open below." : whyNot("authority", market.roles.authority)}
          onClick={() => setProposing(true)}
        >
          Announce other parameters
        </ActButton>
      </div>
      {open?.what === "apply" && (
        <ApplyParams changes={open.changes} onClose={() => setOpen(null)} />
      )}
      {open?.what === "cancel" && (
        <CancelParams changes={open.changes} onClose={() => setOpen(null)} />
      )}
      {proposing && <Propose market={market} onClose={() => setProposing(false)} />}
    </section>
  );
}
