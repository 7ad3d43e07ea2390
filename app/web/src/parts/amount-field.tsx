import { parseAmount, type Token } from "@diem/sdk";
import { type ReactNode, useId } from "react";
import { ungrouped } from "../format/amounts";
import { safeText } from "../format/text";

/** Characters of what is wrong with a text, which is in it. */
const MAX_SAID = 200;

/** What stands in an amount's field. */
export interface Entered {
  readonly text: string;
  /** Base units; null where the text is empty or is no amount. */
  readonly amount: bigint | null;
  /** What is wrong with the text; null where nothing is. */
  readonly wrong: string | null;
}

export const NOTHING: Entered = { text: "", amount: null, wrong: null };

/** Reads an amount as it is typed. */
export function entered(text: string, token: Token): Entered {
  const trimmed = ungrouped(text.trim());
  if (trimmed === "") return { text, amount: null, wrong: null };
  try {
    return { text, amount: parseAmount(trimmed, token), wrong: null };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return { text, amount: null, wrong: safeText(said, MAX_SAID) };
  }
}

/** A field for an amount of a token, which says at once what is wrong with what is typed. */
export function AmountField({
  label,
  token,
  value,
  onChange,
  most,
  hint,
}: {
  readonly label: string;
  readonly token: Token;
  readonly value: Entered;
  readonly onChange: (value: Entered) => void;
  /** The whole of what there is, as text, for a button that fills it in. */
  readonly most?: string;
  readonly hint?: ReactNode;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>
        {label} ({token.symbol})
      </label>
      <div className="row">
        <input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          value={value.text}
          aria-invalid={value.wrong !== null}
          aria-describedby={`${id}-hint`}
          onChange={({ target }) => onChange(entered(target.value, token))}
        />
        {most !== undefined && (
          <button type="button" onClick={() => onChange(entered(most, token))}>
            All
          </button>
        )}
      </div>
      <p id={`${id}-hint`} className={value.wrong === null ? "quiet" : "wrong"}>
        {value.wrong ?? hint}
      </p>
    </div>
  );
}
