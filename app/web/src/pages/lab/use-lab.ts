import { lab, type markets, type Report, reportOf } from "@diem/sim";
import { useEffect, useRef, useState } from "react";
import type { Asked, Said } from "./worker";

/** What the lab is doing. */
export type Run =
  | { readonly stage: "idle" }
  | { readonly stage: "reading" }
  | { readonly stage: "running"; readonly done: number; readonly of: number }
  | { readonly stage: "answered"; readonly found: Found }
  | { readonly stage: "failed"; readonly error: unknown };

/** An answer with the market and the question that it belongs to. */
export interface Found {
  readonly market: markets.LabMarket;
  readonly question: lab.Question;
  readonly report: Report;
  /** Milliseconds from question to answer, the start of the worker included. */
  readonly ms: number;
}

/** Why the worker gave no answer. */
class Refusal extends Error {
  readonly next: string | null;

  constructor({ name, message, next }: Extract<Said, { readonly type: "refused" }>) {
    super(message);
    this.name = name;
    this.next = next;
  }
}

/** A market that was read, and a question about it. */
export type Made = Pick<Found, "market" | "question">;

/** Runs one question at a time in a worker of its own; a new one ends the one before. */
export function useLab() {
  const [run, setRun] = useState<Run>({ stage: "idle" });
  const worker = useRef<Worker | null>(null);
  const nth = useRef(0);
  const stop = () => {
    nth.current += 1;
    worker.current?.terminate();
    worker.current = null;
  };
  useEffect(() => stop, []);

  const ask = async (make: () => Promise<Made>) => {
    stop();
    const own = nth.current;
    const told = (next: Run) => {
      if (nth.current === own) setRun(next);
    };
    setRun({ stage: "reading" });
    try {
      const { market, question } = await make();
      lab.checkQuestion(question);
      if (nth.current !== own) return;
      const of = lab.pathsOf(question);
      told({ stage: "running", done: 0, of });
      const began = performance.now();
      const answer = await answerOf({ from: market.world, question }, worker, (done) =>
        told({ stage: "running", done, of }),
      );
      const ms = performance.now() - began;
      const report = reportOf(market.world, question, answer);
      told({ stage: "answered", found: { market, question, report, ms } });
    } catch (error) {
      told({ stage: "failed", error });
    }
  };
  const cancel = () => {
    stop();
    setRun({ stage: "idle" });
  };
  return { run, ask, cancel };
}

function answerOf(
  asked: Asked,
  place: { current: Worker | null },
  onProgress: (done: number) => void,
): Promise<lab.Answer> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  place.current = worker;
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Said>) => {
      if (data.type === "progress") return onProgress(data.done);
      worker.terminate();
      if (data.type === "answer") resolve(data.answer);
      else reject(new Refusal(data));
    };
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(asked);
  });
}
