import { CREDITS, DIEM, type MarketAccount, vvvOf } from "@diem/sdk";
import { ActionDialog, type Row } from "../../../actions/action-dialog";
import { shownAmount } from "../../../format/amounts";
import { safeText } from "../../../format/text";
import { Amount } from "../../../parts/amount";
import { useTerms } from "./terms-form";

interface Of {
  readonly market: MarketAccount;
  readonly onClose: () => void;
}

/** Given members alone: what is left out stays as it is. */
function given<Members extends object>(members: Members) {
  const entries = Object.entries(members).filter(([, value]) => value !== null);
  return Object.fromEntries(entries) as { [Name in keyof Members]?: NonNullable<Members[Name]> };
}

function bondRows(
  market: MarketAccount,
  { required, bond, fromEpoch }: { required: bigint; bond: bigint; fromEpoch: number },
): readonly Row[] {
  const vvv = vvvOf(market);
  return [
    ["Bond", <Amount key="b" value={bond} token={vvv} />],
    ["Bond that the capacity needs", <Amount key="r" value={required} token={vvv} />],
    ["Counts from epoch", String(fromEpoch)],
  ];
}

/** Changes endpoint, price and price list of the owner's provider. */
export function UpdateTerms({ onClose }: Of) {
  const [{ endpoint, price, priceListHash, wrong, input }, form] = useTerms("terms");
  const empty = endpoint === null && price === null && priceListHash === null;
  return (
    <ActionDialog
      action={{
        title: "Change the offer",
        input,
        plan:
          empty || wrong
            ? null
            : (client) => client.plan.updateProvider(given({ endpoint, price, priceListHash })),
        rows: ([quote]) =>
          quote === undefined
            ? []
            : [
                ["Endpoint, at once", safeText(quote.after.endpoint, 128)],
                ["Price of a credit", <Amount key="p" value={quote.after.price} token={DIEM} />],
                ["Price list", priceListHash === null ? "stays" : "another one"],
                ["Price and list count from epoch", String(quote.fromEpoch)],
              ],
        warning: "Channels that are open keep the price at which they were opened.",
      }}
      form={form}
      onClose={onClose}
    />
  );
}

/** Changes the capacity of the owner's provider. */
export function SetCapacity({ market, onClose }: Of) {
  const [{ capacity, quotaCapacity, wrong, input }, form] = useTerms("capacity");
  return (
    <ActionDialog
      action={{
        title: "Change the capacity",
        input,
        plan:
          capacity === null || wrong
            ? null
            : (client) => client.plan.setCapacity({ capacity, ...given({ quotaCapacity }) }),
        rows: ([quote]) =>
          quote === undefined
            ? []
            : [
                ["Part for staked DIEM", `${shownAmount(quote.quotaCapacity, CREDITS)} credits`],
                ...bondRows(market, quote),
              ],
      }}
      form={form}
      onClose={onClose}
    />
  );
}

/** Makes a provider of the connected wallet. */
export function Register({ market, onClose }: Of) {
  const [terms, form] = useTerms("all");
  const { endpoint, price, priceListHash, capacity, quotaCapacity, wrong, input } = terms;
  const ready = endpoint !== null && price !== null && capacity !== null && !wrong;
  return (
    <ActionDialog
      action={{
        title: "Become a provider",
        input,
        plan: ready
          ? (client) =>
              client.plan.registerProvider({
                ...{ endpoint, price, capacity },
                ...given({ priceListHash, quotaCapacity }),
              })
          : null,
        rows: ([quote]) => (quote === undefined ? [] : bondRows(market, quote)),
        warning: "The bond can be slashed by the market's arbiter, and leaves after a cool-down.",
      }}
      form={form}
      onClose={onClose}
    />
  );
}
