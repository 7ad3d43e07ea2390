import { DIEM, quotes, vvvOf } from "@diem/sdk";
import { usePrice } from "../../data/price";
import { percentOfBps } from "../../format/amounts";
import { Amount } from "../../parts/amount";
import { AprParts, AprTotal } from "../../parts/apr";
import { Figure, Figures } from "../../parts/figure";
import { PriceForm } from "../../parts/price-form";
import { type Holder, marginalRateOf, stakeOf } from "./holdings";

/** At which rates the wallet's VVV is locked and minting would lock more, beside the market's price; and what the stake returns. */
export function Rates({ holder }: { readonly holder: Holder }) {
  const { standing, me } = holder;
  const { market, supply, now } = standing;
  const { vvvPerDiem, text } = usePrice();
  const token = vvvOf(market);
  const { locked, bill, unlocked } = stakeOf(me);
  const average = quotes.averageRateFloor({ locked, bill });
  const marginal = marginalRateOf(standing);
  const at = { market, now, ...(vvvPerDiem === null ? {} : { vvvPerDiem }) };
  const unlockedApr = quotes.stakerApr(at);
  const lockedApr =
    locked === 0n ? null : quotes.minterApr({ ...at, supply, minted: { locked, bill } });
  const nextApr = marginal === null || marginal === 0n ? null : quotes.minterApr({ ...at, supply });
  return (
    <section aria-labelledby="you-rates">
      <h2 id="you-rates">Rates</h2>
      <Figures>
        <Figure
          name="Your average rate"
          explain="Locked VVV for each DIEM of your debt. Burning unlocks at this rate, not at today's rate."
          more={
            bill === 0n ? (
              "you owe nothing"
            ) : (
              <>
                burning <Amount value={bill} token={DIEM} /> unlocks{" "}
                <Amount value={locked} token={token} />
              </>
            )
          }
        >
          {average === null ? "–" : <Amount value={average} token={token} />}
        </Figure>
        <Figure
          name="Today's rate"
          explain="VVV that the next DIEM locks, by the mint curve. A larger mint locks more for each DIEM, because it moves along the curve."
          more={nextApr === null ? undefined : lostBy(unlockedApr.rewards, nextApr.rewards)}
        >
          {marginal === null ? (
            "minting is not possible now"
          ) : (
            <Amount value={marginal} token={token} />
          )}
        </Figure>
        <Figure
          name="Market price"
          explain="Your own estimate of the value of 1 DIEM. Minting locks VVV, which comes back; buying spends it. Compare the lock and its lost rewards with this price."
          more={text === "" ? "write it below" : "by you"}
        >
          {vvvPerDiem === null ? "–" : `${text} VVV`}
        </Figure>
        <Figure
          name="APR of unlocked stake"
          explain="Yearly return at current rates, without compounding. Not a promise: the streams end and change."
          more={<AprParts apr={unlockedApr} />}
        >
          <AprTotal apr={unlockedApr} />
        </Figure>
        <Figure
          name="APR of locked stake"
          explain="The same for your locked stake: fees, rewards less the haircut, and the quota of the DIEM behind it at the reference price, as if all were used."
          more={lockedApr === null ? "nothing is locked" : <AprParts apr={lockedApr} />}
        >
          {lockedApr === null ? "–" : <AprTotal apr={lockedApr} />}
        </Figure>
      </Figures>
      {unlocked + locked > 0n || (
        <p className="quiet">You have no stake: the figures are what a staker gets.</p>
      )}
      <PriceForm />
    </section>
  );
}

function lostBy(unlocked: bigint, locked: bigint): string {
  return `rewards a year: ${percentOfBps(unlocked)} while unlocked, ${percentOfBps(locked)} while locked`;
}
