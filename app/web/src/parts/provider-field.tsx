import { DIEM, type PricedProvider } from "@diem/sdk";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { shortAddress } from "../format/address";
import { exactAmount } from "../format/amounts";
import { safeText } from "../format/text";

/** Providers above which a list to choose from is searched. */
const FEW = 30;
/** Of the providers that are found, how many are listed. */
const LISTED = 50;

interface Choice {
  readonly address: string;
  readonly text: string;
  /** What is searched. */
  readonly words: string;
}

/** A field for one of many providers: a list, which is searched where it is long. */
export function ProviderField(field: {
  readonly providers: readonly PricedProvider[];
  /** Address in base58. */
  readonly chosen: string;
  readonly onChange: (address: string) => void;
  /** Whether whole addresses are shown, as a wrong choice does harm. */
  readonly whole?: boolean;
}) {
  const { providers, chosen, onChange, whole = false } = field;
  const choices = useMemo(
    () => providers.map((provider) => choiceOf(provider, whole)),
    [providers, whole],
  );
  if (choices.length > FEW) return <Search {...{ choices, chosen, onChange }} />;
  return (
    <label className="field">
      <span>Provider</span>
      <select value={chosen} onChange={({ target }) => onChange(target.value)}>
        {choices.map(({ address, text }) => (
          <option key={address} value={address}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

function choiceOf({ address: of, price, endpoint }: PricedProvider, whole: boolean): Choice {
  const [address, at] = [of.toBase58(), safeText(endpoint, 40)];
  const named = whole ? address : shortAddress(address);
  const text = `${named}, ${exactAmount(price, DIEM)} DIEM for a credit, ${at}`;
  return { address, text, words: `${address} ${text}`.toLowerCase() };
}

/** A combobox by the pattern of ARIA: what is typed is searched, the arrows move, Enter chooses, Escape goes back. */
function Search({
  choices,
  chosen,
  onChange,
}: {
  readonly choices: readonly Choice[];
  readonly chosen: string;
  readonly onChange: (address: string) => void;
}) {
  const id = useId();
  /** What is typed; null while the list is closed. */
  const [typed, setTyped] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const found = useMemo(() => foundBy(typed ?? "", choices), [typed, choices]);
  const listed = found.slice(0, LISTED);
  const active = listed[at];
  const isOpen = typed !== null;
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: "nearest" });
  }, [at, isOpen]);

  const search = (text: string) => {
    setTyped(text);
    setAt(0);
  };
  const open = () => {
    setTyped("");
    setAt(
      Math.max(
        0,
        choices.slice(0, LISTED).findIndex(({ address }) => address === chosen),
      ),
    );
  };
  const choose = ({ address }: Choice) => {
    onChange(address);
    setTyped(null);
  };
  const moveBy = (step: number) => {
    if (!isOpen) open();
    else if (listed.length > 0) setAt((at + step + listed.length) % listed.length);
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => moveBy(1),
    ArrowUp: () => moveBy(-1),
    ...(isOpen && {
      Enter: () => active !== undefined && choose(active),
      // the dialog around it stays open
      Escape: () => setTyped(null),
    }),
  };
  const press = (event: KeyboardEvent) => {
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  return (
    <div className="field">
      <label htmlFor={id}>Provider</label>
      <input
        id={id}
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        value={typed ?? choices.find(({ address }) => address === chosen)?.text ?? ""}
        placeholder="Search by address, price or endpoint"
        aria-expanded={isOpen}
        aria-autocomplete="list"
        aria-controls={`${id}-list`}
        aria-describedby={`${id}-found`}
        aria-activedescendant={isOpen && active !== undefined ? `${id}-${at}` : undefined}
        // what is typed then takes the place of what was chosen
        onFocus={({ target }) => target.select()}
        onClick={() => isOpen || open()}
        onChange={({ target }) => search(target.value)}
        onKeyDown={press}
        onBlur={() => setTyped(null)}
      />
      <ul ref={list} id={`${id}-list`} role="listbox" aria-label="Providers" hidden={!isOpen}>
        {isOpen &&
          listed.map((choice, nth) => (
            // eslint-disable-next-line jsx-a11y/click-events-have-key-events
            <li
              key={choice.address}
              id={`${id}-${nth}`}
              role="option"
              aria-selected={nth === at}
              // the focus stays in the field, whose keys do the same
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(choice)}
            >
              {choice.text}
            </li>
          ))}
      </ul>
      <p id={`${id}-found`} className="quiet" role="status">
        {isOpen ? foundText(found.length) : `Type to search ${choices.length} providers.`}
      </p>
    </div>
  );
}

/** Choices that have every word that was typed. */
function foundBy(typed: string, choices: readonly Choice[]): readonly Choice[] {
  const wanted = typed.toLowerCase().split(/\s+/);
  return choices.filter(({ words }) => wanted.every((word) => words.includes(word)));
}

function foundText(found: number): string {
  if (found === 0) return "No provider is found: type a part of its address, price or endpoint.";
  if (found > LISTED) return `${found} are found, of which the first ${LISTED} are listed.`;
  return found === 1 ? "One is found." : `${found} are found.`;
}
