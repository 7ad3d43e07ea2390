import { vvvOf } from "@diem/sdk";
import { useState } from "react";
import { ActionDialog, type Row } from "../../../actions/action-dialog";
import { Change } from "../../../actions/rows";
import { exactAmount } from "../../../format/amounts";
import { duration } from "../../../format/times";
import { AmountField, NOTHING } from "../../../parts/amount-field";
import { Time } from "../../../parts/time";
import { stakeOf } from "../holdings";
import type { ActionProps } from "./props";

/** Takes unlocked VVV out of the stake, onto a ticket that cools. */
export function Unstake({ holder: { standing, me }, onClose }: ActionProps) {
  const [value, setValue] = useState(NOTHING);
  const token = vvvOf(standing.market);
  const { amount } = value;
  const { staked, unlocked } = stakeOf(me);
  return (
    <ActionDialog
      action={{
        title: "Unstake",
        input: [amount],
        plan: amount === null ? null : (client) => client.plan.requestUnstake({ amount }),
        rows: ([quote]): Row[] =>
          quote === undefined
            ? []
            : [
                ["Staked", <Change key="staked" from={staked} to={quote.staked} token={token} />],
                [
                  "Unlocked",
                  <Change key="unlocked" from={unlocked} to={quote.unlocked} token={token} />,
                ],
                ["Can be withdrawn from", <Time key="ready" at={quote.readyTs} />],
              ],
        warning: `It earns nothing while it cools, for ${duration(standing.market.params.stakeCooldownSecs)}. You can cancel the ticket until then.`,
      }}
      form={
        <AmountField
          label="Amount"
          token={token}
          value={value}
          onChange={setValue}
          most={exactAmount(unlocked, token)}
          hint="At most what is not locked. Other tickets keep their own cool-downs."
        />
      }
      onClose={onClose}
    />
  );
}
