import { DIEM } from "@diem/sdk";
import type { ParamChange } from "@diem/sdk/text";
import { ActionDialog } from "../../actions/action-dialog";
import { Amount } from "../../parts/amount";

interface Props {
  readonly changes: readonly ParamChange[];
  readonly onClose: () => void;
}

/** Applies what was announced; anyone may. */
export function ApplyParams({ changes, onClose }: Props) {
  return (
    <ActionDialog
      action={{
        title: "Apply the announced parameters",
        input: [],
        plan: (client) => client.plan.applyParams(),
        rows: ([quote]) =>
          quote === undefined
            ? []
            : [
                ...changes.map(
                  ({ name, before, after }) => [name, `${before} → ${after}`] as const,
                ),
                ["Epochs closed first", quote.closed],
                [
                  "Reference price then",
                  <Amount key="price" value={quote.referencePrice} token={DIEM} />,
                ],
              ],
      }}
      onClose={onClose}
    />
  );
}

/** Takes back what was announced. */
export function CancelParams({ changes, onClose }: Props) {
  return (
    <ActionDialog
      action={{
        title: "Cancel the announcement",
        input: [],
        plan: (client) => client.plan.cancelParams(),
        rows: () => [["Changes that are cancelled", changes.map(({ name }) => name).join(", ")]],
      }}
      onClose={onClose}
    />
  );
}
