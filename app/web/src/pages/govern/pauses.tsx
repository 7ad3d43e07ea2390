import { constants, type MarketAccount } from "@diem/sdk";
import { useState } from "react";
import { ActionDialog } from "../../actions/action-dialog";
import { ActButton } from "../../parts/act-button";
import { DataTable } from "../../parts/data-table";
import { useWhyNot } from "./may";

type Entry = constants.Entry;

/** What each entry stops while it is paused. */
const STOPS: Readonly<Record<Entry, string>> = {
  stake: "staking, compounding of rewards, and cancelling a request to unstake",
  mint: "minting DIEM",
  open: "opening channels",
  deposit: "deposits into channels, and staking for quota",
  register: "registering providers, and adding bond",
};
const ENTRIES = Object.keys(constants.PAUSE) as Entry[];

/** What can be paused, and what is. */
export function Pauses({ market }: { readonly market: MarketAccount }) {
  const { paused, roles } = market;
  const whyNot = useWhyNot();
  const [open, setOpen] = useState<"pause" | "unpause" | null>(null);
  const running = ENTRIES.filter((entry) => !paused.includes(entry));
  return (
    <section aria-labelledby="pauses">
      <h2 id="pauses">Pauses</h2>
      <p>
        Only what comes in can be paused. Burning, claiming, unstaking, withdrawing, settling and
        closing go on.
      </p>
      <DataTable
        caption="What can be paused"
        columns={[
          { name: "Entry", cell: (entry) => entry },
          {
            name: "State",
            cell: (entry) =>
              paused.includes(entry) ? (
                <strong className="wrong">paused</strong>
              ) : (
                <span className="good">open</span>
              ),
          },
          {
            name: "A pause stops",
            cell: (entry) => <span className="wrap">{STOPS[entry]}</span>,
          },
        ]}
        rows={ENTRIES}
        keyOf={(entry) => entry}
        empty="Nothing can be paused."
      />
      <div className="row acts">
        <ActButton
          why={
            running.length === 0
              ? "Everything that can be paused is."
              : whyNot("guardian or the authority", roles.guardian, roles.authority)
          }
          onClick={() => setOpen("pause")}
        >
          Pause
        </ActButton>
        <ActButton
          why={paused.length === 0 ? "Nothing is paused." : whyNot("authority", roles.authority)}
          onClick={() => setOpen("unpause")}
        >
          Unpause
        </ActButton>
      </div>
      {open !== null && (
        <ChangePauses
          verb={open}
          choices={open === "pause" ? running : paused}
          onClose={() => setOpen(null)}
        />
      )}
    </section>
  );
}

function ChangePauses({
  verb,
  choices,
  onClose,
}: {
  readonly verb: "pause" | "unpause";
  readonly choices: readonly Entry[];
  readonly onClose: () => void;
}) {
  // the choices stay while the dialog is open, even if the market changes
  const [offered] = useState(choices);
  const [chosen, setChosen] = useState<readonly Entry[]>([]);
  const pausing = verb === "pause";
  return (
    <ActionDialog
      action={{
        title: pausing ? "Pause" : "Unpause",
        input: chosen,
        plan: chosen.length === 0 ? null : (client) => client.plan[verb]({ entries: chosen }),
        rows: () =>
          chosen.map((entry) => [`${pausing ? "Stops" : "Allows"}: ${entry}`, STOPS[entry]]),
        ...(pausing
          ? { warning: "It takes effect at once, for everybody. Only the authority can undo it." }
          : {}),
      }}
      form={
        <fieldset>
          <legend>{pausing ? "What to pause" : "What to open again"}</legend>
          {offered.map((entry) => (
            <label key={entry} className="choice">
              <input
                type="checkbox"
                checked={chosen.includes(entry)}
                onChange={({ target }) =>
                  setChosen((now) =>
                    offered.filter((one) => (one === entry ? target.checked : now.includes(one))),
                  )
                }
              />
              <span>
                {entry} <span className="quiet">{STOPS[entry]}</span>
              </span>
            </label>
          ))}
        </fieldset>
      }
      onClose={onClose}
    />
  );
}
