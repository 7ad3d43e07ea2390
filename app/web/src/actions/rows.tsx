import type { Token } from "@diem/sdk";
import { exactAmount, sol } from "../format/amounts";
import type { Row } from "./action";
import type { Preview } from "./preview";

/** Names and values, one below the other. */
export function Rows({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <dl className="rows">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** An amount, exactly, before an action and after it. */
export function Change({
  from,
  to,
  token,
}: {
  readonly from: bigint;
  readonly to: bigint;
  readonly token: Token;
}) {
  return (
    <span className="amount">
      <data value={from.toString()}>{exactAmount(from, token)}</data>{" "}
      <span aria-hidden="true">→</span>
      <span className="hidden"> becomes </span>{" "}
      <data value={to.toString()}>{exactAmount(to, token)}</data>{" "}
      <span className="symbol">{token.symbol}</span>
    </span>
  );
}

/** What an action costs besides what it moves. */
export function costRows({
  made,
  lamports,
  fee,
}: Pick<Preview<unknown>, "made" | "lamports" | "fee">): readonly Row[] {
  const cost: Row = [
    "Fee and rent",
    lamports === null
      ? "unknown: the node does not report it"
      : lamports < 0n
        ? `${sol(-lamports)} SOL come back`
        : `${sol(lamports)} SOL`,
  ];
  const rent = lamports === null || fee === null ? 0n : lamports - fee;
  const parts: Row[] =
    rent > 0n
      ? [["of which rent, returned on closing", `${sol(rent)} SOL`]]
      : rent < 0n
        ? [["returned rent", `${sol(-rent)} SOL`]]
        : [];
  const several: Row[] =
    made.length > 1 ? [["Transactions", `${made.length}, one after the other`]] : [];
  return [cost, ...parts, ...several];
}
