import { DIEM } from "@diem/sdk";
import { useStanding } from "../../data/market";
import { Amount } from "../../parts/amount";
import { Figure, Figures } from "../../parts/figure";
import { Query } from "../../parts/query";

/** The market as it stands. */
export default function MarketPage() {
  const standing = useStanding();
  return (
    <>
      <h1>Market</h1>
      <Query query={standing} what="the market">
        {({ supply, market }) => (
          <Figures>
            <Figure name="Supply" explain="DIEM in existence, by the mint's own account.">
              <Amount value={supply} token={DIEM} />
            </Figure>
            <Figure
              name="Target supply"
              explain="The supply that the market steers to; it moves when epochs close."
            >
              <Amount value={market.targetSupply} token={DIEM} />
            </Figure>
          </Figures>
        )}
      </Query>
    </>
  );
}
