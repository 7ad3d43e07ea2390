import { Connection, type LogsCallback, type LogsFilter } from "@solana/web3.js";
import type { EmbeddedChain } from "@diem/localnet";

/** What happens to a request: it or its answer is lost, or the node answers without doing anything. */
export type Fault =
  | "request lost"
  | "answer lost"
  | { readonly answer: unknown }
  | {
      readonly error: { readonly code: number; readonly message: string; readonly data?: unknown };
    };

type Params = readonly unknown[];

interface Call {
  readonly id: unknown;
  readonly method: string;
  readonly params: Params;
}

/** A connection to an embedded chain over a network that fails as it is told. */
export class FaultyNetwork {
  readonly connection: Connection;
  /** Every request that was made, in order. */
  readonly calls: Call[] = [];
  private readonly faults = new Map<string, Fault[]>();
  private readonly changes = new Map<string, (result: unknown, params: Params) => unknown>();
  private down = false;
  private silent = false;

  constructor(private readonly chain: EmbeddedChain) {
    const fetch = (_url: unknown, { body }: { body: string }) => this.serve(body);
    this.connection = new Connection("http://faulty.invalid", {
      commitment: "confirmed",
      fetch: fetch as unknown as typeof globalThis.fetch,
      httpAgent: false,
    });
    const { connection } = chain;
    Object.assign(this.connection, {
      onLogs: (filter: LogsFilter, callback: LogsCallback) =>
        connection.onLogs(filter, (logs, context) => {
          if (!this.silent) callback(logs, context);
        }),
      removeOnLogsListener: (id: number) => connection.removeOnLogsListener(id),
    });
  }

  /** The next requests of the method meet these faults, one each. */
  fail(method: string, ...faults: readonly Fault[]): void {
    this.faults.set(method, [...(this.faults.get(method) ?? []), ...faults]);
  }

  /** From now on what the method answers, to what it was asked, is changed, or is not any more. */
  change<Result>(method: string, change?: (result: Result, params: Params) => Result): void {
    if (change === undefined) this.changes.delete(method);
    else this.changes.set(method, change as (result: unknown, params: Params) => unknown);
  }

  /** From now on notifications are lost, or come again. */
  mute(silent = true): void {
    this.silent = silent;
  }

  /** From now on nothing is answered, or everything is again. */
  disconnect(down = true): void {
    this.down = down;
  }

  /** The first parameter of each request of the method. */
  sent(method: string): unknown[] {
    return this.calls.filter((call) => call.method === method).map(({ params }) => params[0]);
  }

  private async serve(body: string) {
    const call = JSON.parse(body) as Call;
    this.calls.push(call);
    const fault = this.down ? "request lost" : this.faults.get(call.method)?.shift();
    await new Promise((resolve) => setImmediate(resolve));
    if (fault === "request lost") throw new TypeError("fetch failed");
    const text = typeof fault === "object" ? pretend(call, fault) : this.answer(call, body);
    if (fault === "answer lost") throw new TypeError("fetch failed");
    return { ok: true, status: 200, statusText: "OK", text: () => Promise.resolve(text) };
  }

  private answer({ method, params }: Call, body: string): string {
    const text = this.chain.rpc.serve(body);
    const change = this.changes.get(method);
    if (change === undefined) return text;
    const answer = JSON.parse(text) as { result: unknown };
    return JSON.stringify({ ...answer, result: change(answer.result, params) });
  }
}

function pretend({ id }: Call, fault: Exclude<Fault, string>): string {
  const said = "answer" in fault ? { result: fault.answer } : { error: fault.error };
  return JSON.stringify({ jsonrpc: "2.0", id, ...said });
}
