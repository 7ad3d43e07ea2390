import { expect } from "chai";
import OpenAI from "openai";
import type { DiemFetch } from "@diem/client";
import { creditsOf, MODEL, ModelFixture } from "./model-fixture";

const messages = (content: string) => [{ role: "user" as const, content }];
/** Calls of one channel at once; the server computes them one after the other. */
const OVERLAPPING = 32;
const sorted = (figures: readonly bigint[]) => [...figures].sort((a, b) => (a < b ? -1 : 1));
const SHORT = { model: MODEL, max_tokens: 12, temperature: 0 };

describe("a real model behind the gateway, asked by the openai package", () => {
  let fixture: ModelFixture;
  let fetch: DiemFetch;
  let openai: OpenAI;
  before(async () => {
    fixture = await ModelFixture.start();
    fetch = await fixture.gateway.fetch();
    openai = new OpenAI({ baseURL: fetch.baseUrl, apiKey: "none", fetch, maxRetries: 0 });
  });
  after(() => fixture.end());

  it("chats, completes, responds and embeds, each charged by the server's own counts", async () => {
    const chat = await openai.chat.completions.create({
      ...SHORT,
      messages: messages("Say hello"),
    });
    expect(chat.choices[0]?.message.content).to.match(/\w/);
    const completion = await openai.completions.create({ ...SHORT, prompt: "Once upon a time" });
    expect(completion.choices[0]?.text).to.match(/\w/);
    const response = await openai.responses.create({
      ...{ model: MODEL, input: "Say hello", max_output_tokens: 12, temperature: 0 },
    });
    expect(response.output_text).to.match(/\w/);
    const embedding = await openai.embeddings.create({ model: MODEL, input: "compute" });
    expect(embedding.data[0]?.embedding.length).to.equal(576);
    expect(fetch.receipts).to.have.length(4);
    fixture.expectBilled(fetch.receipts);
    expect(chat.usage?.total_tokens).to.equal(
      (fixture.recorder.counted[0]?.input ?? 0) + (fixture.recorder.counted[0]?.output ?? 0),
    );
  });

  it("streams, with usage and without, charged by the server's own counts", async () => {
    const from = fixture.recorder.counted.length;
    for (const options of [{}, { stream_options: { include_usage: true } }]) {
      const stream = await openai.chat.completions.create({
        ...{ ...SHORT, messages: messages("Name a colour"), stream: true, ...options },
      });
      let said = "";
      for await (const { choices } of stream) said += choices[0]?.delta.content ?? "";
      expect(said).to.match(/\w/);
    }
    const response = await openai.responses.create({
      ...{ model: MODEL, input: "Name a colour", max_output_tokens: 8, stream: true },
    });
    let ended = false;
    for await (const { type } of response) ended ||= type === "response.completed";
    expect(ended).to.equal(true);
    fixture.expectBilled(fetch.receipts.slice(4), from);
  });

  it("computes and charges each of 32 calls that overlap on one channel, and withholds none", async () => {
    const [before, from] = [fetch.receipts.length, fixture.recorder.counted.length];
    const ask = async (nth: number): Promise<string> => {
      const asked = { ...SHORT, max_tokens: 4, messages: messages(`Name number ${nth}`) };
      if (nth % 2 === 0) {
        const { choices } = await openai.chat.completions.create(asked);
        return choices[0]?.message.content ?? "";
      }
      const stream = await openai.chat.completions.create({ ...asked, stream: true });
      let said = "";
      for await (const { choices } of stream) said += choices[0]?.delta.content ?? "";
      return said;
    };
    const answers = await Promise.all(Array.from({ length: OVERLAPPING }, (_, nth) => ask(nth)));
    expect(answers.filter((said) => /\w/.test(said))).to.have.length(OVERLAPPING);
    const counted = fixture.recorder.counted.slice(from);
    expect(counted).to.have.length(OVERLAPPING);
    const charged = fetch.receipts.slice(before).map(({ cost }) => cost.credits);
    expect(sorted(charged)).to.deep.equal(sorted(counted.map(creditsOf)));
  });

  it("settles on chain what the receipts say, to the base unit", async () => {
    await fixture.gateway.gateway.settle();
    const { settled } = await fixture.gateway.channel(fetch.channel);
    expect(settled).to.equal(fetch.receipts.reduce((sum, { cost }) => sum + cost.diem, 0n));
    expect(settled > 0n).to.equal(true);
  });
});
