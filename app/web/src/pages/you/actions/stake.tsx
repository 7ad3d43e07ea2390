import { vvvOf } from "@diem/sdk";
import { useState } from "react";
import { ActionDialog, type Row } from "../../../actions/action-dialog";
import { Change } from "../../../actions/rows";
import { exactAmount } from "../../../format/amounts";
import { AmountField, NOTHING } from "../../../parts/amount-field";
import { stakeOf } from "../holdings";
import type { ActionProps } from "./props";

/** Stakes VVV of the wallet. */
export function Stake({ holder: { standing, me }, onClose }: ActionProps) {
  const [value, setValue] = useState(NOTHING);
  const token = vvvOf(standing.market);
  const { amount } = value;
  const held = me.balances.vvv;
  return (
    <ActionDialog
      action={{
        title: "Stake",
        input: [amount],
        plan: amount === null ? null : (client) => client.plan.stake({ amount }),
        rows: ([quote]): Row[] =>
          quote === undefined
            ? []
            : [
                [
                  "Staked",
                  <Change key="staked" from={stakeOf(me).staked} to={quote.staked} token={token} />,
                ],
                ["In the wallet", <Change key="left" from={held} to={quote.left} token={token} />],
                ...(quote.opens
                  ? [["Position", "is opened, for a rent that its closing gives back"] as const]
                  : []),
              ],
      }}
      form={
        <AmountField
          label="Amount"
          token={token}
          value={value}
          onChange={setValue}
          most={exactAmount(held, token)}
          hint="Staked VVV earns from the next second on. To leave, it cools down first."
        />
      }
      onClose={onClose}
    />
  );
}
