import { errors } from "@diem/sdk";
import { type FormEvent, useState } from "react";
import { usePrice } from "../data/price";

/** Asks for the price of a DIEM: none is on chain, and the page asks no other server. */
export function PriceForm() {
  const { text, set } = usePrice();
  const [wrong, setWrong] = useState<string | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget).get("price");
    try {
      set(typeof given === "string" ? given.trim() : "");
      setWrong(null);
    } catch (error) {
      setWrong(errors.isDiemError(error) ? error.message : String(error));
    }
  };
  return (
    <form className="field narrow" onSubmit={submit}>
      <label htmlFor="vvv-per-diem">A DIEM is worth, in VVV</label>
      <div className="row">
        <input
          id="vvv-per-diem"
          name="price"
          inputMode="decimal"
          autoComplete="off"
          defaultValue={text}
          aria-invalid={wrong !== null}
          aria-describedby="vvv-per-diem-hint"
        />
        <button type="submit">Use this price</button>
      </div>
      <p id="vvv-per-diem-hint" className={wrong === null ? "quiet" : "wrong"}>
        {wrong ??
          "The chain has no price of DIEM. If you enter one, the percentages include payments in DIEM."}
      </p>
    </form>
  );
}
