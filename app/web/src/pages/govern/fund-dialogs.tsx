import { constants, DIEM, type MarketAccount, vvvOf } from "@diem/sdk";
import { rewardWarnings } from "@diem/sdk/market-file";
import { useState } from "react";
import { ActionDialog } from "../../actions/action-dialog";
import { duration } from "../../format/times";
import { Amount } from "../../parts/amount";
import { AmountField, NOTHING } from "../../parts/amount-field";
import { TextField } from "../../parts/text-field";
import { Time } from "../../parts/time";

const DAY_SECS = 86_400n;
const WHOLE = /^[1-9]\d{0,3}$/;

/** Adds VVV to the reward stream of the stakers. */
export function FundRewards({
  market,
  onClose,
}: {
  readonly market: MarketAccount;
  readonly onClose: () => void;
}) {
  const vvv = vvvOf(market);
  const [value, setValue] = useState(NOTHING);
  const [days, setDays] = useState("30");
  const { amount } = value;
  const durationSecs = WHOLE.test(days) ? BigInt(days) * DAY_SECS : null;
  const warnings = durationSecs === null ? [] : rewardWarnings({ durationSecs });
  return (
    <ActionDialog
      action={{
        title: "Fund rewards",
        input: [amount, days],
        plan:
          amount === null || durationSecs === null
            ? null
            : (client) => client.plan.fundRewards({ amount, durationSecs }),
        rows: ([quote]) =>
          quote === undefined
            ? []
            : [
                ["To be released then", <Amount key="left" value={quote.remaining} token={vvv} />],
                ["Released until", <Time key="end" at={quote.endTs} />],
              ],
        warning: (
          <>
            <p>Funded VVV belongs to the stakers and cannot be taken back.</p>
            {warnings.map((warning) => (
              <p key={warning}>{warning}</p>
            ))}
          </>
        ),
      }}
      form={
        <div className="stack">
          <AmountField label="Amount" token={vvv} value={value} onChange={setValue} />
          <TextField
            label="Release time in days"
            numeric
            value={days}
            onChange={setDays}
            wrong={durationSecs === null ? "Write a whole number of days, such as 30." : null}
            hint={`From ${duration(market.params.stakeCooldownSecs)} to ${duration(constants.MAX_REWARD_DURATION_SECS)}.`}
          />
        </div>
      }
      onClose={onClose}
    />
  );
}

/** Adds DIEM to the quota pool. */
export function FundQuota({ onClose }: { readonly onClose: () => void }) {
  const [value, setValue] = useState(NOTHING);
  const { amount } = value;
  return (
    <ActionDialog
      action={{
        title: "Fund the quota pool",
        input: [amount],
        plan: amount === null ? null : (client) => client.plan.fundQuota({ amount }),
        rows: ([quote]) =>
          quote === undefined
            ? []
            : [["Quota pool then", <Amount key="pool" value={quote.pool} token={DIEM} />]],
        warning: "Funded DIEM pays for quota or goes to the stakers, and cannot be taken back.",
      }}
      form={<AmountField label="Amount" token={DIEM} value={value} onChange={setValue} />}
      onClose={onClose}
    />
  );
}
