import { vvvOf } from "@diem/sdk";
import { AmountAction } from "../../../actions/amount-action";
import { Change } from "../../../actions/rows";
import { duration } from "../../../format/times";
import { Time } from "../../../parts/time";
import { stakeOf } from "../holdings";
import type { ActionProps } from "./props";

/** Takes unlocked VVV out of the stake, onto a ticket that cools. */
export function Unstake({ holder: { standing, me }, onClose }: ActionProps) {
  const token = vvvOf(standing.market);
  const { staked, unlocked } = stakeOf(me);
  return (
    <AmountAction
      title="Unstake"
      token={token}
      most={unlocked}
      hint="Only unlocked stake. Other tickets keep their cool-downs."
      plan={(client, amount) => client.plan.requestUnstake({ amount })}
      rows={(quotes) =>
        quotes.flatMap((quote) => [
          ["Staked", <Change key="staked" from={staked} to={quote.staked} token={token} />],
          ["Unlocked", <Change key="unlocked" from={unlocked} to={quote.unlocked} token={token} />],
          ["Can be withdrawn from", <Time key="ready" at={quote.readyTs} />],
        ])
      }
      warning={`It earns nothing while it cools, for ${duration(standing.market.params.stakeCooldownSecs)}. You can cancel the ticket until then.`}
      onClose={onClose}
    />
  );
}
