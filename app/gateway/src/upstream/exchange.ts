import type { Dispatcher } from "undici";
import { UpstreamBody } from "./body";

/** An answer of the upstream, of which the head has come. */
export interface UpstreamAnswer {
  readonly status: number;
  readonly type: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: UpstreamBody;
}

/** Headers of the upstream that a client gets to see. */
const PASSED = ["retry-after", "x-request-id"] as const;

/** The upstream has seen nothing of the request. */
export class NotAsked extends Error {
  override readonly name = "NotAsked";

  constructor(cause: Error) {
    super(cause.message, { cause });
  }
}

/** One request to the upstream, as a handler of undici. */
export class UpstreamExchange implements Dispatcher.DispatchHandler {
  readonly #answered: (answer: UpstreamAnswer) => void;
  readonly #failed: (error: Error) => void;
  /** Converts a failure of the connection for the caller. */
  readonly #failureOf: (error: Error) => Error;
  #controller: Dispatcher.DispatchController | null = null;
  #body: UpstreamBody | null = null;
  #cut: Error | null = null;

  constructor(of: {
    readonly answered: (answer: UpstreamAnswer) => void;
    readonly failed: (error: Error) => void;
    readonly failureOf: (error: Error) => Error;
  }) {
    this.#answered = of.answered;
    this.#failed = of.failed;
    this.#failureOf = of.failureOf;
  }

  /** Ends it at any point: the connection is cut. */
  readonly cut = (): void => {
    this.#cut ??= new Error("the answer is not wanted any more");
    if (this.#controller === null) this.#failed(new NotAsked(this.#cut));
    else this.#controller.abort(this.#cut);
  };

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // it waited for a connection until now
    if (this.#cut !== null) controller.abort(this.#cut);
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    if (status < 200) return; // the real answer comes
    this.#body = new UpstreamBody({
      pause: () => controller.pause(),
      resume: () => controller.resume(),
      cut: this.cut,
    });
    const passed: Record<string, string> = {};
    for (const name of PASSED) {
      const value = headers[name];
      if (typeof value === "string") passed[name] = value;
    }
    const type = String(headers["content-type"] ?? "");
    this.#answered({ status, type, headers: passed, body: this.#body });
  }

  onResponseData(_: Dispatcher.DispatchController, bytes: Buffer): void {
    this.#body?.push(bytes);
  }

  onResponseEnd(): void {
    this.#body?.end(null);
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    const failure = this.#failureOf(this.#controller === null ? new NotAsked(error) : error);
    if (this.#body === null) this.#failed(failure);
    else this.#body.end(failure);
  }
}
