import type { Offered } from "../data/offers";
import { safeText } from "../format/text";

/** Why a provider's price list is not shown, and nothing is bought by it. */
export function RefusedList({ of }: { readonly of: Exclude<Offered, { state: "verified" }> }) {
  const { state, reason, name } = of;
  return (
    <div className="note warn" role="status">
      <p>
        <strong>The price list: {state}.</strong> {safeText(reason, 400)}
      </p>
      {name !== null && <p className="quiet">{name}</p>}
    </div>
  );
}
