import { AmountField, type Entered, entered } from "../../../parts/amount-field";

/** Percent, whose base units are basis points. */
const PERCENT = { symbol: "%", decimals: 2 };
/** The default maximum move of the market before a transaction is refused. */
export const DEFAULT_SLIPPAGE: Entered = entered("0.5", PERCENT);

/** Asks how far the market may move until a transaction lands; the amount is in basis points. */
export function SlippageField({
  value,
  onChange,
}: {
  readonly value: Entered;
  readonly onChange: (value: Entered) => void;
}) {
  return (
    <AmountField
      label="Slippage"
      token={PERCENT}
      value={value}
      onChange={onChange}
      hint="Maximum change until the transaction lands. Above it, the program refuses."
    />
  );
}
