import type { IncomingHttpHeaders } from "node:http";
import {
  type Attributes,
  type Context,
  defaultTextMapGetter,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from "@opentelemetry/api";
import {
  type ExportResult,
  ExportResultCode,
  W3CTraceContextPropagator,
} from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  type ReadableSpan,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import { PROBLEMS } from "@diem/wire";
import type { CallReport } from "../calls/report";
import type { GatewayConfig } from "../config/schema";
import { Refusal } from "../refusal";
import type { CallPart, CallTrace, Traces } from "./traces";

const SERVER_ERROR = 500;
/** Maximum milliseconds for sending spans. A stopping gateway waits for the last ones. */
const TIMEOUT_MS = 5_000;

/** Traces of calls by OpenTelemetry, sent by OTLP over HTTP. Nothing of it is global to the process. */
export class OpenTelemetryTraces implements Traces {
  readonly #provider: TracerProvider;
  readonly #tracer: Tracer;
  readonly #propagator = new W3CTraceContextPropagator();

  /** `onError` is told where traces cannot be sent, once until they can be again. */
  constructor(
    { url, ratio, service }: NonNullable<GatewayConfig["traces"]>,
    onError: (error: Error | undefined) => void,
  ) {
    const exporter = new ReportingExporter(
      new OTLPTraceExporter({ url, timeoutMillis: TIMEOUT_MS }),
      onError,
    );
    this.#provider = new TracerProvider({
      resource: resourceFromAttributes({ "service.name": service }),
      // by the trace alone: a client cannot have more of its calls traced
      sampler: new TraceIdRatioBasedSampler(ratio),
      spanProcessors: [new BatchSpanProcessor({ exporter })],
    });
    this.#tracer = this.#provider.getTracer("@diem/gateway");
  }

  begin(path: string, headers: IncomingHttpHeaders): CallTrace {
    const parent = this.#propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter);
    const attributes = { "http.request.method": "POST", "url.path": path };
    const span = this.#tracer.startSpan(
      `POST ${path}`,
      { kind: SpanKind.SERVER, attributes },
      parent,
    );
    return new SpanOfCall(this.#tracer, this.#propagator, span);
  }

  close(): Promise<void> {
    return this.#provider.shutdown();
  }
}

class SpanOfCall implements CallTrace {
  readonly #context: Context;

  constructor(
    private readonly tracer: Tracer,
    private readonly propagator: W3CTraceContextPropagator,
    private readonly span: Span,
  ) {
    this.#context = trace.setSpan(ROOT_CONTEXT, span);
  }

  async part<Value>(
    name: CallPart,
    work: (headers: readonly string[]) => Promise<Value>,
  ): Promise<Value> {
    const kind = name === "upstream" ? SpanKind.CLIENT : SpanKind.INTERNAL;
    const span = this.tracer.startSpan(name, { kind }, this.#context);
    const headers: string[] = [];
    this.propagator.inject(trace.setSpan(ROOT_CONTEXT, span), headers, {
      set: (to: string[], key, value) => void to.push(key, value),
    });
    try {
      return await work(headers);
    } catch (error) {
      mark(span, error);
      throw error;
    } finally {
      span.end();
    }
  }

  charged({ outcome, ...report }: CallReport): void {
    this.span.setAttributes(attributesOf(report));
    this.span.setAttribute("diem.outcome", outcome);
    if (outcome === "broken") this.span.setStatus({ code: SpanStatusCode.ERROR });
  }

  end(error?: unknown): void {
    if (error !== undefined) mark(this.span, error);
    this.span.end();
  }
}

/** By the conventions of OpenTelemetry for models, where they have a name. */
function attributesOf({
  model,
  stream,
  channel,
  call,
  tokens,
  counted,
  cost,
}: Omit<CallReport, "outcome">): Attributes {
  return {
    "gen_ai.request.model": model,
    "gen_ai.usage.input_tokens": tokens.input,
    "gen_ai.usage.output_tokens": tokens.output,
    "diem.stream": stream,
    "diem.channel": channel,
    "diem.call": call,
    "diem.counted_by_upstream": counted,
    "diem.cost.microcredits": Number(cost.credits),
    "diem.cost.base_units": Number(cost.diem),
    "diem.cost.quota_microcredits": Number(cost.quota),
  };
}

/** A refusal has its code. It is an error only if the client did not cause it. */
function mark(span: Span, error: unknown): void {
  if (!(error instanceof Refusal)) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    return;
  }
  const { status } = PROBLEMS[error.code];
  span.setAttributes({ "diem.refusal": error.code, "http.response.status_code": status });
  if (status >= SERVER_ERROR) span.setStatus({ code: SpanStatusCode.ERROR });
}

/** Reports the first failure in a row, because an exporter itself reports nothing. */
class ReportingExporter implements SpanExporter {
  #failing = false;

  constructor(
    private readonly exporter: SpanExporter,
    private readonly onError: (error: Error | undefined) => void,
  ) {}

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    this.exporter.export(spans, (result) => {
      const failed = result.code === ExportResultCode.FAILED;
      if (failed && !this.#failing) this.onError(result.error);
      this.#failing = failed;
      done(result);
    });
  }

  shutdown(): Promise<void> {
    return this.exporter.shutdown();
  }
}
