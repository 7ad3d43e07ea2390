import { quotes, type TicketAccount, vvvOf } from "@diem/sdk";
import { pausedWhy } from "../../data/paused";
import { useChainTime } from "../../network/clock";
import { ActButton } from "../../parts/act-button";
import { Amount } from "../../parts/amount";
import { DataTable } from "../../parts/data-table";
import { Countdown, Time } from "../../parts/time";
import type { Open } from "./actions/props";
import type { Holder } from "./holdings";

/** The wallet's unstake tickets: how long each cools, and what can be done with it now. */
export function Tickets({ holder, open }: { readonly holder: Holder; readonly open: Open }) {
  const { standing, me } = holder;
  const token = vvvOf(standing.market);
  if (me.tickets.length === 0) return null;
  return (
    <>
      <h3>Tickets</h3>
      <DataTable
        caption="Unstake tickets"
        columns={[
          {
            name: "Amount",
            cell: ({ amount }) => <Amount value={amount} token={token} />,
            figures: true,
          },
          {
            name: "Ready",
            cell: ({ readyTs }) => (
              <>
                <Countdown to={readyTs} done="ready" />
                <span className="wide-only">
                  {" "}
                  (<Time at={readyTs} />)
                </span>
              </>
            ),
          },
          { name: "Action", cell: (ticket) => <TicketButton {...{ ticket, holder, open }} /> },
        ]}
        rows={me.tickets}
        keyOf={({ id }) => id.toString()}
        empty=""
      />
      <WithdrawAll {...{ holder, open }} />
    </>
  );
}

/** What can be done with a ticket now: cancelled while it cools, paid out afterwards. */
function TicketButton({
  ticket,
  holder: { standing },
  open,
}: {
  readonly ticket: TicketAccount;
  readonly holder: Holder;
  readonly open: Open;
}) {
  const now = useChainTime() ?? standing.now;
  const { id: ticketId } = ticket;
  if (quotes.ticketReady({ ticket, now })) {
    return (
      <ActButton primary why={null} onClick={() => open({ kind: "withdraw", ticketId })}>
        Withdraw
      </ActButton>
    );
  }
  const why = pausedWhy(
    standing.market,
    "stake",
    "staking, and a cancelled ticket is staked again",
  );
  return (
    <ActButton why={why} onClick={() => open({ kind: "cancel", ticketId })}>
      Cancel
    </ActButton>
  );
}

function WithdrawAll({
  holder: { standing, me },
  open,
}: {
  readonly holder: Holder;
  readonly open: Open;
}) {
  const now = useChainTime() ?? standing.now;
  const ready = me.tickets.filter((ticket) => quotes.ticketReady({ ticket, now }));
  const [next] = me.tickets
    .filter((ticket) => !ready.includes(ticket))
    .sort((a, b) => Number(a.readyTs - b.readyTs));
  if (me.tickets.length < 2) return null;
  return (
    <div className="row acts">
      <ActButton
        why={
          ready.length > 0 || next === undefined ? null : (
            <>
              No ticket is ready. The next one is <Countdown to={next.readyTs} />.
            </>
          )
        }
        onClick={() => open({ kind: "withdrawAll" })}
      >
        Withdraw all that are ready
      </ActButton>
    </div>
  );
}
