import { constants, type MarketStanding } from "@diem/sdk";
import { lazy, Suspense } from "react";
import { Loading } from "../../parts/loading";
import { Countdown, Time } from "../../parts/time";

// the sentences about parameters come only where some are announced
const Changes = lazy(() => import("./changes"));

/** Parameters that are announced: what they change, what that does, and from when. */
export function Proposal({ at: { market, now } }: { readonly at: MarketStanding }) {
  const { proposal, params, vvvDecimals } = market;
  return (
    <section aria-label="Announced parameters">
      <h2>Announced parameters</h2>
      {proposal === null ? (
        <p className="quiet">No change of parameters is announced.</p>
      ) : (
        <>
          <p className="note warn">
            Anyone can apply them <Countdown to={proposal.etaTs} done="now" /> (
            <Time at={proposal.etaTs} />
            ).{" "}
            {now > proposal.etaTs + constants.PARAMS_WINDOW_SECS ? (
              "They have lapsed and can no longer be applied."
            ) : (
              <>
                They lapse <Countdown to={proposal.etaTs + constants.PARAMS_WINDOW_SECS} />.
              </>
            )}
          </p>
          <Suspense fallback={<Loading what="what they do" />}>
            <Changes before={params} after={proposal.params} vvvDecimals={vvvDecimals} />
          </Suspense>
        </>
      )}
    </section>
  );
}
