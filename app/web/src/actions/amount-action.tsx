import type { DiemClient, plans, Token } from "@diem/sdk";
import { type ReactNode, useState } from "react";
import { exactAmount } from "../format/amounts";
import { AmountField, NOTHING } from "../parts/amount-field";
import { ActionDialog, type Row } from "./action-dialog";

/** An action of one amount, from its field to its confirmation. */
export function AmountAction<Quote>({
  title,
  label = "Amount",
  token,
  most,
  hint,
  plan,
  rows,
  warning,
  onClose,
}: {
  readonly title: string;
  /** Of the field. */
  readonly label?: string;
  readonly token: Token;
  /** Base units that a button fills in: all that there is. */
  readonly most?: bigint;
  readonly hint?: ReactNode;
  readonly plan: (
    client: DiemClient,
    amount: bigint,
  ) => Promise<plans.Plan<Quote> | plans.Plan<Quote>[]>;
  readonly rows: (quotes: readonly Quote[], amount: bigint) => readonly Row[];
  readonly warning?: ReactNode;
  readonly onClose: () => void;
}) {
  const [value, setValue] = useState(NOTHING);
  const { amount } = value;
  return (
    <ActionDialog
      action={{
        ...{ title, input: [amount], warning },
        plan: amount === null ? null : (client) => plan(client, amount),
        rows: (quotes: readonly Quote[]) => (amount === null ? [] : rows(quotes, amount)),
      }}
      form={
        <AmountField
          {...{ label, token, value, hint }}
          {...(most === undefined ? {} : { most: exactAmount(most, token) })}
          onChange={setValue}
        />
      }
      onClose={onClose}
    />
  );
}
