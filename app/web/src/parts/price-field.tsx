import { useId, useState } from "react";
import { usePrice } from "../data/price";

/** Asks what a DIEM is worth in VVV: by it, what is paid in DIEM is valued. */
export function PriceField() {
  const { text, set } = usePrice();
  const [typed, setTyped] = useState(text);
  const [wrong, setWrong] = useState<string | null>(null);
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>Market price of 1 DIEM in VVV</label>
      <input
        id={id}
        inputMode="decimal"
        autoComplete="off"
        value={typed}
        aria-invalid={wrong !== null}
        aria-describedby={`${id}-hint`}
        onChange={({ target: { value } }) => {
          setTyped(value);
          try {
            set(value.trim());
            setWrong(null);
          } catch (error) {
            setWrong(error instanceof Error ? error.message : String(error));
          }
        }}
      />
      <p id={`${id}-hint`} className={wrong === null ? "quiet" : "wrong"}>
        {wrong ??
          "No market price is on chain, and the page asks nobody for one. What you write stays in this browser."}
      </p>
    </div>
  );
}
