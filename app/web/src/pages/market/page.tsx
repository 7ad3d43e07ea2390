import { lazy, Suspense } from "react";
import { useStanding } from "../../data/market";
import { Loading } from "../../parts/loading";
import { Query } from "../../parts/query";
import { Curve } from "./curve";
import { Epochs } from "./epochs";
import { Minting } from "./minting";
import { Proposal } from "./proposal";
import { Returns } from "./returns";
import { Use } from "./use";
import { Vaults } from "./vaults";

// charts are no part of what a first visit waits for
const History = lazy(() => import("./history"));

/** The current market, from the chain, and its history, from the indexer. */
export default function MarketPage() {
  const standing = useStanding();
  return (
    <>
      <h1>Market</h1>
      <p>
        DIEM pays for AI calls. Stakers of VVV can mint DIEM against a part of their stake, and earn
        a part of the providers' revenue. Press a question mark to read what a figure means.
      </p>
      <Query query={standing} what="the market">
        {(at) => (
          <>
            <Curve at={at} />
            <Minting at={at} />
            <Use />
            <Returns />
            <Vaults at={at} />
            <Epochs at={at} />
            <Proposal at={at} />
          </>
        )}
      </Query>
      <Suspense fallback={<Loading what="the history" />}>
        <History />
      </Suspense>
    </>
  );
}
