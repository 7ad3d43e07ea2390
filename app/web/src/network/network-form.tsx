import { type FormEvent, useState } from "react";
import { ErrorNote } from "../parts/error-note";
import { checkConfig, choose, chosenConfig } from "./config";

const FIELDS = [
  ["rpcUrl", "URL of the JSON-RPC", "https://api.devnet.solana.com"],
  ["market", "Address of the market", ""],
  ["indexerUrl", "URL of an indexer, for history (optional)", ""],
  ["programId", "Program, if it is another than the standard one (optional)", ""],
] as const;

/** Lets the user point the page at another market; the choice stays in this browser. */
export function NetworkForm() {
  const [error, setError] = useState<unknown>(null);
  const chosen = chosenConfig();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(event.currentTarget));
    try {
      choose(checkConfig(given));
      location.reload();
    } catch (thrown) {
      setError(thrown);
    }
  };
  return (
    <form className="stack" onSubmit={submit}>
      {FIELDS.map(([name, label, placeholder]) => (
        <label key={name} className="field">
          <span>{label}</span>
          <input
            name={name}
            defaultValue={chosen?.[name] ?? ""}
            placeholder={placeholder}
            autoComplete="off"
            spellCheck={false}
          />
        </label>
      ))}
      {error !== null && <ErrorNote error={error} />}
      <div className="row">
        <button className="primary" type="submit">
          Use this market
        </button>
        {chosen !== null && (
          <button
            type="button"
            onClick={() => {
              choose(null);
              location.reload();
            }}
          >
            Back to the market of this page
          </button>
        )}
      </div>
    </form>
  );
}
