import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { ProblemCode } from "@diem/wire";
import type { CallReport } from "./calls/report";

const DURATIONS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];

/** State of a gateway for its metrics. */
export interface MetricsInput {
  /** DIEM base units that open calls hold. */
  readonly reserved: () => bigint;
  readonly chainAgeMs: () => number;
  /** Micro-credits that were used or are reserved, and are not settled. */
  readonly unsettled: () => bigint;
  /** How often in a row settling has failed. */
  readonly settleFailures: () => number;
  /** Calls that were delivered and could not be booked yet. */
  readonly unbooked: () => number;
  /** How many partitions of the channels are this gateway's. */
  readonly partitions: () => number;
}

/**
 * Results of calls since the last request for the metrics. They are added then, because finding a counter by its labels
 * takes longer than counting.
 */
interface Sums extends Pick<CallReport, "shape" | "model" | "outcome"> {
  calls: number;
  input: number;
  output: number;
  credits: number;
  diem: number;
  quota: number;
}

/** Metrics of a gateway for Prometheus. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #calls: Counter<"shape" | "model" | "outcome">;
  readonly #tokens: Counter<"model" | "kind">;
  readonly #credits: Counter<"model">;
  readonly #diem: Counter;
  readonly #quota: Counter;
  readonly #refusals: Counter<"code">;
  readonly #settlements: Counter<"result">;
  readonly #badSignatures: Counter;
  readonly #forwarded: Counter;
  readonly #durations: Histogram<"shape">;
  readonly #sums = new Map<string, Sums>();

  constructor(input: MetricsInput) {
    const { reserved, chainAgeMs, partitions, unsettled, unbooked, settleFailures } = input;
    const registers = [this.#registry];
    const counter = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
      new Counter({ name: `diem_gateway_${name}`, help, labelNames, registers });
    const gauge = (name: string, help: string, value: () => number) =>
      new Gauge({
        ...{ name: `diem_gateway_${name}`, help, registers },
        collect(this: Gauge) {
          this.set(value());
        },
      });
    this.#calls = counter("calls_total", "Calls that were charged", ["shape", "model", "outcome"]);
    this.#tokens = counter("tokens_total", "Tokens of charged calls", ["model", "kind"]);
    this.#credits = counter("microcredits_total", "Micro-credits that calls cost", ["model"]);
    this.#diem = counter("diem_base_units_total", "DIEM base units that calls cost");
    this.#quota = counter("quota_microcredits_total", "Micro-credits of quota that calls cost");
    this.#refusals = counter("refusals_total", "Requests that were refused", ["code"]);
    this.#badSignatures = counter(
      "bad_signatures_total",
      "Signatures of vouchers that were checked and are invalid",
    );
    this.#settlements = counter("settlements_total", "Transactions that settled, or failed to", [
      "result",
    ]);
    this.#durations = new Histogram({
      ...{ name: "diem_gateway_call_seconds", help: "Duration of charged calls", registers },
      ...{ labelNames: ["shape"], buckets: DURATIONS },
    });
    gauge("reserved_diem_base_units", "DIEM base units that open calls hold", () =>
      Number(reserved()),
    );
    this.#forwarded = counter("forwarded_total", "Requests that another gateway answered");
    gauge("unsettled_microcredits", "Micro-credits used or reserved, and not settled", () =>
      Number(unsettled()),
    );
    gauge("settlement_failures", "Settlements in a row that failed", settleFailures);
    gauge("unbooked_calls", "Calls that were delivered and are not booked yet", unbooked);
    gauge("partitions", "Partitions of the channels that this gateway owns", partitions);
    gauge("chain_age_seconds", "Time since the chain was read", () => chainAgeMs() / 1_000);
  }

  /** Media type of {@link text}. */
  get type(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    for (const sums of this.#sums.values()) this.#add(sums);
    this.#sums.clear();
    return this.#registry.metrics();
  }

  call({ shape, model, outcome, tokens, cost, durationMs }: CallReport): void {
    this.#durations.observe({ shape }, durationMs / 1_000);
    const key = `${shape} ${outcome} ${model}`;
    let sums = this.#sums.get(key);
    if (sums === undefined) {
      sums = {
        ...{ shape, model, outcome, calls: 0, input: 0, output: 0 },
        ...{ credits: 0, diem: 0, quota: 0 },
      };
      this.#sums.set(key, sums);
    }
    sums.calls += 1;
    sums.input += tokens.input;
    sums.output += tokens.output;
    sums.credits += Number(cost.credits);
    sums.diem += Number(cost.diem);
    sums.quota += Number(cost.quota);
  }

  #add({ shape, model, outcome, calls, input, output, credits, diem, quota }: Sums): void {
    this.#calls.inc({ shape, model, outcome }, calls);
    this.#tokens.inc({ model, kind: "input" }, input);
    this.#tokens.inc({ model, kind: "output" }, output);
    this.#credits.inc({ model }, credits);
    this.#diem.inc(diem);
    this.#quota.inc(quota);
  }

  refusal(code: ProblemCode): void {
    this.#refusals.inc({ code });
  }

  badSignature(): void {
    this.#badSignatures.inc();
  }

  forwarded(): void {
    this.#forwarded.inc();
  }

  settlement(result: "settled" | "failed"): void {
    this.#settlements.inc({ result });
  }
}
