import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import OpenAI from "openai";
import { BUILTIN_MODEL } from "@diem/gateway";
import { HEADERS, readReceiptComment } from "@diem/wire";
import { readCutBody } from "./cut-body";
import { beginStream, chunk, FaultyUpstream, whole } from "./faulty-upstream";
import { chatOf, diemOf, HandPayer, problemOf } from "./payer";
import { GatewayFixture } from "./fixture";

const PROMPT = chatOf("hello");
const STREAM = chatOf("hello", { stream: true });
/** Can be read, and not be written again. */
const NESTED = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
/** Tokens of a prompt that nobody counted: a quarter of its bytes. */
const promptTokens = (body: unknown) => Math.ceil(JSON.stringify(body).length / 4);

/** What came of an answer that is cut. Throws for one that is not. */
async function brokenText(response: Response): Promise<string> {
  const { text, cut } = await readCutBody(response);
  if (!cut) throw new Error(`the answer is whole: ${text}`);
  return text;
}

describe("calls that do not go as they should", () => {
  let fixture: GatewayFixture;
  let upstream: FaultyUpstream;
  let payer: HandPayer;
  before(async () => {
    upstream = await FaultyUpstream.start();
    const config = { upstream: { url: upstream.url, bodySecs: 3 }, keepAliveSecs: 0.1 };
    fixture = await GatewayFixture.start({ config });
    payer = await HandPayer.open(fixture);
    await fixture.gateway.refresh();
  });
  after(async () => {
    await fixture.end();
    await upstream.close();
  });

  /** What a call costs by its tokens, and what the gateway booked for it. */
  async function charged(call: () => Promise<unknown>): Promise<bigint> {
    const before = await payer.used();
    await call();
    return (await payer.used()) - before;
  }

  const costOf = (input: number, output: number) => diemOf(BigInt(input + 2 * output));

  it("cost nothing where the upstream fails before the first byte", async () => {
    const cases: readonly (readonly [FaultyUpstream["fault"], string])[] = [
      [(response) => response.writeHead(500).end("secret"), "upstream-failed"],
      [(response) => response.writeHead(401).end("secret"), "upstream-failed"],
      [(response) => response.writeHead(302, { location: "/" }).end(), "upstream-failed"],
      [(response) => response.destroy(), "upstream-failed"],
      [(response) => response.writeHead(200).end("no JSON"), "upstream-failed"],
      [(response) => response.writeHead(200).end(`{"a":${NESTED}}`), "upstream-failed"],
      [(response) => response.writeHead(200).end(`{"usage":{"a":${NESTED}}}`), "upstream-failed"],
      [(response) => response.writeHead(200).write("{"), "upstream-timeout"],
    ];
    for (const [fault, code] of cases) {
      upstream.fault = fault;
      let detail = "";
      const cost = await charged(async () => {
        const problem = await problemOf(await payer.send({ body: PROMPT }));
        expect(problem.code).to.equal(code);
        detail = problem.detail;
      });
      expect(cost).to.equal(0n);
      expect(detail).not.to.include("secret");
      expect(detail).not.to.include(new URL(upstream.url).port);
    }
    for (const fault of [
      (response: Parameters<FaultyUpstream["fault"]>[0]) => response.destroy(),
      (response: Parameters<FaultyUpstream["fault"]>[0]) => response.writeHead(200).end("{}"),
    ]) {
      upstream.fault = fault;
      const cost = await charged(async () => {
        const problem = await problemOf(await payer.send({ body: STREAM }));
        expect(problem.code).to.equal("upstream-failed");
      });
      expect(cost).to.equal(0n);
    }
  });

  it("cost nothing where the upstream reports an error as if it were an answer", async () => {
    const error = { error: { message: "overloaded", code: 529 } };
    const failed = { status: "failed", output: [], usage: null, ...error };
    const answers: readonly (readonly [string, Readonly<Record<string, unknown>>, unknown])[] = [
      ["chat/completions", PROMPT, error],
      ["chat/completions", PROMPT, {}],
      ["completions", { model: BUILTIN_MODEL, prompt: "hi" }, error],
      ["embeddings", { model: "vectors", input: "hi" }, error],
      ["responses", { model: BUILTIN_MODEL, input: "hi" }, failed],
    ];
    for (const [path, body, answer] of answers) {
      upstream.fault = (response) => response.writeHead(200).end(JSON.stringify(answer));
      const cost = await charged(async () => {
        const problem = await problemOf(await payer.send({ body, path: `/v1/${path}` }));
        expect([problem.code, problem.detail.includes("overloaded")]).to.deep.equal([
          ...["upstream-failed", false],
        ]);
      });
      expect(cost).to.equal(0n);
    }
  });

  it("cost what was delivered where the stream reports an error, and do not end as if it were whole", async () => {
    const reported = `data: ${JSON.stringify({ error: { message: "overloaded" } })}\n\n`;
    const event = (members: Readonly<Record<string, unknown>>) =>
      `data: ${JSON.stringify(members)}\n\n`;
    const failed = event({ type: "response.failed", response: { usage: null } });
    const responses = { model: BUILTIN_MODEL, input: "hi", stream: true };
    const streams = [
      ["chat/completions", STREAM, reported, 0n],
      [
        ...(["chat/completions", STREAM, chunk("one") + reported] as const),
        costOf(promptTokens(STREAM), 1),
      ],
      ["responses", responses, event({ type: "error", code: "server_error" }), 0n],
      ["responses", responses, failed, 0n],
    ] as const;
    for (const [path, body, sent, expected] of streams) {
      // some servers end such a stream as they end every one
      upstream.fault = (response) => void beginStream(response).end(`${sent}data: [DONE]\n\n`);
      let text = "";
      const cost = await charged(async () => {
        text = await brokenText(await payer.send({ body, path: `/v1/${path}` }));
      });
      expect(cost).to.equal(expected);
      expect(text.trimEnd().endsWith(sent.split("\n\n").at(-2) ?? "")).to.equal(true, text);
      expect(text.includes(": diem ")).to.equal(expected > 0n);
    }
  });

  it("say what they cost where the end of the stream cannot be written", async () => {
    const usage = `{"prompt_tokens":1,"completion_tokens":1,"a":${NESTED}}`;
    upstream.fault = (response) =>
      void beginStream(response).end(
        `${chunk("one")}data: {"choices":[],"usage":${usage}}\n\ndata: [DONE]\n\n`,
      );
    const body = { ...STREAM, stream_options: { include_usage: true } };
    let text = "";
    const cost = await charged(async () => {
      text = await brokenText(await payer.send({ body }));
    });
    expect(cost).to.equal(costOf(1, 1));
    expect(text).to.include(`cd=${cost}`).and.to.include("upstream-failed");
  });

  it("cost nothing where the upstream refuses the request, and the client sees why", async () => {
    const refusal = JSON.stringify({ error: { message: "temperature is 9" } });
    upstream.fault = (response) =>
      response.writeHead(400, { "content-type": "application/json" }).end(refusal);
    const id = { [HEADERS.call]: randomUUID() };
    const cost = await charged(async () => {
      const response = await payer.send({ body: PROMPT, headers: id });
      expect([response.status, await response.text()]).to.deep.equal([400, refusal]);
    });
    expect(cost).to.equal(0n);
    // a call that was not charged may be asked again
    upstream.fault = (response) =>
      response.writeHead(200).end(whole("ok", { prompt_tokens: 3, completion_tokens: 1 }));
    const again = await charged(() => payer.send({ body: PROMPT, headers: id }));
    expect(again).to.equal(costOf(3, 1));
  });

  it("cost what was delivered where the stream is cut, and never end as if it were whole", async () => {
    const cuts: readonly FaultyUpstream["fault"][] = [
      (response) => {
        beginStream(response).write(chunk("one") + chunk(" two"));
        setTimeout(() => response.destroy(), 50);
      },
      (response) => void beginStream(response).end(chunk("one") + chunk(" two")),
      (response) => void beginStream(response).write(chunk("one") + chunk(" two") + "data: {"),
    ];
    for (const cut of cuts) {
      upstream.fault = cut;
      let text = "";
      const cost = await charged(async () => {
        text = await brokenText(await payer.send({ body: STREAM }));
      });
      expect(text).to.include(" two").and.to.include('"error":{').and.not.to.include("[DONE]");
      expect(cost).to.equal(costOf(promptTokens(STREAM), 2));
      const comment = text.split("\n").find((line) => line.startsWith(": diem "));
      expect(readReceiptComment(comment?.slice(1) ?? "")?.cost.diem).to.equal(cost);
    }
  });

  it("raise an error in the openai package where the stream is cut", async () => {
    upstream.fault = (response) => void beginStream(response).end(chunk("one"));
    const fetch = await fixture.fetch();
    const openai = new OpenAI({ baseURL: fetch.baseUrl, apiKey: "none", fetch, maxRetries: 0 });
    const stream = await openai.chat.completions.create({
      ...{ model: BUILTIN_MODEL, messages: [{ role: "user", content: "hello" }], stream: true },
    });
    let said = "";
    let thrown: unknown = null;
    try {
      for await (const { choices } of stream) said += choices[0]?.delta.content ?? "";
    } catch (error) {
      thrown = error;
    }
    expect(said).to.equal("one");
    expect(String(thrown)).to.include("ended in the middle of its answer");
    expect(fetch.receipts).to.have.length(1);
  });

  it("stop the upstream where the client leaves, and cost what was counted", async () => {
    const sent = { count: 0 };
    upstream.fault = (response) => {
      beginStream(response);
      const timer = setInterval(() => {
        sent.count += 1;
        response.write(chunk("x"));
      }, 20);
      response.on("close", () => clearInterval(timer));
    };
    const leaving = new AbortController();
    const before = await payer.used();
    const response = await payer.send({ body: STREAM, signal: leaving.signal });
    const reader = response.body?.getReader();
    for (let count = 0; count < 5; count += 1) await reader?.read();
    leaving.abort();
    while (upstream.open > 0) await pause(5);
    let cost = 0n;
    while (cost === 0n) cost = (await payer.used()) - before;
    const least = costOf(promptTokens(STREAM), 4);
    expect(cost >= least && cost <= costOf(promptTokens(STREAM), sent.count)).to.equal(true);
    // what the next answer says agrees
    upstream.fault = (answer) =>
      answer.writeHead(200).end(whole("ok", { prompt_tokens: 1, completion_tokens: 1 }));
    const next = await payer.send();
    expect(next.headers.get(HEADERS.usage)).to.include(`d=${before + cost + costOf(1, 1)}`);
  });

  it("keep a slow stream open with comments", async () => {
    let end = () => {};
    upstream.fault = (response) => {
      beginStream(response).write(chunk("one"));
      end = () => response.end("data: [DONE]\n\n");
    };
    const response = await payer.send({ body: STREAM });
    let text = "";
    for await (const bytes of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += Buffer.from(bytes).toString();
      if (!text.includes(": keep-alive\n\n")) continue;
      end();
      end = () => {};
    }
    expect(text).to.include("data: [DONE]");
  });

  it("are counted where the upstream counts nothing, and zeros are a count", async () => {
    const answers: readonly (readonly [string, bigint])[] = [
      [whole("eight by"), costOf(promptTokens(PROMPT), 2)],
      [whole("eight by", { prompt_tokens: 0, completion_tokens: 0 }), 0n],
    ];
    for (const [answer, expected] of answers) {
      upstream.fault = (response) => response.writeHead(200).end(answer);
      let text = "";
      const cost = await charged(async () => {
        text = await (await payer.send({ body: PROMPT })).text();
      });
      expect(cost).to.equal(expected);
      const { usage } = JSON.parse(text) as { usage: Readonly<Record<string, number>> };
      const { prompt_tokens: input = -1, completion_tokens: output = -1 } = usage;
      expect(costOf(input, output)).to.equal(expected);
    }
  });

  it("cost no more than was reserved, for any count of the upstream", async () => {
    upstream.fault = (response) =>
      response.writeHead(200).end(whole("x", { prompt_tokens: 1e9, completion_tokens: 1e9 }));
    const most = { [HEADERS.most]: "d=1000,q=0" };
    const cost = await charged(async () => (await payer.send({ headers: most })).text());
    expect(cost).to.equal(1_000n);
  });

  it("show the upstream neither the voucher nor the client's key", async () => {
    upstream.fault = (response) =>
      response.writeHead(200).end(whole("x", { prompt_tokens: 1, completion_tokens: 1 }));
    await (await payer.send({ headers: { authorization: "Bearer mine" } })).text();
    const names = Object.keys(upstream.headers);
    expect(names.filter((name) => name.startsWith("x-diem"))).to.deep.equal([]);
    expect(upstream.headers.authorization).to.equal(undefined);
  });

  it("are not forgotten by a gateway that starts again", async () => {
    upstream.fault = (response) =>
      response.writeHead(200).end(whole("x", { prompt_tokens: 1, completion_tokens: 1 }));
    const id = { [HEADERS.call]: randomUUID() };
    await (await payer.send({ headers: id })).text();
    const used = await payer.used();
    await fixture.gateway.close();
    await fixture.open();
    expect(await payer.used()).to.equal(used);
    expect((await problemOf(await payer.send({ headers: id }))).code).to.equal("call-served");
    const { settled } = await fixture.channel(payer.channel.address);
    expect(settled).to.equal(used);
  });
});
