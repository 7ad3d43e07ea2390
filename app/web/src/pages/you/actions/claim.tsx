import { DIEM, vvvOf } from "@diem/sdk";
import { ActionDialog, type Row } from "../../../actions/action-dialog";
import { Change } from "../../../actions/rows";
import { exactAmount } from "../../../format/amounts";
import { stakeOf } from "../holdings";
import type { ActionProps } from "./props";

/** Pays out fees and rewards. */
export function Claim({ holder: { standing, me }, onClose }: ActionProps) {
  const token = vvvOf(standing.market);
  const { vvv, diem } = me.balances;
  return (
    <ActionDialog
      action={{
        title: "Claim",
        input: [],
        plan: (client) => client.plan.claimRewards(),
        rows: ([quote]): Row[] =>
          quote === undefined
            ? []
            : [
                ["Fees, at least", `${exactAmount(quote.diem, DIEM)} DIEM`],
                ["Rewards, at least", `${exactAmount(quote.vvv, token)} VVV`],
                [
                  "DIEM in the wallet",
                  <Change key="diem" from={diem} to={diem + quote.diem} token={DIEM} />,
                ],
                [
                  "VVV in the wallet",
                  <Change key="vvv" from={vvv} to={vvv + quote.vvv} token={token} />,
                ],
              ],
      }}
      onClose={onClose}
    />
  );
}

/** Stakes the rewards; the fees stay claimable. */
export function Compound({ holder: { standing, me }, onClose }: ActionProps) {
  const token = vvvOf(standing.market);
  return (
    <ActionDialog
      action={{
        title: "Stake the rewards",
        input: [],
        plan: (client) => client.plan.compoundRewards(),
        rows: ([quote]): Row[] =>
          quote === undefined
            ? []
            : [
                ["Rewards, at least", `${exactAmount(quote.vvv, token)} VVV`],
                [
                  "Staked",
                  <Change key="staked" from={stakeOf(me).staked} to={quote.staked} token={token} />,
                ],
                ["Fees", "stay claimable"],
              ],
      }}
      onClose={onClose}
    />
  );
}
