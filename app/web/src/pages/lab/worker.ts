/** Answers questions about a market beside the page, so that the page stays usable. @module */
import { isSimError, lab, type world } from "@diem/sim";

/** What the page sends: a market, and a question about it. */
export interface Asked {
  readonly from: world.World;
  readonly question: lab.Question;
}

/** Messages of the worker: the number of finished paths, the answer, or an error. */
export type Said =
  | { readonly type: "progress"; readonly done: number }
  | { readonly type: "answer"; readonly answer: lab.Answer }
  | {
      readonly type: "refused";
      readonly name: string;
      readonly message: string;
      readonly next: string | null;
    };

/** Milliseconds between two progress messages. */
const TELL_MS = 50;

/** What of a worker's scope is used here. */
interface Scope {
  readonly postMessage: (said: Said) => void;
  onmessage: ((event: { readonly data: Asked }) => void) | null;
}

const scope = globalThis as unknown as Scope;

scope.onmessage = ({ data: { from, question } }) => {
  try {
    scope.postMessage({ type: "answer", answer: answered(from, question) });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { name, message } = error;
    const next = isSimError(error) ? error.next : null;
    scope.postMessage({ type: "refused", name, message, next });
  }
};

function answered(from: world.World, question: lab.Question): lab.Answer {
  const study = lab.ask(from, question);
  let told = performance.now();
  for (;;) {
    const { done, value } = study.next();
    if (done === true) return value;
    if (performance.now() - told < TELL_MS) continue;
    told = performance.now();
    scope.postMessage({ type: "progress", done: value });
  }
}
