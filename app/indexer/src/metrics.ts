import { Counter, Gauge, Registry } from "prom-client";
import type { ProgramIndex } from "./program-index";

/** Metrics of an indexer for Prometheus. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #events: Counter<"program" | "event">;
  readonly #dropped: Counter<"program">;
  readonly #requests: Counter<"status">;

  constructor(indexes: () => readonly ProgramIndex[]) {
    const registers = [this.#registry];
    const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
      new Counter({ name: `diem_indexer_${name}`, help, labelNames, registers });
    const gauge = (name: string, help: string, value: (index: ProgramIndex) => number) =>
      new Gauge({
        ...{ name: `diem_indexer_${name}`, help, labelNames: ["program"], registers },
        collect(this: Gauge<"program">) {
          for (const index of indexes()) this.set({ program: index.program }, value(index));
        },
      });
    this.#events = counter("events_total", "Events that were stored", ["program", "event"]);
    this.#dropped = counter("dropped_total", "Confirmed transactions that came to nothing", [
      "program",
    ]);
    this.#requests = counter("http_requests_total", "Requests that were answered", ["status"]);
    gauge("slot", "Everything up to this slot is stored", ({ progress }) => progress.slot);
    gauge("lag_slots", "Slots behind the newest confirmed one", ({ progress }) => {
      return progress.head - progress.slot;
    });
    gauge("lag_seconds", "Time since the complete history was last read", ({ progress }) => {
      return progress.seconds ?? Number.POSITIVE_INFINITY;
    });
    gauge("gaps", "Accounts with events that are missing", ({ gaps }) => gaps.length);
    gauge("differences", "Figures that differ from the chain", ({ differences }) => {
      return differences.length;
    });
  }

  /** Media type of {@link text}. */
  get type(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  stored(program: string, event: string): void {
    this.#events.inc({ program, event });
  }

  dropped(program: string): void {
    this.#dropped.inc({ program });
  }

  answered(status: number): void {
    this.#requests.inc({ status: String(status) });
  }
}
