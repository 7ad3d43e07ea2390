import { vvvOf } from "@diem/sdk";
import { AmountAction } from "../../../actions/amount-action";
import { Change } from "../../../actions/rows";
import { stakeOf } from "../holdings";
import type { ActionProps } from "./props";

/** Stakes VVV of the wallet. */
export function Stake({ holder: { standing, me }, onClose }: ActionProps) {
  const token = vvvOf(standing.market);
  const held = me.balances.vvv;
  const { staked } = stakeOf(me);
  return (
    <AmountAction
      title="Stake"
      token={token}
      most={held}
      hint="Staked VVV earns at once. Unstaked VVV cools down before you can withdraw it."
      plan={(client, amount) => client.plan.stake({ amount })}
      rows={(quotes) =>
        quotes.flatMap((quote) => [
          ["Staked", <Change key="staked" from={staked} to={quote.staked} token={token} />],
          ["In the wallet", <Change key="left" from={held} to={quote.left} token={token} />],
          ...(quote.opens ? [["Position", "is opened; closing it returns the rent"] as const] : []),
        ])
      }
      onClose={onClose}
    />
  );
}
