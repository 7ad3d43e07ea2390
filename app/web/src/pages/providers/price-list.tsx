import type { PricedProvider } from "@diem/sdk";
import { useOffer } from "../../data/offers";
import { safeText } from "../../format/text";

/** Whether a provider's published price list is the one on chain, and how many models it has. */
export function PriceListState({ provider }: { readonly provider: PricedProvider }) {
  const { data } = useOffer(provider);
  if (data == null) return <span className="quiet">…</span>;
  if (data.state !== "verified") {
    return (
      <span className="wrong" title={safeText(data.reason, 300)}>
        {data.state}
      </span>
    );
  }
  const models = Object.keys(data.prices.models);
  return (
    <span title={safeText(models.slice(0, 10).join(", "), 300)}>
      <span className="good">verified</span>, {models.length}{" "}
      {models.length === 1 ? "model" : "models"}
    </span>
  );
}
