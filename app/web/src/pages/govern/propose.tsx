import { errors, type MarketAccount, parseAmount, type quotes } from "@diem/sdk";
import {
  bounds,
  fileName,
  marketWarnings,
  type ParamName,
  params as paramsOfFile,
  parse,
  texts,
} from "@diem/sdk/market-file";
import { PARAM_EFFECTS, paramChanges } from "@diem/sdk/text";
import { useState } from "react";
import { groupedIn, ungrouped } from "../../format/amounts";
import { ActButton } from "../../parts/act-button";
import { ErrorNote } from "../../parts/error-note";
import { TextField } from "../../parts/text-field";
import { ParamChanges } from "../../parts/param-changes";
import { FIXED, GROUPS } from "./groups";
import { ProposeDialog } from "./propose-dialog";
import { RedFlags } from "./red-flags";

type Texts = Readonly<Record<ParamName, string>>;
type Read =
  | { readonly params: MarketAccount["params"]; readonly refusal: null }
  | { readonly params: null; readonly refusal: errors.DiemError<"InvalidMarketFile"> };

/** The parameters that the fields say, with or without commas between thousands, or the refusal that names the first field that is wrong. */
function read(fields: Texts, { vvvDecimals, epochSecs }: MarketAccount): Read {
  const entries = Object.entries(fields) as [ParamName, string][];
  const text = Object.fromEntries(
    entries.map(([name, value]) => [fileName(name), ungrouped(value.trim())]),
  );
  try {
    const file = parse({ params: text });
    return { params: paramsOfFile({ file, vvvDecimals, epochSecs }), refusal: null };
  } catch (error) {
    if (!errors.isDiemError(error, "InvalidMarketFile")) throw error;
    return { params: null, refusal: error };
  }
}

const USD = { symbol: "USD", decimals: 6 };

/** The price of a VVV as it was typed, where it is one. */
function priceOf(text: string): quotes.PriceRatio | string | null {
  if (text.trim() === "") return null;
  try {
    const numerator = parseAmount(text.trim(), USD);
    return numerator === 0n
      ? "Write more than zero."
      : { numerator, denominator: 10n ** BigInt(USD.decimals) };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A field for each parameter, with its unit and its bounds; what changes, and what is dangerous in it. */
export function Propose({
  market,
  onClose,
}: {
  readonly market: MarketAccount;
  readonly onClose: () => void;
}) {
  const { params: before, vvvDecimals, clusterTag, quotaCapacity } = market;
  const [fields, setFields] = useState<Texts>(() => texts(market));
  const [usd, setUsd] = useState("");
  const [reviewing, setReviewing] = useState(false);
  const { params: after, refusal } = read(fields, market);
  const price = priceOf(usd);
  const wrong = (name: ParamName) =>
    refusal?.context.path === `params.${fileName(name)}` ? refusal.message : null;
  const limits = bounds({ ...market, params: after ?? before });
  const changes = after === null ? [] : paramChanges({ before, after, vvvDecimals });
  const warnings =
    after === null
      ? []
      : marketWarnings({
          ...{ params: after, clusterTag, vvvDecimals, quotaCapacity: quotaCapacity.next },
          ...(price === null || typeof price === "string" ? {} : { usdPerVvv: price }),
        });
  const why =
    refusal !== null
      ? `${refusal.context.path} is refused.`
      : changes.length === 0
        ? "No parameter changes yet."
        : null;
  return (
    <div className="card" data-propose>
      <h3>Announce other parameters</h3>
      <p>
        An announcement has all parameters. Anyone can apply it after the delay of today,{" "}
        {texts(market).paramsDelaySecs}. It replaces what is announced already.
      </p>
      {GROUPS.map(([heading, names]) => (
        <fieldset key={heading} className="columns">
          <legend>{heading}</legend>
          {names
            .filter((name) => name !== FIXED)
            .map((name) => (
              <TextField
                key={name}
                label={
                  <>
                    {fileName(name)} <span className="quiet">{PARAM_EFFECTS[name].is}</span>
                  </>
                }
                value={fields[name]}
                onChange={(text) => setFields((now) => ({ ...now, [name]: text }))}
                wrong={wrong(name)}
                hint={groupedIn(limits[name].bounds.join("; "))}
              />
            ))}
        </fieldset>
      ))}
      <TextField
        label="Price of VVV in US dollars (optional)"
        numeric
        value={usd}
        onChange={setUsd}
        wrong={typeof price === "string" ? price : null}
        hint="Used only to warn about the bond."
      />
      {refusal === null ? <ParamChanges changes={changes} /> : <ErrorNote error={refusal} />}
      {warnings.map((warning) => (
        <p key={warning} className="note warn">
          {warning}
        </p>
      ))}
      {after !== null && changes.length > 0 && <RedFlags market={market} params={after} />}
      <div className="row acts">
        <ActButton primary why={why} onClick={() => setReviewing(true)}>
          Review the announcement
        </ActButton>
        <button type="button" onClick={onClose}>
          Close the form
        </button>
      </div>
      {reviewing && after !== null && (
        <ProposeDialog
          market={market}
          params={after}
          changes={changes}
          warnings={warnings}
          onClose={(announced) => (announced ? onClose() : setReviewing(false))}
        />
      )}
    </div>
  );
}
