import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { pino } from "pino";
import { type Listening, listening } from "../support/listening";
import { beginStream, chunk, FaultyUpstream, whole } from "./faulty-upstream";
import { GatewayFixture } from "./fixture";
import { chatOf, HandPayer } from "./payer";

interface SpanData {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: readonly { readonly key: string; readonly value: object }[];
  readonly status: { readonly code?: number };
}

/** A receiver of OTLP over HTTP, in JSON. */
class Receiver {
  readonly spans: SpanData[] = [];
  readonly services = new Set<string>();

  private constructor(private readonly at: Listening) {}

  static async start(): Promise<Receiver> {
    const server = createServer();
    const receiver = new Receiver(await listening(server));
    server.on("request", (request, response) => {
      void text(request).then((body) => {
        receiver.#take(body);
        response.writeHead(200, { "content-type": "application/json" }).end("{}");
      });
    });
    return receiver;
  }

  get url(): string {
    return `${this.at.url}/v1/traces`;
  }

  close(): Promise<void> {
    return this.at.close();
  }

  #take(body: string): void {
    const { resourceSpans } = JSON.parse(body) as {
      readonly resourceSpans: readonly {
        readonly resource: { readonly attributes: SpanData["attributes"] };
        readonly scopeSpans: readonly { readonly spans: readonly SpanData[] }[];
      }[];
    };
    for (const { resource, scopeSpans } of resourceSpans) {
      this.services.add(String(valueOf(resource, "service.name")));
      for (const { spans } of scopeSpans) this.spans.push(...spans);
    }
  }
}

function valueOf({ attributes }: Pick<SpanData, "attributes">, name: string): unknown {
  const found = attributes.find(({ key }) => key === name);
  return found === undefined ? undefined : Object.values(found.value)[0];
}

const USAGE = { prompt_tokens: 3, completion_tokens: 1 };
const SERVER = 2;
const ERROR = 2;
const TRACE = "0af7651916cd43dd8448eb211c80319c";
const PARENT = "b7ad6b7169203331";

describe("traces of a gateway", () => {
  let receiver: Receiver;
  let upstream: FaultyUpstream;
  before(async () => {
    receiver = await Receiver.start();
    upstream = await FaultyUpstream.start();
  });
  after(async () => {
    await receiver.close();
    await upstream.close();
  });
  beforeEach(() => {
    receiver.spans.length = 0;
    upstream.fault = (response) => response.writeHead(200).end(whole("ok", USAGE));
  });

  /** What `work` leaves of a gateway with traces, which sends the rest as it ends. */
  async function traced(
    traces: Readonly<Record<string, unknown>>,
    work: (payer: HandPayer) => Promise<unknown>,
  ): Promise<readonly SpanData[]> {
    const given = { url: receiver.url, ...traces };
    const fixture = await GatewayFixture.start({
      config: { upstream: { url: upstream.url }, traces: given },
    });
    try {
      const payer = await HandPayer.open(fixture);
      await fixture.gateway.refresh();
      await work(payer);
    } finally {
      await fixture.end();
    }
    return receiver.spans;
  }

  it("have a span for a call and for each of its parts, in the client's trace", async () => {
    const headers = { traceparent: `00-${TRACE}-${PARENT}-01` };
    const spans = await traced({ service: "shop" }, async (payer) => {
      await (await payer.send({ headers })).text();
    });
    const [call] = spans.filter(({ kind }) => kind === SERVER);
    if (call === undefined) throw new Error("no span of the call");
    expect([call.traceId, call.parentSpanId]).to.deep.equal([TRACE, PARENT]);
    expect(call.name).to.equal("POST /v1/chat/completions");
    expect(valueOf(call, "gen_ai.usage.input_tokens")).to.equal(USAGE.prompt_tokens);
    expect(valueOf(call, "diem.cost.microcredits")).to.equal(
      USAGE.prompt_tokens + 2 * USAGE.completion_tokens,
    );
    expect(valueOf(call, "diem.outcome")).to.equal("served");
    const parts = spans.filter(({ parentSpanId }) => parentSpanId === call.spanId);
    expect(parts.map(({ name }) => name)).to.deep.equal(["reserve", "upstream", "book"]);
    expect([...receiver.services]).to.deep.equal(["shop"]);
    // the upstream goes on with the trace
    const [asked] = parts.filter(({ name }) => name === "upstream");
    expect(upstream.headers.traceparent).to.equal(`00-${TRACE}-${asked?.spanId}-01`);
  });

  it("have the parts of a stream, refusals by their code, and errors that are not the client's", async () => {
    const spans = await traced({}, async (payer) => {
      upstream.fault = (response) => beginStream(response).end(`${chunk("a")}data: [DONE]\n\n`);
      await (await payer.send({ body: chatOf("hello", { stream: true }) })).text();
      await (await payer.send({ body: chatOf("", { model: "other" }) })).text();
      upstream.fault = (response) => response.destroy();
      await (await payer.send()).text();
    });
    const calls = spans.filter(({ kind }) => kind === SERVER);
    expect(calls.map((call) => valueOf(call, "diem.refusal"))).to.deep.equal([
      ...[undefined, "unsupported", "upstream-failed"],
    ]);
    expect(calls.map(({ status }) => status.code === ERROR)).to.deep.equal([false, false, true]);
    const parts = spans.filter(({ parentSpanId }) => parentSpanId === calls[0]?.spanId);
    expect(parts.map(({ name }) => name)).to.have.members([
      ...["reserve", "upstream", "stream", "book"],
    ]);
    expect(JSON.stringify(spans)).not.to.include("v1.");
  });

  it("are of the part of all traces that is configured, not the part that a client asks for", async () => {
    const spans = await traced({ ratio: 0 }, async (payer) => {
      await (await payer.send({ headers: { traceparent: `00-${TRACE}-${PARENT}-01` } })).text();
    });
    expect(spans).to.deep.equal([]);
    // the trace goes on, and says that it is not recorded
    expect(upstream.headers.traceparent).to.match(new RegExp(`^00-${TRACE}-\\w{16}-00$`));
  });

  it("cost no call anything where they cannot be sent, and the log says so", async () => {
    const lines: string[] = [];
    const log = pino({ level: "warn" }, { write: (line: string) => lines.push(line) });
    const closed = await Receiver.start();
    const { url } = closed;
    await closed.close();
    const fixture = await GatewayFixture.start({
      config: { upstream: { url: upstream.url }, traces: { url } },
      log,
    });
    try {
      const payer = await HandPayer.open(fixture);
      await fixture.gateway.refresh();
      expect((await payer.send()).status).to.equal(200);
    } finally {
      await fixture.end();
    }
    expect(lines.join("")).to.include("traces cannot be sent");
  });

  it("are not begun where none are configured: the upstream gets no header", async () => {
    const fixture = await GatewayFixture.start({ config: { upstream: { url: upstream.url } } });
    try {
      const payer = await HandPayer.open(fixture);
      await fixture.gateway.refresh();
      const headers = { traceparent: `00-${TRACE}-${PARENT}-01` };
      expect((await payer.send({ headers })).status).to.equal(200);
      expect(upstream.headers).not.to.have.property("traceparent");
    } finally {
      await fixture.end();
    }
  });

  it("need nothing of a gateway without them: their packages are not loaded", () => {
    const program = `
      require("@diem/gateway");
      console.log(Object.keys(require.cache).filter((file) => file.includes("otlp")).length);
    `;
    const loaded = execFileSync(process.execPath, ["--eval", program], { encoding: "utf8" });
    expect(loaded.trim()).to.equal("0");
  });
});
