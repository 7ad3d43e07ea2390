import { ActionDialog, type Row } from "../../../actions/action-dialog";
import { sol } from "../../../format/amounts";
import type { ActionProps } from "./props";

/** Closes the empty position. */
export function ClosePosition({ onClose }: ActionProps) {
  return (
    <ActionDialog
      action={{
        title: "Close the position",
        input: [],
        plan: (client) => client.plan.closePosition(),
        rows: ([quote]): Row[] =>
          quote === undefined
            ? []
            : [["Rent to the account that paid it", `${sol(quote.rent)} SOL`]],
        warning: "Your next stake opens a new position, for the same rent.",
      }}
      onClose={onClose}
    />
  );
}
