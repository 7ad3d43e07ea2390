import { useSummary } from "../../data/market";
import { percentOfBps } from "../../format/amounts";
import { AprParts, AprTotal } from "../../parts/apr";
import { Figure, Figures } from "../../parts/figure";
import { PriceForm } from "../../parts/price-form";
import { Query } from "../../parts/query";

/** What stakers and minters are paid at the rates of now, in parts. */
export function Returns() {
  const summary = useSummary();
  return (
    <section aria-label="Returns">
      <h2>Returns at current rates</h2>
      <PriceForm />
      <Query query={summary} what="the returns">
        {({ market, stakerApr, minterApr }) => (
          <Figures>
            <Figure
              name="Stakers' APR"
              explain="What a year would return on unlocked stake if fees and rewards went on as they run now, not compounded. More stake lowers it, and rewards end unless somebody funds them again."
              more={<AprParts apr={stakerApr} />}
            >
              <AprTotal apr={stakerApr} />
            </Figure>
            <Figure
              name="Minters' APR"
              explain={`What a year would return on stake that is locked by minting now: the fees, the rewards less ${percentOfBps(market.params.lockedHaircutBps)}, and the quota of the minted DIEM at the reference price. The DIEM itself can be sold, and counts for nothing here.`}
              more={minterApr !== null && <AprParts apr={minterApr} />}
            >
              {minterApr === null ? "minting is not possible" : <AprTotal apr={minterApr} />}
            </Figure>
          </Figures>
        )}
      </Query>
    </section>
  );
}
