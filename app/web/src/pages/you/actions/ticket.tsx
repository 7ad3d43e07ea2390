import { vvvOf } from "@diem/sdk";
import { ActionDialog, type Row } from "../../../actions/action-dialog";
import { Change } from "../../../actions/rows";
import { exactAmount } from "../../../format/amounts";
import { stakeOf } from "../holdings";
import type { ActionProps } from "./props";

interface TicketProps extends ActionProps {
  readonly ticketId: bigint;
}

/** Puts a ticket's VVV back into the stake. */
export function CancelTicket({ holder: { standing, me }, ticketId, onClose }: TicketProps) {
  const token = vvvOf(standing.market);
  const { staked } = stakeOf(me);
  return (
    <ActionDialog
      action={{
        title: "Cancel the ticket",
        input: [ticketId],
        plan: (client) => client.plan.cancelUnstake({ ticketId }),
        rows: ([quote]): Row[] =>
          quote === undefined
            ? []
            : [
                ["Goes back into the stake", `${exactAmount(quote.amount, token)} VVV`],
                [
                  "Staked",
                  <Change key="staked" from={staked} to={staked + quote.amount} token={token} />,
                ],
              ],
        warning: "The cool-down of this ticket is lost: a new request begins a new one.",
      }}
      onClose={onClose}
    />
  );
}

/** Pays out a ticket. */
export function WithdrawTicket({ holder, ticketId, onClose }: TicketProps) {
  return (
    <ActionDialog
      action={{
        title: "Withdraw",
        input: [ticketId],
        plan: (client) => client.plan.withdrawUnstaked({ ticketId }),
        rows: (all) => payoutRows(holder, all),
      }}
      onClose={onClose}
    />
  );
}

/** Pays out all tickets that are ready. */
export function WithdrawAll({ holder, onClose }: ActionProps) {
  return (
    <ActionDialog
      action={{
        title: "Withdraw all that are ready",
        input: [],
        plan: (client) => client.plan.withdrawAllUnstaked(),
        rows: (all) => payoutRows(holder, all),
      }}
      onClose={onClose}
    />
  );
}

function payoutRows(
  { standing, me }: ActionProps["holder"],
  all: readonly { readonly amount: bigint; readonly ticketIds: readonly bigint[] }[],
): readonly Row[] {
  const token = vvvOf(standing.market);
  const { vvv } = me.balances;
  const amount = all.reduce((sum, one) => sum + one.amount, 0n);
  return [
    ["Tickets", String(all.flatMap(({ ticketIds }) => ticketIds).length)],
    ["VVV in the wallet", <Change key="vvv" from={vvv} to={vvv + amount} token={token} />],
  ];
}
