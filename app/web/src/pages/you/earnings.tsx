import { DIEM, quotes, vvvOf } from "@diem/sdk";
import { pausedWhy } from "../../data/paused";
import { useChainTime } from "../../network/clock";
import { ActButton } from "../../parts/act-button";
import { Amount } from "../../parts/amount";
import { Figure, Figures } from "../../parts/figure";
import { Time } from "../../parts/time";
import type { Open } from "./actions/props";
import { claimableOf, type Holder } from "./holdings";

const HOUR = 3_600n;

/** What the wallet's stake has earned by this second, and what it earns. */
export function Earnings({ holder, open }: { readonly holder: Holder; readonly open: Open }) {
  const { standing, me } = holder;
  const { market } = standing;
  const now = useChainTime() ?? standing.now;
  const token = vvvOf(market);
  const at = claimableOf(holder, now);
  const later = claimableOf(holder, now + HOUR);
  const { fees, rewards } = at ?? { fees: 0n, rewards: 0n };
  const nothing = fees === 0n && rewards === 0n;
  const none =
    me.position === null
      ? "You have no position: stake first."
      : nothing
        ? "Nothing has accrued since the last claim."
        : null;
  return (
    <section aria-labelledby="you-earnings">
      <h2 id="you-earnings">Earned and not claimed</h2>
      <Figures>
        <Figure
          name="Fees"
          explain="DIEM of the market's fees that your stake has earned by this second: a claim pays it. Computed with the program's own maths."
          more={
            <>
              in the next hour{" "}
              <Amount value={(later?.fees ?? fees) - fees} token={DIEM} decimals={9} />
            </>
          }
        >
          <Amount value={fees} token={DIEM} decimals={9} />
        </Figure>
        <Figure
          name="Rewards"
          explain="VVV of funded rewards that your stake has earned by this second. Locked stake earns less of them. The stream ends unless it is funded again."
          more={
            <>
              in the next hour{" "}
              <Amount
                value={(later?.rewards ?? rewards) - rewards}
                token={token}
                decimals={token.decimals}
              />
              <br />
              <RewardsEnd holder={holder} now={now} />
            </>
          }
        >
          <Amount value={rewards} token={token} decimals={token.decimals} />
        </Figure>
      </Figures>
      <div className="row acts">
        <ActButton why={none} onClick={() => open({ kind: "claim" })}>
          Claim
        </ActButton>
        <ActButton
          why={
            none ??
            pausedWhy(market, "stake", "staking") ??
            (rewards === 0n ? "No VVV rewards have accrued." : null)
          }
          onClick={() => open({ kind: "compound" })}
        >
          Stake the rewards
        </ActButton>
      </div>
    </section>
  );
}

function RewardsEnd({
  holder: { standing },
  now,
}: {
  readonly holder: Holder;
  readonly now: bigint;
}) {
  const { rewardStream, totalStaked } = quotes.accrue(standing.market, now);
  if (rewardStream.remaining === 0n) return "the rewards have ended: no more are funded";
  if (totalStaked === 0n) return "rewards start when there is stake";
  return (
    <>
      funded until <Time at={quotes.stream.endTs(rewardStream)} />
    </>
  );
}
