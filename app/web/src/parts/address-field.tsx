import { PublicKey } from "@solana/web3.js";
import { type ReactNode, useId } from "react";

/** What stands in an address's field. */
export interface EnteredAddress {
  readonly text: string;
  /** Null where the text is empty or is no address. */
  readonly address: PublicKey | null;
  /** What is wrong with the text; null where nothing is. */
  readonly wrong: string | null;
}

/** Reads an address as it is typed. */
export function enteredAddress(text: string): EnteredAddress {
  const trimmed = text.trim();
  if (trimmed === "") return { text, address: null, wrong: null };
  try {
    return { text, address: new PublicKey(trimmed), wrong: null };
  } catch {
    return { text, address: null, wrong: "Invalid address: write 32 bytes in base58." };
  }
}

/** A field for an address, which says at once when it is none. */
export function AddressField({
  label,
  value,
  onChange,
  hint,
}: {
  readonly label: string;
  readonly value: EnteredAddress;
  readonly onChange: (value: EnteredAddress) => void;
  readonly hint?: ReactNode;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="mono"
        autoComplete="off"
        spellCheck={false}
        value={value.text}
        aria-invalid={value.wrong !== null}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => onChange(enteredAddress(target.value))}
      />
      <p id={`${id}-hint`} className={value.wrong === null ? "quiet" : "wrong"}>
        {value.wrong ?? hint}
      </p>
    </div>
  );
}
