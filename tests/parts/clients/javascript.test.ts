import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { ChatOpenAI, OpenAIEmbeddings } from "@langchain/openai";
import { embed, generateText, streamText } from "ai";
import { expect } from "chai";
import type { DiemFetch } from "@diem/client";
import { MODEL, ModelFixture } from "../model-fixture";

describe("a real model behind the gateway, asked by clients of JavaScript", () => {
  let fixture: ModelFixture;
  let fetch: DiemFetch;
  before(async () => {
    fixture = await ModelFixture.start();
    fetch = await fixture.gateway.fetch();
  });
  after(() => fixture.end());

  /** Each call is charged by the server's own counts. */
  async function billed(calls: number, asking: () => Promise<unknown>): Promise<void> {
    const [from, counted] = [fetch.receipts.length, fixture.recorder.counted.length];
    await asking();
    const receipts = fetch.receipts.slice(from);
    expect(receipts).to.have.length(calls);
    fixture.expectBilled(receipts, counted);
  }

  it("chats, streams and embeds by the AI SDK", () =>
    billed(3, async () => {
      const provider = createOpenAICompatible({
        ...{ name: "diem", baseURL: fetch.baseUrl, includeUsage: true },
        fetch,
      });
      const model = provider(MODEL);
      const asked = { model, prompt: "Say hello", maxOutputTokens: 12, temperature: 0 };
      const { text } = await generateText(asked);
      expect(text).to.match(/\w/);
      const stream = streamText(asked);
      let said = "";
      for await (const piece of stream.textStream) said += piece;
      expect(said).to.match(/\w/);
      expect((await stream.usage).outputTokens).to.equal(fixture.recorder.counted.at(-1)?.output);
      const { embedding } = await embed({
        ...{ model: provider.textEmbeddingModel(MODEL), value: "compute" },
      });
      expect(embedding).to.have.length(576);
    }));

  it("chats, streams and embeds by LangChain", () =>
    billed(3, async () => {
      const configuration = { baseURL: fetch.baseUrl, fetch };
      const given = { model: MODEL, apiKey: "none", maxRetries: 0, configuration };
      const chat = new ChatOpenAI({ ...given, maxTokens: 12, temperature: 0 });
      expect((await chat.invoke("Say hello")).text).to.match(/\w/);
      let said = "";
      for await (const { text } of await chat.stream("Say hello")) said += text;
      expect(said).to.match(/\w/);
      const embeddings = new OpenAIEmbeddings({ ...given, encodingFormat: "float" });
      expect(await embeddings.embedQuery("compute")).to.have.length(576);
    }));

  it("settles on chain what the receipts say, to the base unit", async () => {
    await fixture.gateway.gateway.settle();
    const { settled } = await fixture.gateway.channel(fetch.channel);
    expect(settled).to.equal(fetch.receipts.reduce((sum, { cost }) => sum + cost.diem, 0n));
    expect(settled > 0n).to.equal(true);
  });
});
