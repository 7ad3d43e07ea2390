import { PublicKey } from "@solana/web3.js";
import type { DiemEventName } from "@diem/sdk";
import { type FormEvent, useState } from "react";
import { duration } from "../../format/times";
import { ErrorNote } from "../../parts/error-note";
import { Loading } from "../../parts/loading";
import { type Filter, type Kind, KIND_OF, KINDS, namesOf } from "./kinds";
import { EventList } from "./list";
import { type Entry, MAX_ENTRIES } from "./log";
import { type Events, useEvents } from "./use-events";

const ALL = "";

/** What happens in the market: live, filtered, each event with its transaction and in words. */
export default function ActivityPage() {
  const [chosen, setChosen] = useState(ALL);
  const [account, setAccount] = useState<string | undefined>(undefined);
  const names = namesIn(chosen);
  const filter = {
    ...(names === undefined ? {} : { names }),
    ...(account === undefined ? {} : { account }),
  };
  return (
    <>
      <h1>Activity</h1>
      <p>Events of this market as they happen, each with its transaction.</p>
      <div className="stack filters">
        <label className="field">
          <span>Kind of event</span>
          <select value={chosen} onChange={({ target }) => setChosen(target.value)}>
            <option value={ALL}>All events</option>
            {KINDS.map((kind) => (
              <optgroup key={kind} label={kind}>
                <option value={`kind:${kind}`}>All of {kind}</option>
                {namesOf(kind).map((name) => (
                  <option key={name} value={name}>
                    {name}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </label>
        <AccountFilter account={account} onChange={setAccount} />
      </div>
      <Followed key={`${chosen} ${account ?? ""}`} filter={filter} />
    </>
  );
}

function Followed({ filter }: { readonly filter: Filter }) {
  const events = useEvents(filter);
  const { source, error, entries } = events;
  return (
    <>
      <Source events={events} />
      {error !== null && <ErrorNote error={error} />}
      {source === null ? (
        <Loading what="the events" />
      ) : entries.length === 0 ? (
        <p className="quiet">No such events yet. New events appear here.</p>
      ) : (
        <Live events={events} />
      )}
    </>
  );
}

function namesIn(chosen: string): readonly DiemEventName[] | undefined {
  if (chosen === ALL) return undefined;
  const [, kind] = /^kind:(.*)$/.exec(chosen) ?? [];
  if (kind !== undefined) return namesOf(kind as Kind);
  return chosen in KIND_OF ? [chosen as DiemEventName] : undefined;
}

function AccountFilter({
  account,
  onChange,
}: {
  readonly account: string | undefined;
  readonly onChange: (account: string | undefined) => void;
}) {
  const [wrong, setWrong] = useState<string | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget).get("account");
    const text = typeof given === "string" ? given.trim() : "";
    const valid = text === "" || isAddress(text);
    setWrong(valid ? null : "Invalid address: paste the address of a wallet, provider or channel.");
    if (valid) onChange(text === "" ? undefined : text);
  };
  return (
    <form className="field" onSubmit={submit}>
      <label htmlFor="account">Account: address of a wallet, provider or channel</label>
      <div className="row">
        <input
          id="account"
          name="account"
          autoComplete="off"
          spellCheck={false}
          defaultValue={account ?? ""}
          aria-invalid={wrong !== null}
          aria-describedby="account-hint"
        />
        <button type="submit">Show</button>
      </div>
      <p id="account-hint" className={wrong === null ? "quiet" : "wrong"}>
        {wrong ?? "Leave it empty to see everybody's."}
      </p>
    </form>
  );
}

function isAddress(text: string): boolean {
  try {
    new PublicKey(text);
    return true;
  } catch {
    return false;
  }
}

/** Where the events come from, and how old they are. */
function Source({ events: { source, progress, live, dropped } }: { readonly events: Events }) {
  if (source === null) return null;
  if (source === "chain") {
    return (
      <p className="note" role="status">
        History is not available: no indexer answers. These are some of the newest events, read from
        the chain, and what happens while this page is open.
      </p>
    );
  }
  const lag = progress?.lagSeconds ?? null;
  return (
    <>
      {!live && (
        <p className="note warn" role="status">
          The indexer does not answer. The page tries again; the figures below may be old.
        </p>
      )}
      <p className="quiet">
        {progress !== null && `Indexed to slot ${progress.slot}`}
        {lag !== null && `, lag ${duration(BigInt(Math.round(lag)))}`}
        {dropped > 0 && `. Transactions that came to nothing, and were taken out: ${dropped}`}
      </p>
    </>
  );
}

/** The list, which stands still while its reader pauses it or reads older events. */
function Live({ events: { entries, readOlder } }: { readonly events: Events }) {
  const [held, setHeld] = useState<readonly Entry[] | null>(null);
  const [paused, setPaused] = useState(false);
  const hold = (holding: boolean) => {
    if (!holding) setHeld(null);
    else setHeld((before) => before ?? entries);
  };
  const shown = held ?? entries;
  const newest = held?.[0];
  const waiting = newest === undefined ? 0 : entries.findIndex(({ key }) => key === newest.key);
  const fresh = waiting < 0 ? entries.length : waiting;
  return (
    <>
      <div className="row spread">
        <button
          type="button"
          aria-pressed={paused}
          onClick={() => {
            setPaused(!paused);
            hold(!paused);
          }}
        >
          {paused ? "Go on" : "Pause"}
        </button>
        <span className="quiet">
          {held === null
            ? `${shown.length} events`
            : fresh === 0
              ? "The list is paused."
              : `The list is paused: ${fresh} new`}
        </span>
      </div>
      <EventList
        entries={shown}
        onAway={(away) => {
          if (!paused) hold(away);
        }}
      />
      {readOlder !== null && (
        <button
          type="button"
          onClick={() => {
            void readOlder().then(() => setHeld(null));
          }}
        >
          Read older events
        </button>
      )}
      {entries.length >= MAX_ENTRIES && (
        <p className="quiet">
          The page keeps the newest {MAX_ENTRIES} events. Filter them to see older ones.
        </p>
      )}
    </>
  );
}
