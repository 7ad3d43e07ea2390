import { type Logger, pino } from "pino";
import type { CallReport } from "./calls/report";
import type { GatewayConfig } from "./config/schema";

/** Where a log goes. */
interface LogOutput {
  write(lines: string): unknown;
}

/** The log of a gateway: a line of JSON for each call and each error, without bodies, vouchers and keys. */
export function gatewayLog(
  { logLevel }: Pick<GatewayConfig, "logLevel">,
  output: LogOutput,
): Logger {
  return pino({ level: logLevel }, new LinesOfTurn(output));
}

/**
 * Writes the lines of one turn of the event loop together. With many calls, writing each line costs more than making
 * it.
 */
class LinesOfTurn {
  #lines = "";

  constructor(private readonly output: LogOutput) {}

  write(line: string): void {
    if (this.#lines === "") setImmediate(() => this.flushSync());
    this.#lines += line;
  }

  /** pino calls this at the end of the process, for a fatal line. */
  flushSync(): void {
    const lines = this.#lines;
    this.#lines = "";
    if (lines !== "") this.output.write(lines);
  }
}

/** A report as a log takes it: figures as texts. */
export function logged(report: CallReport) {
  const { cost, usage } = report;
  return {
    shape: report.shape,
    model: report.model,
    stream: report.stream,
    channel: report.channel,
    call: report.call,
    outcome: report.outcome,
    tokens: report.tokens,
    counted: report.counted,
    durationMs: Math.round(report.durationMs),
    cost: { credits: String(cost.credits), diem: String(cost.diem), quota: String(cost.quota) },
    used: { epoch: usage.epoch, diem: String(usage.diem), quota: String(usage.quota) },
  };
}
