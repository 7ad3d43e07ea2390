/**
 * What was refused.
 *
 * - `BeliefWrong`: a belief that is unknown, no number, or outside of what makes sense.
 * - `StartWrong`: a beginning of a market that is unknown, no number, or contradicts itself.
 * - `ScenarioUnknown`: a scenario that is not there.
 * - `ShockWrong`: a shock that is unknown, no number, or out of its bounds.
 * - `ShockContradicts`: a shock that is told twice.
 * - `QuestionWrong`: a question that is none, or has a size that is not a whole number.
 * - `SavedMarketWrong`: a text that is no market as the lab saves one.
 * - `RunTooLong`: more paths or days than one run may have.
 * - `MarketNotSimulated`: a market that the rules cannot go on from, such as one beyond its mint curve.
 * - `NotFinite`: a run whose figures are no numbers any more; none of them is given.
 */
export type SimErrorName =
  | "BeliefWrong"
  | "StartWrong"
  | "ScenarioUnknown"
  | "ShockWrong"
  | "ShockContradicts"
  | "QuestionWrong"
  | "SavedMarketWrong"
  | "RunTooLong"
  | "MarketNotSimulated"
  | "NotFinite";

/** A simulation that cannot be run. `message` says what is wrong, `next` what to do. */
export class SimError extends Error {
  override readonly name: SimErrorName;
  readonly next: string;

  constructor(name: SimErrorName, message: string, next: string) {
    super(message);
    this.name = name;
    this.next = next;
  }
}

/** Whether something thrown is a {@link SimError}, of any copy of this package. */
export function isSimError(thrown: unknown): thrown is SimError {
  return thrown instanceof Error && "next" in thrown && NAMES.has(thrown.name);
}

const NAMES: ReadonlySet<string> = new Set<SimErrorName>([
  "BeliefWrong",
  "StartWrong",
  "ScenarioUnknown",
  "ShockWrong",
  "ShockContradicts",
  "QuestionWrong",
  "SavedMarketWrong",
  "RunTooLong",
  "MarketNotSimulated",
  "NotFinite",
]);
