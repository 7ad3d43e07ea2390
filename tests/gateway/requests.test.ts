import { expect } from "chai";
import { affordedOutput, type ModelPrice } from "@diem/wire";
import { boundOf, type JsonObject, shapes } from "../../app/gateway/dist/requests";
import { Refusal } from "../../app/gateway/dist/refusal";

const shapeOf = (path: string) => {
  const shape = shapes.get(`/v1/${path}`);
  if (shape === undefined) throw new Error(`no shape is at ${path}`);
  return shape;
};

function refusal(call: () => unknown): Refusal {
  try {
    call();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

const chat = shapeOf("chat/completions");
const message = (content: unknown) => ({ messages: [{ role: "user", content }] });

/** What servers read beside the API, and would make a call cost more than is reserved for it. */
const UNBOUNDED: readonly (readonly [JsonObject, string])[] = [
  [{ max_tokens: 1, n_predict: 100_000 }, "n_predict is not served"],
  [{ max_new_tokens: 100_000 }, "max_new_tokens is not served"],
  [{ n_cmpl: 8 }, "n_cmpl is 8: ask for one answer"],
  [{ best_of: 2 }, "best_of is 2: ask for one answer"],
  [{ models: ["dear"] }, "models is not served"],
  [{ fallbacks: ["dear"] }, "fallbacks is not served"],
  [{ api_base: "http://x" }, "api_base is not served"],
  [{ plugins: [{ id: "web" }] }, "plugins is not served"],
  [{ venice_parameters: { enable_web_search: "on" } }, "venice_parameters is not served"],
  [{ service_tier: "priority" }, "service_tier is not the default one"],
  [{ tools: [{ type: "web_search" }] }, '"web_search", which the server would run'],
];

describe("what a request asks for", () => {
  it("is read of each shape", () => {
    const plain = { images: 0, imageCharacters: 0, stream: false, limit: null };
    expect(chat.ask(message("hi"))).to.deep.equal(plain);
    expect(chat.ask({ stream: true, max_tokens: 9, max_completion_tokens: 7, n: 1 })).to.deep.equal(
      { ...plain, stream: true, limit: 7 },
    );
    const image = { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } };
    expect(chat.ask(message([{ type: "text", text: "?" }, image]))).to.deep.equal({
      ...{ images: 1, imageCharacters: 26, stream: false, limit: null },
    });
    expect(shapeOf("completions").ask({ prompt: ["one"], max_tokens: 5 }).limit).to.equal(5);
    expect(shapeOf("completions").ask({ prompt: [1, 2, 3] }).limit).to.equal(null);
    expect(shapeOf("responses").ask({ input: "hi", max_output_tokens: 5 }).limit).to.equal(5);
    const input = [{ role: "user", content: [{ type: "input_image", image_url: "http://x/y" }] }];
    expect(shapeOf("responses").ask({ input }).images).to.equal(1);
    expect(shapeOf("embeddings").ask({ input: ["a", "b"] })).to.deep.equal(plain);
  });

  it("is refused where its cost is not known beforehand, or it cannot be read", () => {
    const cases: readonly (readonly [string, JsonObject, string, string])[] = [
      ["chat/completions", { n: 2 }, "unsupported", "n is 2: ask for one answer"],
      ["chat/completions", { n: "1" }, "unsupported", 'n is "1"'],
      ["chat/completions", { audio: {} }, "unsupported", "audio is not served"],
      ["chat/completions", { web_search_options: {} }, "unsupported", "web_search_options"],
      ["chat/completions", { max_tokens: 0 }, "bad-request", "max_tokens is 0"],
      ["chat/completions", { max_completion_tokens: 1.5 }, "bad-request", "is 1.5: give a whole"],
      ["chat/completions", { stream: 1 }, "bad-request", "stream is 1: give true or false"],
      [
        "chat/completions",
        message([{ type: "input_audio" }]),
        "unsupported",
        'has the type "input_audio": send text and images alone',
      ],
      ["completions", { best_of: 2 }, "unsupported", "best_of is 2"],
      ["completions", { prompt: ["a", "b"] }, "unsupported", "prompt is a list of several"],
      ["completions", { prompt: [[1], [2]] }, "unsupported", "prompt is a list of several"],
      ["responses", { background: true }, "unsupported", "background is true"],
      ["responses", { previous_response_id: "r" }, "unsupported", "previous_response_id"],
      ["responses", { conversation: "c" }, "unsupported", "conversation is not served"],
      ["responses", { prompt: { id: "p" } }, "unsupported", "prompt is not served"],
      ["responses", { tools: [{ type: "web_search" }] }, "unsupported", '"web_search", which'],
      [
        "responses",
        { input: [{ content: [{ type: "input_image", file_id: "f" }] }] },
        "unsupported",
        "an image is named by file_id",
      ],
      ["embeddings", { stream: true }, "unsupported", "embeddings come in one piece"],
      ...[...shapes.keys()].flatMap((path) =>
        UNBOUNDED.map(
          ([body, text]) => [path.replace("/v1/", ""), body, "unsupported", text] as const,
        ),
      ),
    ];
    for (const [path, body, code, text] of cases) {
      const refused = refusal(() => shapeOf(path).ask(body));
      expect([refused.code, refused.message.includes(text)]).to.deep.equal([code, true], text);
    }
  });

  it("may name what costs no more, as clients do", () => {
    const function_ = { type: "function", function: { name: "f" } };
    const usual = { n: 1, best_of: null, service_tier: "auto", tools: [function_], models: null };
    for (const shape of shapes.values()) expect(shape.ask(usual).stream).to.equal(false);
  });

  it("goes on with its limit, and asks for the usage at the end of a stream", () => {
    expect(chat.send({ model: "m" }, { limit: 9 })).to.deep.equal({ model: "m", max_tokens: 9 });
    expect(chat.send({ max_completion_tokens: 20, max_tokens: null }, { limit: 9 })).to.deep.equal({
      ...{ max_completion_tokens: 9, max_tokens: null },
    });
    const options = { include_usage: false, other: 1 };
    expect(chat.send({ stream: true, stream_options: options }, { limit: 9 })).to.deep.equal({
      ...{ stream: true, max_tokens: 9, stream_options: { include_usage: true, other: 1 } },
    });
    expect(shapeOf("completions").send({ stream: true }, { limit: 9 })).to.deep.equal({
      ...{ stream: true, max_tokens: 9, stream_options: { include_usage: true } },
    });
    expect(shapeOf("responses").send({ stream: true }, { limit: 9 })).to.deep.equal({
      ...{ stream: true, max_output_tokens: 9 },
    });
    expect(shapeOf("embeddings").send({ input: "a" }, { limit: null })).to.deep.equal({
      input: "a",
    });
  });
});

describe("the bound of a request", () => {
  const price: ModelPrice = { input: 1_000_000, output: 2_000_000, max_output: 100 };
  const bound = (body: JsonObject, bodyBytes: number, of = price, shape = chat) =>
    boundOf({
      ...{ shape, asked: shape.ask(body), price: of, model: "m", bodyBytes },
      promptTokens: null,
    });

  it("counts a token for each byte, what a template adds, and the longest answer", () => {
    const found = bound(message("hi"), 44);
    expect(found).to.deep.equal({ input: 300, images: 0, output: 100, credits: 500n, least: 302n });
    expect(bound({ max_tokens: 7 }, 44).output).to.equal(7);
    expect(bound({ max_tokens: 700 }, 44).output).to.equal(100);
    const url = "data:image/png;base64,AAAA";
    const image = message([{ type: "image_url", image_url: { url } }]);
    const withImage = bound(image, 100 + url.length, { ...price, image: 5 });
    expect(withImage.input).to.equal(100 + 256 + 4_096);
    expect(withImage.credits).to.equal(100n + 256n + 4_096n + 5n + 200n);
    const vector = bound({ input: "a" }, 44, { input: 1_000_000 }, shapeOf("embeddings"));
    expect([vector.output, vector.credits, vector.least]).to.deep.equal([0, 300n, 300n]);
  });

  it("is refused for a model that does not answer so", () => {
    const deaf = refusal(() => bound(message("hi"), 44, { input: 1 }));
    expect([deaf.code, deaf.message]).to.deep.equal([
      "unsupported",
      "the model m answers embeddings alone: use another one at /v1/chat/completions",
    ]);
    const blind = refusal(() => bound(message([{ type: "image_url", image_url: "x" }]), 44));
    expect(blind.message).to.equal(
      "the model m takes no images: send text alone, or use another model",
    );
  });

  it("shortens the answer to what the credits pay for, and lets no call begin without one token", () => {
    const of = bound(message("hi"), 44);
    expect(affordedOutput(price, 301n, of)).to.equal(null);
    expect(affordedOutput(price, 302n, of)).to.equal(1);
    expect(affordedOutput(price, 305n, of)).to.equal(2);
    expect(affordedOutput(price, 10_000n, of)).to.equal(100);
  });
});
