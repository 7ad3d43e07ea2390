import { expect } from "chai";
import fc from "fast-check";
import { EventReader, writeEvent } from "../../app/gateway/dist/meters/event-reader";
import type { StreamEvent, StreamMeter } from "../../app/gateway/dist/meters/stream";
import { type JsonObject, shapes } from "../../app/gateway/dist/requests";
import { Refusal } from "../../app/gateway/dist/refusal";

const RECEIPT = { cost: 0.5, diem: { epoch: "1" } };
const WANTED = { stream_options: { include_usage: true } };

function meterOf(path: string, body: JsonObject = {}): StreamMeter {
  const meter = shapes.get(`/v1/${path}`)?.stream?.(body);
  if (meter === undefined) throw new Error(`${path} does not stream`);
  return meter;
}

function jsonOf(path: string) {
  const json = shapes.get(`/v1/${path}`)?.json;
  if (json === undefined) throw new Error(`no shape is at ${path}`);
  return json;
}

const chunk = (content: string, more: JsonObject = {}): StreamEvent => ({
  data: JSON.stringify({ id: "x", model: "m", choices: [{ delta: { content } }], ...more }),
});
const usageOf = (prompt_tokens: number, completion_tokens: number) => ({
  usage: { prompt_tokens, completion_tokens },
});
const last = (usage: JsonObject): StreamEvent => ({
  data: JSON.stringify({ choices: [], ...usage }),
});
const DONE = { data: "[DONE]" };

/** What a meter says of each event. */
const taken = (meter: StreamMeter, events: readonly StreamEvent[]) =>
  events.map((event) => meter.take(event));

describe("counting a stream of chunks", () => {
  const tokens = (input: number, output: number) => ({ input, cachedInput: 0, output });

  it("takes the usage of the chunk without choices, which the client does not see unless it asked", () => {
    const meter = meterOf("chat/completions");
    const events = [chunk("a"), chunk("b"), last(usageOf(5, 2)), DONE];
    expect(taken(meter, events)).to.deep.equal(["forward", "forward", "drop", "end"]);
    expect(meter.usage).to.deep.equal(tokens(5, 2));
    expect(meter.pieces).to.equal(2);
    expect(meter.ending(tokens(5, 2), RECEIPT)).to.deep.equal({ before: [], after: [DONE] });
  });

  it("gives a client that asked for it one usage, with the receipt", () => {
    const meter = meterOf("chat/completions", WANTED);
    const details = { prompt_tokens_details: { cached_tokens: 3 }, other: 1 };
    taken(meter, [chunk("a"), last({ usage: { ...usageOf(5, 2).usage, ...details } }), DONE]);
    expect(meter.usage?.cachedInput).to.equal(3);
    const { before, after } = meter.ending(tokens(5, 2), RECEIPT);
    expect(before.map(({ data }) => JSON.parse(data) as unknown)).to.deep.equal([
      {
        ...{ id: "x", model: "m", choices: [] },
        usage: { ...usageOf(5, 2).usage, ...details, total_tokens: 7, ...RECEIPT },
      },
    ]);
    expect(after).to.deep.equal([DONE]);
    const silent = meterOf("chat/completions", WANTED);
    taken(silent, [chunk("a"), DONE]);
    const [made] = silent.ending(tokens(5, 1), RECEIPT).before;
    expect((JSON.parse(made?.data ?? "") as JsonObject).usage).to.deep.equal({
      ...{ ...usageOf(5, 1).usage, total_tokens: 6, ...RECEIPT },
    });
  });

  it("adds up several usages, prefers them to what ran with the chunks, and takes zeros for a count", () => {
    const several = meterOf("chat/completions");
    taken(several, [chunk("a"), last(usageOf(5, 2)), last(usageOf(1, 3)), DONE]);
    expect(several.usage).to.deep.equal(tokens(6, 5));
    const running = meterOf("chat/completions");
    taken(running, [chunk("a", usageOf(5, 1)), chunk("b", usageOf(5, 2)), chunk("c")]);
    expect(running.usage).to.deep.equal(tokens(5, 2));
    taken(running, [last(usageOf(4, 9))]);
    expect(running.usage).to.deep.equal(tokens(4, 9));
    const zeros = meterOf("chat/completions");
    taken(zeros, [chunk("a"), last(usageOf(0, 0)), DONE]);
    expect(zeros.usage).to.deep.equal(tokens(0, 0));
  });

  it("counts the pieces that came where nobody counted, with any content", () => {
    const meter = meterOf("chat/completions");
    const call = { function: { name: "f", arguments: "{}" } };
    const choices = (delta: JsonObject) => ({ data: JSON.stringify({ choices: [{ delta }] }) });
    const events = [
      choices({ role: "assistant", content: "" }),
      choices({ reasoning_content: "hm" }),
      choices({ tool_calls: [call] }),
      chunk("é", { usage: null }),
      choices({ content: [{ type: "thinking", thinking: [{ text: "hm" }] }] }),
      { data: "{broken" },
    ];
    expect(new Set(taken(meter, events))).to.deep.equal(new Set(["forward"]));
    expect(meter.usage).to.equal(null);
    expect(meter.pieces).to.equal(4);
    const text = meterOf("completions");
    taken(text, [{ data: '{"choices":[{"text":"ab"}]}' }, { data: '{"choices":[{"text":""}]}' }]);
    expect(text.pieces).to.equal(1);
  });
});

