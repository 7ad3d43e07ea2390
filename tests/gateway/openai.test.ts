import { expect } from "chai";
import OpenAI from "openai";
import type { DiemFetch } from "@diem/client";
import { BUILTIN_MODEL, BUILTIN_SAYS } from "@diem/gateway";
import { callCost } from "@diem/sdk/vouchers";
import { PRICE, GatewayFixture } from "./fixture";

const words = (text: string) => text.split(/\s+/).filter((word) => word !== "").length;
/** What the built-in model answers to a prompt. */
const answerTo = (prompt: string) => `${BUILTIN_SAYS} You said: ${prompt}`;
/** Micro-credits by the price list of the fixture. */
const creditsOf = (input: number, output: number) => BigInt(input + 2 * output);
const diemOf = (credits: bigint) => callCost({ credits, price: PRICE });

describe("paying for calls of the openai package", () => {
  let fixture: GatewayFixture;
  let fetch: DiemFetch;
  let openai: OpenAI;
  before(async () => {
    fixture = await GatewayFixture.start();
    fetch = await fixture.fetch();
    openai = new OpenAI({ baseURL: fetch.baseUrl, apiKey: "none", fetch, maxRetries: 0 });
  });
  after(() => fixture.end());

  const last = () => {
    const receipt = fetch.receipts.at(-1);
    if (receipt === undefined) throw new Error("there is no receipt");
    return receipt;
  };
  const messages = (content: string) => [{ role: "user" as const, content }];

  it("charges a chat by what the upstream counted", async () => {
    const prompt = "What is compute?";
    const answer = await openai.chat.completions.create({
      ...{ model: BUILTIN_MODEL, messages: messages(prompt) },
    });
    const text = answerTo(prompt);
    expect(answer.choices[0]?.message.content).to.equal(text);
    expect(answer.usage?.completion_tokens).to.equal(words(text));
    const credits = creditsOf(words(prompt), words(text));
    expect(last().cost).to.deep.equal({ credits, diem: diemOf(credits), quota: 0n });
    expect(answer.usage).to.deep.include({ cost: Number(credits) / 1e6 });
  });

  it("charges a stream, whose usage the client sees only where it asked for it", async () => {
    const prompt = "Tell me more, please.";
    const text = answerTo(prompt);
    for (const options of [{}, { stream_options: { include_usage: true } }]) {
      const stream = await openai.chat.completions.create({
        ...{ model: BUILTIN_MODEL, messages: messages(prompt), stream: true, ...options },
      });
      let [said, usages] = ["", 0];
      for await (const chunk of stream) {
        said += chunk.choices[0]?.delta.content ?? "";
        if (chunk.usage != null) usages += 1;
      }
      expect(said).to.equal(text);
      expect(usages).to.equal("stream_options" in options ? 1 : 0);
      expect(last().cost.credits).to.equal(creditsOf(words(prompt), words(text)));
    }
  });

  it("charges completions, responses and embeddings", async () => {
    const prompt = "One two three";
    const text = answerTo(prompt);
    const whole = creditsOf(3, words(text));
    const completion = await openai.completions.create({ model: BUILTIN_MODEL, prompt });
    expect(completion.choices[0]?.text).to.equal(text);
    expect(last().cost.credits).to.equal(whole);
    const response = await openai.responses.create({ model: BUILTIN_MODEL, input: prompt });
    expect(response.output_text).to.equal(text);
    expect(last().cost.credits).to.equal(whole);
    const stream = await openai.responses.create({
      ...{ model: BUILTIN_MODEL, input: prompt, stream: true },
    });
    let said = "";
    for await (const event of stream) {
      if (event.type === "response.output_text.delta") said += event.delta;
    }
    expect(said).to.equal(text);
    expect(last().cost.credits).to.equal(whole);
    const vectors = await openai.embeddings.create({
      ...{ model: "vectors", input: prompt, encoding_format: "float" },
    });
    expect(vectors.data[0]?.embedding).to.deep.equal([11, 3, 13]);
    expect(last().cost.credits).to.equal(3n);
  });

  it("ends a stream at its length where the ceiling pays for no more", async () => {
    const tight = await fixture.fetch({ budget: { perCall: diemOf(1_000n) } });
    const client = new OpenAI({ baseURL: tight.baseUrl, apiKey: "none", fetch: tight });
    const prompt = "word ".repeat(50);
    const answer = await client.chat.completions.create({
      ...{ model: BUILTIN_MODEL, messages: messages(prompt) },
    });
    expect(answer.choices[0]?.finish_reason).to.equal("stop");
    const long = await client.chat.completions.create({
      ...{ model: BUILTIN_MODEL, messages: messages("word ".repeat(100)) },
    });
    expect(long.choices[0]?.finish_reason).to.equal("length");
    expect(tight.receipts.every(({ cost }) => cost.diem <= diemOf(1_000n))).to.equal(true);
  });

  it("computes and charges each of 32 calls that overlap on one channel", async () => {
    const before = fetch.receipts.length;
    const answers = await Promise.all(
      Array.from({ length: 32 }, async (_, index) => {
        const prompt = `call ${index} ${"word ".repeat(index)}`.trim();
        const answer = await openai.chat.completions.create({
          ...{ model: BUILTIN_MODEL, messages: messages(prompt) },
        });
        return answer.choices[0]?.message.content === answerTo(prompt);
      }),
    );
    expect(answers.every((right) => right)).to.equal(true);
    expect(fetch.receipts.length - before).to.equal(32);
  });

  it("settles on chain what the receipts say, to the base unit", async () => {
    await fixture.gateway.settle();
    const sum = fetch.receipts.reduce((total, { cost }) => total + cost.diem, 0n);
    const { settled } = await fixture.channel(fetch.channel);
    expect(settled).to.equal(sum);
    expect(settled > 0n).to.equal(true);
  });
});
