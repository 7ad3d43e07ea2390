import type { Token } from "@diem/sdk";
import { exactAmount, shownAmount } from "../format/amounts";

/** Characters of an amount that a narrow figure has room for at its full size. */
const SHORT = 9;

/** An amount with its symbol; the exact one shows on hover. */
export function Amount({
  value,
  token,
  decimals,
}: {
  /** Base units. */
  readonly value: bigint;
  readonly token: Token;
  /** Maximum number of decimals to show. Default: 6. */
  readonly decimals?: number;
}) {
  const shown = shownAmount(value, token, decimals);
  return (
    <data
      className={shown.length > SHORT ? "amount long" : "amount"}
      value={value.toString()}
      title={`${exactAmount(value, token)} ${token.symbol}`}
    >
      {shown} <span className="symbol">{token.symbol}</span>
    </data>
  );
}