describe("the end of a stream of chunks", () => {
  const verdicts = (events: readonly StreamEvent[]) =>
    taken(meterOf("chat/completions", WANTED), events);

  it("is not told by a usage that is no count, which the client does not see", () => {
    for (const prompt_tokens of [-1, 1e300, "5", 1.5, null]) {
      const usage = { prompt_tokens, completion_tokens: 1 };
      expect(verdicts([last({ usage })])).to.deep.equal(["drop"]);
    }
  });

  it("is a failure where the server reports an error", () => {
    expect(verdicts([chunk("a"), { data: '{"error":{"message":"no"}}' }])).to.deep.equal([
      ...["forward", "fail"],
    ]);
    expect(verdicts([{ data: '{"error":null}' }])).to.deep.equal(["forward"]);
  });

  it("is read with spaces around it as well", () => {
    expect(verdicts([{ data: "[DONE] " }])).to.deep.equal(["end"]);
  });
});

describe("counting a stream of a response", () => {
  const event = (type: string, more: JsonObject = {}): StreamEvent => ({
    event: type,
    data: JSON.stringify({ type, ...more }),
  });
  const usage = {
    ...{ input_tokens: 7, output_tokens: 2 },
    input_tokens_details: { cached_tokens: 4 },
  };

  it("takes the usage of its last event, which gets the receipt", () => {
    for (const type of ["response.completed", "response.incomplete", "response.failed"]) {
      const meter = meterOf("responses");
      const events = [
        event("response.created", { response: { id: "r" } }),
        event("response.output_text.delta", { delta: "ab" }),
        event("response.output_text.delta", { delta: "" }),
        event(type, { response: { id: "r", usage } }),
      ];
      expect(taken(meter, events)).to.deep.equal(["forward", "forward", "forward", "end"]);
      const tokens = { input: 7, cachedInput: 4, output: 2 };
      expect(meter.usage).to.deep.equal(tokens);
      expect(meter.pieces).to.equal(1);
      const { before, after } = meter.ending(tokens, RECEIPT);
      expect(before).to.deep.equal([]);
      expect(after.map((of) => [of.event, JSON.parse(of.data) as unknown])).to.deep.equal([
        [type, { type, response: { id: "r", usage: { ...usage, total_tokens: 9, ...RECEIPT } } }],
      ]);
    }
  });

  it("has failed where an error is reported, or a failure before anything was delivered", () => {
    const failed = event("response.failed", { response: { usage: null } });
    const delta = event("response.output_text.delta", { delta: "ab" });
    expect(taken(meterOf("responses"), [event("error")])).to.deep.equal(["fail"]);
    expect(taken(meterOf("responses"), [failed])).to.deep.equal(["fail"]);
    expect(taken(meterOf("responses"), [delta, failed])).to.deep.equal(["forward", "end"]);
  });

  it("has no usage where the server does not count", () => {
    const meter = meterOf("responses");
    taken(meter, [event("response.completed", { response: { id: "r" } })]);
    expect(meter.usage).to.equal(null);
  });
});

