import { ACCEPTED, type Acceptance } from "./accepted";
import { EXCEPTIONS, type Exceptions } from "./exceptions";
import { byRule, type Case } from "./expected";
import { titleOf } from "./invocation";
import { invocations } from "./invocations";
import { SKIPS, SUCCESS } from "./simulation";

/** The settlement in which one entry is good whatever stands for the other. */
const BATCH = "settle (two channels)";

const peculiar = Object.entries(invocations).flatMap(([instruction, list]) =>
  list.map((invocation) => ({
    title: titleOf(instruction, invocation),
    ...invocation.peculiarities,
  })),
);

/** What is refused otherwise than by rule: what calls have in common, and what is peculiar to one. */
const REFUSED: Exceptions = {
  ...EXCEPTIONS,
  ...Object.fromEntries(
    peculiar.flatMap(({ title, refuses = {} }) =>
      Object.entries(refuses).map(([account, kinds]) => [`${title}.${account}`, kinds]),
    ),
  ),
};

/** What rightly succeeds, likewise. */
const TAKEN: readonly Acceptance[] = [
  ...ACCEPTED,
  ...peculiar.flatMap(({ title, accepts = [] }) =>
    accepts.map(({ account, ...rest }) => ({ accounts: [`${title}.${account}`], ...rest })),
  ),
];

/** What the matrix demands of a case, and which lines of its two tables were needed for it. */
export class Table {
  private readonly used = new Set<string>();

  /** `title` is that of the call. */
  demand(title: string, given: Case): string {
    const { kind } = given.substitution;
    const account = `${title}.${given.subject.name}`;
    const excepted = REFUSED[account]?.[kind];
    if (excepted !== undefined) {
      this.used.add(`${account}: ${kind}`);
      return excepted;
    }
    const accepted = TAKEN.filter(
      ({ accounts, kinds }) => accounts.includes(account) && kinds.includes(kind),
    );
    for (const line of accepted)
      for (const part of partsOf(line, account, kind)) this.used.add(part);
    if (accepted.length > 0) return SUCCESS;
    const skipped = title === BATCH && given.subject.name.startsWith("channel ");
    return skipped ? SKIPS + inBatch(given) : byRule(given);
  }

  /** Lines of the tables, or parts of them, that no case needed. */
  unused(): string[] {
    const exceptions = Object.entries(REFUSED).flatMap(([account, kinds]) =>
      Object.keys(kinds).map((kind) => `${account}: ${kind}`),
    );
    const acceptances = TAKEN.flatMap((line) => [
      ...line.accounts.flatMap((account) => partsOf(line, account)),
      ...line.kinds.flatMap((kind) => partsOf(line, undefined, kind)),
    ]);
    return [...exceptions, ...acceptances].filter((line) => !this.used.has(line));
  }
}

function partsOf({ why }: Acceptance, account?: string, kind?: string): string[] {
  return [account, kind].flatMap((part) => (part === undefined ? [] : [`${part}, as ${why}`]));
}

/** A settlement tells of a skipped entry with the code that the framework would have answered. */
function inBatch(given: Case): string {
  const { kind } = given.substitution;
  if (kind === "not writable") return "AccountNotMutable";
  if (kind === "the same as provider") return "AccountDidNotDeserialize";
  return byRule(given);
}
