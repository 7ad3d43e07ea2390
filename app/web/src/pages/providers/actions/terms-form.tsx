import { CREDITS, DIEM } from "@diem/sdk";
import { priceListHash, checkPriceList } from "@diem/wire";
import { type ReactNode, useState } from "react";
import { AmountField, type Entered, NOTHING } from "../../../parts/amount-field";
import { TextField } from "../../../parts/text-field";

/** What a provider types in of its offer; null where a field is empty. */
export interface Terms {
  readonly endpoint: string | null;
  /** DIEM base units for a credit. */
  readonly price: bigint | null;
  readonly priceListHash: Uint8Array | null;
  /** Micro-credits an epoch. */
  readonly capacity: bigint | null;
  readonly quotaCapacity: bigint | null;
  /** Whether a field has what cannot be used. */
  readonly wrong: boolean;
  /** What distinguishes it. */
  readonly input: readonly (string | null)[];
}

interface Hashed {
  readonly text: string;
  readonly hash: Uint8Array | null;
  readonly wrong: string | null;
}

function hashed(text: string): Hashed {
  if (text.trim() === "") return { text, hash: null, wrong: null };
  try {
    return { text, hash: priceListHash(checkPriceList(JSON.parse(text))), wrong: null };
  } catch (error) {
    return { text, hash: null, wrong: error instanceof Error ? error.message : String(error) };
  }
}

/** The fields of a provider's terms or of its capacity, and what stands in them. */
export function useTerms(fields: "terms" | "capacity" | "all"): [Terms, ReactNode] {
  const [endpoint, setEndpoint] = useState("");
  const [price, setPrice] = useState<Entered>(NOTHING);
  const [list, setList] = useState<Hashed>({ text: "", hash: null, wrong: null });
  const [capacity, setCapacity] = useState<Entered>(NOTHING);
  const [quota, setQuota] = useState<Entered>(NOTHING);
  const terms: Terms = {
    endpoint: endpoint.trim() === "" ? null : endpoint.trim(),
    ...{ price: price.amount, capacity: capacity.amount, quotaCapacity: quota.amount },
    priceListHash: list.hash,
    wrong: [price, list, capacity, quota].some(({ wrong }) => wrong !== null),
    input: [endpoint, price.text, list.text, capacity.text, quota.text],
  };
  const form = (
    <div className="stack">
      {fields !== "capacity" && (
        <>
          <TextField
            label="Endpoint"
            value={endpoint}
            onChange={setEndpoint}
            hint="The base of your gateway's API, such as https://ai.example/v1"
          />
          <AmountField label="Price of a credit" token={DIEM} value={price} onChange={setPrice} />
          <label className="field">
            <span>Price list, as JSON</span>
            <textarea
              rows={4}
              spellCheck={false}
              value={list.text}
              aria-invalid={list.wrong !== null}
              onChange={({ target }) => setList(hashed(target.value))}
            />
            <span className={list.wrong === null ? "quiet" : "wrong"}>
              {list.wrong ?? "Its hash goes on chain; your gateway publishes the list."}
            </span>
          </label>
        </>
      )}
      {fields !== "terms" && (
        <>
          <AmountField
            label="Capacity per epoch"
            token={CREDITS}
            value={capacity}
            onChange={setCapacity}
          />
          <AmountField
            label="Part for staked DIEM"
            token={CREDITS}
            value={quota}
            onChange={setQuota}
            hint="For quota, which earns quota rewards."
          />
        </>
      )}
    </div>
  );
  return [terms, form];
}