describe("counting an answer in JSON", () => {
  it("takes its usage, also of zeros, and none that is no count", () => {
    const chat = jsonOf("chat/completions");
    expect(chat.usage(usageOf(5, 2))).to.deep.equal({ input: 5, cachedInput: 0, output: 2 });
    expect(chat.usage(usageOf(0, 0))).to.deep.equal({ input: 0, cachedInput: 0, output: 0 });
    for (const usage of [undefined, null, {}, { prompt_tokens: "5" }, { prompt_tokens: 1.5 }]) {
      expect(chat.usage({ usage })).to.equal(null);
    }
    expect(chat.usage(usageOf(5, -2))).to.equal(null);
    const embeddings = jsonOf("embeddings");
    expect(embeddings.usage({ usage: { total_tokens: 3 } })?.input).to.equal(3);
    expect(embeddings.usage({ usage: { prompt_tokens: 2, total_tokens: 2 } })?.input).to.equal(2);
    expect(embeddings.usage({})).to.equal(null);
    const responses = jsonOf("responses");
    expect(responses.usage({ usage: { input_tokens: 4, output_tokens: 1 } })?.output).to.equal(1);
  });

  it("has the bytes of its texts for a server that does not count", () => {
    const messages = [{ message: { content: "é", tool_calls: [{ function: { name: "f" } }] } }];
    expect(jsonOf("chat/completions").bytes({ choices: messages })).to.equal(3);
    const parts = [{ message: { content: [{ type: "text", text: "abcd" }] } }];
    expect(jsonOf("chat/completions").bytes({ choices: parts })).to.equal(4);
    expect(jsonOf("completions").bytes({ choices: [{ text: "abc" }] })).to.equal(3);
    const output = [
      { type: "message", content: [{ type: "output_text", text: "ab" }] },
      { type: "reasoning", summary: [{ text: "c" }] },
      { type: "function_call", name: "f", arguments: "{}" },
    ];
    expect(jsonOf("responses").bytes({ output })).to.equal(6);
    expect(jsonOf("embeddings").bytes({ data: [{ embedding: [1] }] })).to.equal(0);
  });
});

describe("reading a stream of events", () => {
  const TEXT =
    ': hello\r\nevent: a\r\ndata: {"x":"é😀"}\r\n\r\ndata: one\ndata: two\n\nid: 7\ndata: three\n\n';
  const EVENTS = [
    { event: "a", id: undefined, data: '{"x":"é😀"}' },
    { event: undefined, id: undefined, data: "one\ntwo" },
    { event: undefined, id: "7", data: "three" },
  ];

  it("gives the same events however the bytes are cut, in the middle of a character as well", () => {
    const bytes = Buffer.from(TEXT);
    const cuts = fc.array(fc.nat(bytes.length), { maxLength: 12 });
    fc.assert(
      fc.property(cuts, (places) => {
        const at = [0, ...places.sort((a, b) => a - b), bytes.length];
        const reader = new EventReader();
        const read = at.slice(1).flatMap((end, index) => {
          return reader.read([bytes.subarray(at[index], end)]);
        });
        expect(read).to.deep.equal(EVENTS);
      }),
    );
  });

  it("writes events that are read as they were", () => {
    const written = EVENTS.map(writeEvent).join("");
    expect(new EventReader().read([Buffer.from(written)])).to.deep.equal(EVENTS);
  });

  it("refuses an event that does not end", () => {
    const reader = new EventReader();
    const piece = Buffer.from(`data: ${"x".repeat(1024 * 1024)}`);
    let thrown: unknown = null;
    try {
      for (let count = 0; count < 10; count += 1) reader.read([piece]);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).to.be.instanceOf(Refusal);
    expect((thrown as Refusal).code).to.equal("upstream-failed");
  });
});
