import { DIEM } from "@diem/sdk";
import { type ModelPrice, payFor, type PriceList } from "@diem/wire";
import { grouped } from "../format/amounts";
import { safeText } from "../format/text";
import { Amount } from "./amount";
import { DataTable } from "./data-table";

/** Credits for a million tokens, in DIEM at the price of a credit. */
function inDiem(microCredits: number | undefined, price: bigint) {
  if (microCredits === undefined) return "–";
  const { diem } = payFor({ credits: BigInt(microCredits), quota: 0n, price });
  return <Amount value={diem} token={DIEM} />;
}

/** Models of a verified price list, and what they cost. */
export function Prices({
  prices,
  price,
}: {
  readonly prices: PriceList;
  /** DIEM base units for a credit. */
  readonly price: bigint;
}) {
  const cost = (member: keyof ModelPrice) => ({
    figures: true,
    cell: ([, model]: readonly [string, ModelPrice]) => inDiem(model[member], price),
  });
  return (
    <DataTable
      caption="Models and their prices"
      rows={Object.entries(prices.models)}
      keyOf={([name]) => name}
      empty="The price list has no model."
      columns={[
        {
          name: "Model",
          cell: ([name]) => <span title={safeText(name, 300)}>{safeText(name)}</span>,
        },
        { name: "Million tokens asked", ...cost("input") },
        { name: "of them cached", ...cost("cached_input") },
        { name: "Million tokens answered", ...cost("output") },
        { name: "A call", ...cost("request") },
        { name: "An image", ...cost("image") },
        {
          name: "Longest answer",
          figures: true,
          cell: ([, { max_output: most }]) =>
            most === undefined ? "–" : `${grouped(String(most))} tokens`,
        },
      ]}
    />
  );
}
