import { expect } from "chai";
import { commandTree } from "@diem/cli";
import { EveryCommand, type Step } from "./every-command";
import { leafCommands } from "./leaf-commands";
import { Terminal } from "./terminal";

/** Columns of a terminal that nobody has made wider. */
const COLUMNS = 80;
/** A line that goes on for as long as its one word, such as a signature or a URL. */
const ONE_WORD = /^ *(?:[^:]+: +)?\S+$/;
/** Commands that tell what happens, one line an event. */
const LINES = /^(?:watch|keeper run)/;
/** Writes a server's log to stdout, and what it tells people and scripts to stderr. */
const LOG = /^gateway run/;
/** Print no amounts: help, a script for a shell, and estimates of the risk lab. */
const NO_AMOUNTS = /^(?:help|completion|simulate)/;

describe("cli: every command", () => {
  it("fits 80 columns with figures of all digits, and counts in whole tokens", async () => {
    const steps = await EveryCommand.run("--no-color");
    allIn(steps);
    for (const { line, result } of steps) {
      if (LINES.test(line) || line.startsWith("completion")) continue;
      const stdout = LOG.test(line) ? "" : result.stdout;
      for (const text of `${stdout}${result.stderr}`.split("\n")) {
        if (!ONE_WORD.test(text)) expect(text.length, `${line}: ${text}`).to.be.at.most(COLUMNS);
        expect(text, line).not.to.match(
          /base units|micro-credits|(?<!micro-)lamports|max_vvv|min_vvv|toText/i,
        );
      }
    }
  });

  it("prints JSON with one type for each figure: a text for all that may pass 2^53", async () => {
    const steps = await EveryCommand.run("--output", "json");
    allIn(steps);
    const kinds = new Map<string, Map<string, string>>();
    for (const { line, result } of steps) {
      if (NO_AMOUNTS.test(line)) continue;
      const stdout = LOG.test(line) ? "" : result.stdout;
      const documents = LINES.test(line) ? stdout.trimEnd().split("\n") : [stdout];
      const notes = result.stderr.split("\n");
      for (const text of [...documents, ...notes].filter((one) => one !== "")) {
        figures(JSON.parse(text), { line, key: "", raw: false }, ({ kind, key, raw }) => {
          const name = raw ? `event ${key}` : key;
          const of = kinds.get(name) ?? new Map<string, string>();
          kinds.set(name, of.set(kind, line));
        });
      }
    }
    for (const [key, of] of kinds) expect([...of.keys()], key).to.have.length(1);
    const numbers = [...kinds].filter(([, of]) => of.has("number")).map(([key]) => key);
    expect(numbers.filter((key) => /(?:Bps|Ts|Secs|Slot|slot|sequence)$/.test(key))).to.deep.equal(
      [],
    );
    expect(numbers.sort()).to.deep.equal(NUMBERS);
  });
});

/** Figures that are numbers: those that 32 bits always hold. */
const NUMBERS = [
  ...["closed", "due", "epoch"],
  ...["event closed", "event closing", "event epoch", "event errorCode", "event firstClosed"],
  ...["event lastQuotaEpoch", "event nextTargetEpoch", "event openChannels", "event quotaEpoch"],
  ...["event quotaPoolEpochs", "event reason", "event vvvDecimals"],
  ...["firstClosed", "fromEpoch", "lastQuotaEpoch", "later", "nextToClose", "openChannels"],
  ...["openTickets", "quotaEpoch", "reason", "running", "settling", "toBeClosed", "unitsConsumed"],
];

/** Commands that are a server and need a database: their own tests run them. */
const ELSEWHERE = /^indexer /;

/** Every command must have been run, and done what it is for. */
function allIn(steps: readonly Step[]): void {
  for (const { line, result } of steps)
    expect(result.code, `${line}: ${result.stderr}`).to.equal(0);
  const tree = commandTree(new Terminal({ cwd: "/", home: "/" }).io);
  const missed = leafCommands(tree).filter(
    ({ name }) => !ELSEWHERE.test(name) && !steps.some(({ line }) => line.startsWith(name)),
  );
  expect(missed.map(({ name }) => name)).to.deep.equal([]);
}

/** A figure in JSON, by its key. */
interface Figure {
  readonly kind: "number" | "integer" | "amount";
  readonly key: string;
  /** Whether it is part of an event as the program wrote it. */
  readonly raw: boolean;
}

/** Texts of digits that are no figures. */
const NO_FIGURE = ["clusterTag", "priceListHash", "pendingBefore", "before", "after"];

/** Finds all figures in a value. */
function figures(
  value: unknown,
  at: { readonly line: string; readonly key: string; readonly raw: boolean },
  found: (figure: Figure) => void,
): void {
  const { line, key, raw } = at;
  const add = (kind: Figure["kind"]) => {
    if (!NO_FIGURE.includes(key)) found({ kind, key, raw });
  };
  if (typeof value === "number") {
    expect(Number.isInteger(value) && Math.abs(value) < 2 ** 32, `${line}: ${key}`).to.equal(true);
    add("number");
  } else if (typeof value === "string" && /^-?\d+$/.test(value)) {
    add("integer");
  } else if (Array.isArray(value)) {
    for (const entry of value) figures(entry, at, found);
  } else if (typeof value === "object" && value !== null) {
    const { amount, baseUnits } = value as { amount?: unknown; baseUnits?: unknown };
    if (baseUnits !== undefined) {
      expect(amount, line).to.match(/^-?\d+(?:\.\d*[1-9])?$/);
      expect(baseUnits, line).to.match(/^-?\d+$/);
      add("amount");
      return;
    }
    for (const [name, entry] of Object.entries(value)) {
      figures(entry, { line, key: name, raw: raw || name === "data" }, found);
    }
  }
}
