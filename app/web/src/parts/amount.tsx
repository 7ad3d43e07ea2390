import type { Token } from "@diem/sdk";
import { exactAmount, shownAmount } from "../format/amounts";

/** An amount with its symbol; the exact one shows on hover. */
export function Amount({
  value,
  token,
  decimals,
}: {
  /** Base units. */
  readonly value: bigint;
  readonly token: Token;
  /** Most decimals that are shown; 6 unless given. */
  readonly decimals?: number;
}) {
  return (
    <data
      className="amount"
      value={value.toString()}
      title={`${exactAmount(value, token)} ${token.symbol}`}
    >
      {shownAmount(value, token, decimals)} <span className="symbol">{token.symbol}</span>
    </data>
  );
}
