import { DIEM, quotes, vvvOf } from "@diem/sdk";
import { useState } from "react";
import { ActionDialog, type Row } from "../../../actions/action-dialog";
import { Change } from "../../../actions/rows";
import { usePrice } from "../../../data/price";
import { exactAmount } from "../../../format/amounts";
import { AmountField, NOTHING } from "../../../parts/amount-field";
import { stakeOf } from "../holdings";
import type { ActionProps } from "./props";
import { DEFAULT_SLIPPAGE, SlippageField } from "./slippage-field";

/** Mints DIEM against unlocked stake. */
export function Mint({ holder: { standing, me }, onClose }: ActionProps) {
  const [value, setValue] = useState(NOTHING);
  const [slippage, setSlippage] = useState(DEFAULT_SLIPPAGE);
  const { text: price } = usePrice();
  const { market, supply, now } = standing;
  const token = vvvOf(market);
  const { amount: diemAmount } = value;
  const { amount: bps } = slippage;
  const { unlocked, locked, bill } = stakeOf(me);
  const most = quotes.maxMintable({ market, supply, now, vvv: unlocked });
  const vvv = (amount: bigint) => `${exactAmount(amount, token)} VVV`;
  return (
    <ActionDialog
      action={{
        title: "Mint",
        input: [diemAmount, bps],
        plan:
          diemAmount === null || bps === null
            ? null
            : (client) => client.plan.mintDiem({ diemAmount, slippageBps: Number(bps) }),
        rows: ([quote]): Row[] =>
          quote === undefined
            ? []
            : [
                ["You get, exactly", `${exactAmount(diemAmount ?? 0n, DIEM)} DIEM`],
                ["Locks now", vvv(quote.vvvLocked)],
                [`Locks at most (slippage ${slippage.text} %)`, vvv(quote.maxVvvLocked)],
                ["Average rate of this mint", `${vvv(quote.averageRate)} per DIEM`],
                [
                  "Rate of the next DIEM",
                  <Change key="rate" from={quote.rateBefore} to={quote.rateAfter} token={token} />,
                ],
                ...(price === ""
                  ? []
                  : [["Market price, by you", `${price} VVV per DIEM`] as const]),
                [
                  "Unlocked",
                  <Change key="unlocked" from={unlocked} to={quote.unlocked} token={token} />,
                ],
                [
                  "Locked",
                  <Change key="locked" from={locked} to={locked + quote.vvvLocked} token={token} />,
                ],
                [
                  "Debt",
                  <Change key="debt" from={bill} to={bill + (diemAmount ?? 0n)} token={DIEM} />,
                ],
              ],
        warning:
          "The VVV stays locked until you burn the DIEM of your debt. Burning unlocks it at your own average rate, not at the rate of that day. Locked stake earns less of the rewards.",
      }}
      form={
        <div className="stack">
          <AmountField
            label="Amount"
            token={DIEM}
            value={value}
            onChange={setValue}
            most={exactAmount(most, DIEM)}
            hint={`Your unlocked stake mints at most ${exactAmount(most, DIEM)} DIEM now.`}
          />
          <SlippageField value={slippage} onChange={setSlippage} />
        </div>
      }
      onClose={onClose}
    />
  );
}
