import { DIEM, errors, quotes } from "@diem/sdk";
import { type FormEvent, useState } from "react";
import { useSummary } from "../../data/market";
import { usePrice } from "../../data/price";
import { percentOfBps, shownAmount } from "../../format/amounts";
import { Figure, Figures } from "../../parts/figure";
import { Query } from "../../parts/query";

/** What stakers and minters are paid at the rates of now, in parts. */
export function Returns() {
  const summary = useSummary();
  return (
    <section aria-label="Returns">
      <h2>Returns at the rates of now</h2>
      <PriceForm />
      <Query query={summary} what="the returns">
        {({ market, stakerApr, minterApr }) => (
          <Figures>
            <Figure
              name="Stakers' APR"
              explain="What a year would return on unlocked stake if fees and rewards went on as they run now, not compounded. More stake lowers it, and rewards end unless somebody funds them again."
              more={<Parts apr={stakerApr} />}
            >
              <Total apr={stakerApr} />
            </Figure>
            <Figure
              name="Minters' APR"
              explain={`What a year would return on stake that is locked by minting now: the fees, the rewards less ${percentOfBps(market.params.lockedHaircutBps)}, and the quota of the minted DIEM at the reference price. The DIEM itself can be sold, and counts for nothing here.`}
              more={minterApr !== null && <Parts apr={minterApr} />}
            >
              {minterApr === null ? "nobody can mint" : <Total apr={minterApr} />}
            </Figure>
          </Figures>
        )}
      </Query>
    </section>
  );
}

function Total({ apr: { total, rewards } }: { readonly apr: quotes.Apr }) {
  return total === null ? <>{percentOfBps(rewards)} and DIEM</> : <>{percentOfBps(total)}</>;
}

/** What it is made of: parts that are paid in DIEM are percentages only where a price is given. */
function Parts({ apr: { fees, rewards, quota, diem } }: { readonly apr: quotes.Apr }) {
  const paid = (bps: bigint | null, amount: bigint) =>
    bps === null ? `${shownAmount(amount, DIEM)} DIEM a year per VVV` : percentOfBps(bps);
  const parts = [`rewards ${percentOfBps(rewards)}`, `fees ${paid(fees, diem.fees)}`];
  if (diem.quota > 0n || (quota ?? 0n) > 0n) parts.push(`quota ${paid(quota, diem.quota)}`);
  return <>{parts.join(", ")}</>;
}

/** Asks what a DIEM is worth: no price is on chain, and the page asks nobody. */
function PriceForm() {
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
        <button type="submit">Value by it</button>
      </div>
      <p id="vvv-per-diem-hint" className={wrong === null ? "quiet" : "wrong"}>
        {wrong ??
          "No price of DIEM is on chain. With one, what is paid in DIEM is a part of the percentages."}
      </p>
    </form>
  );
}
