import { type ReactNode, useId } from "react";

/** A field for a text, with what is wrong with it or a hint below. */
export function TextField({
  label,
  value,
  onChange,
  hint,
  wrong = null,
  numeric = false,
}: {
  readonly label: ReactNode;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly hint?: ReactNode;
  /** What is wrong with the text; null where nothing is. */
  readonly wrong?: ReactNode | null;
  readonly numeric?: boolean;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        inputMode={numeric ? "decimal" : "text"}
        autoComplete="off"
        spellCheck={false}
        value={value}
        aria-invalid={wrong !== null}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => onChange(target.value)}
      />
      <p id={`${id}-hint`} className={wrong === null ? "quiet" : "wrong"}>
        {wrong ?? hint}
      </p>
    </div>
  );
}
