import { DIEM, vvvOf } from "@diem/sdk";
import { useState } from "react";
import { ActionDialog, type Row } from "../../../actions/action-dialog";
import { Change } from "../../../actions/rows";
import { exactAmount } from "../../../format/amounts";
import { AmountField, NOTHING } from "../../../parts/amount-field";
import { stakeOf } from "../holdings";
import type { ActionProps } from "./props";
import { DEFAULT_SLIPPAGE, SlippageField } from "./slippage-field";

/** Burns DIEM of the wallet, up to the bill, and unlocks stake. */
export function Burn({ holder: { standing, me }, onClose }: ActionProps) {
  const [value, setValue] = useState(NOTHING);
  const [slippage, setSlippage] = useState(DEFAULT_SLIPPAGE);
  const token = vvvOf(standing.market);
  const { amount } = value;
  const { amount: bps } = slippage;
  const { unlocked, locked, bill } = stakeOf(me);
  const held = me.balances.diem;
  const freed = bill === 0n;
  const most = held < bill ? held : bill;
  // the whole bill is burnt without a ceiling: it may be a unit more by then, which would stay as a debt
  const ceiling = freed || amount === null || amount === bill ? {} : { diemAmount: amount };
  const vvv = (units: bigint) => `${exactAmount(units, token)} VVV`;
  return (
    <ActionDialog
      action={{
        title: "Burn",
        input: [amount, bps],
        plan:
          (amount === null && !freed) || bps === null
            ? null
            : (client) => client.plan.burnDiem({ ...ceiling, slippageBps: Number(bps) }),
        rows: ([quote]): Row[] =>
          quote === undefined
            ? []
            : [
                ["Burns", `${exactAmount(quote.diemAmount, DIEM)} DIEM`],
                ["Unlocks now", vvv(quote.vvvUnlocked)],
                [`Unlocks at least (slippage ${slippage.text} %)`, vvv(quote.minVvvUnlocked)],
                [
                  "Unlocked",
                  <Change key="unlocked" from={unlocked} to={quote.unlocked} token={token} />,
                ],
                [
                  "Locked",
                  <Change
                    key="locked"
                    from={locked}
                    to={locked - quote.vvvUnlocked}
                    token={token}
                  />,
                ],
                ["Debt", <Change key="debt" from={bill} to={quote.bill} token={DIEM} />],
                [
                  "DIEM in the wallet",
                  <Change key="held" from={held} to={held - quote.diemAmount} token={DIEM} />,
                ],
              ],
        warning: "Burnt DIEM is destroyed. The unlocked VVV stays staked; you can unstake it.",
      }}
      form={
        <div className="stack">
          {freed ? (
            <p>
              Others burnt all of your debt. This burns nothing, and unlocks all that is locked.
            </p>
          ) : (
            <AmountField
              label="Amount"
              token={DIEM}
              value={value}
              onChange={setValue}
              most={exactAmount(most, DIEM)}
              hint={`At most your debt of ${exactAmount(bill, DIEM)} DIEM is burnt.`}
            />
          )}
          <SlippageField value={slippage} onChange={setSlippage} />
        </div>
      }
      onClose={onClose}
    />
  );
}
