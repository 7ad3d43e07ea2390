import type { MarketAccount } from "@diem/sdk";
import type { ParamChange } from "@diem/sdk/text";
import { useState } from "react";
import { ActionDialog } from "../../actions/action-dialog";
import { Time } from "../../parts/time";

/** Announces parameters, after all that they change was read once more. */
export function ProposeDialog({
  market: { proposal },
  params,
  changes,
  warnings,
  onClose,
}: {
  readonly market: MarketAccount;
  readonly params: MarketAccount["params"];
  readonly changes: readonly ParamChange[];
  readonly warnings: readonly string[];
  readonly onClose: (announced: boolean) => void;
}) {
  const [announced, setAnnounced] = useState(false);
  return (
    <ActionDialog
      action={{
        title: "Announce parameters",
        input: changes.map(({ name, after }) => `${name} ${after}`),
        plan: (client) => client.plan.proposeParams({ params }),
        rows: ([quote]) =>
          quote === undefined
            ? []
            : [
                ...changes.map(
                  ({ name, before, after }) => [name, `${before} → ${after}`] as const,
                ),
                ["Can be applied from", <Time key="eta" at={quote.etaTs} />],
                ["Lapse", <Time key="lapse" at={quote.lapsesTs} />],
              ],
        ...(warnings.length === 0 && proposal === null
          ? {}
          : {
              warning: (
                <>
                  {proposal !== null && (
                    <p>This replaces the current announcement and restarts the delay.</p>
                  )}
                  {warnings.map((warning) => (
                    <p key={warning}>{warning}</p>
                  ))}
                </>
              ),
            }),
      }}
      onClose={() => onClose(announced)}
      onConfirmed={() => setAnnounced(true)}
    />
  );
}
