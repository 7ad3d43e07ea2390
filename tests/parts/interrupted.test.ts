import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import OpenAI from "openai";
import type { DiemFetch } from "@diem/client";
import { startSidecar, type Sidecar } from "@diem/client/node";
import { callCost } from "@diem/sdk/vouchers";
import { PRICE } from "../gateway/fixture";
import { MODEL, ModelFixture } from "./model-fixture";

const LONG = {
  ...{ model: MODEL, max_tokens: 200, temperature: 1 },
  messages: [{ role: "user" as const, content: "Tell a very long story about a machine." }],
};

/** A client in a process of its own, which streams until it is killed. */
function clientOf(baseUrl: string): ChildProcess {
  const program = `
    fetch("${baseUrl}/chat/completions", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: ${JSON.stringify(JSON.stringify({ ...LONG, stream: true }))},
    }).then(async ({ body }) => { for await (const piece of body) process.stdout.write(piece); });`;
  return spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "inherit"] });
}

describe("a real model whose stream is interrupted", () => {
  let fixture: ModelFixture;
  let fetch: DiemFetch;
  let sidecar: Sidecar;
  let openai: OpenAI;
  before(async () => {
    fixture = await ModelFixture.start({ bodySecs: 2 });
    fetch = await fixture.gateway.fetch();
    sidecar = await startSidecar({ fetch });
    openai = new OpenAI({ baseURL: fetch.baseUrl, apiKey: "none", fetch, maxRetries: 0 });
  });
  after(async () => {
    await sidecar.close();
    await fixture.end();
  });

  const busySlots = async (): Promise<number> => {
    const response = await globalThis.fetch(fixture.model.url.replace(/v1$/, "slots"));
    const slots = (await response.json()) as { readonly is_processing: boolean }[];
    return slots.filter((slot) => slot.is_processing).length;
  };
  const charged = async (count: number) => {
    while (fixture.charged.length < count) await pause(10);
    return fixture.charged[count - 1];
  };
  /** What a short call is charged, and what the channel's use has grown by beyond that since `before`. */
  const next = async (before: bigint): Promise<bigint> => {
    await openai.chat.completions.create({ ...LONG, max_tokens: 2 });
    const { cost, usage } = fetch.receipts.at(-1) ?? {};
    return (usage?.diem ?? 0n) - (cost?.diem ?? 0n) - before;
  };
  const used = () => fetch.receipts.at(-1)?.usage.diem ?? 0n;
  const costOf = (input: number, output: number) =>
    callCost({ credits: BigInt(2 * input + 3 * output), price: PRICE });

  it("frees the server within a second where its client is killed, and charges the tokens that it counted", async () => {
    await openai.chat.completions.create({ ...LONG, max_tokens: 2 });
    const [before, calls] = [used(), fixture.charged.length];
    const client = clientOf(sidecar.baseUrl);
    await once(client.stdout as NodeJS.ReadableStream, "data");
    while (fixture.recorder.pieces < 5) await pause(5);
    expect(await busySlots()).to.equal(1);
    client.kill("SIGKILL");
    await once(client, "exit");
    const killedAt = performance.now();
    while ((await busySlots()) > 0) await pause(5);
    const freedMs = performance.now() - killedAt;
    console.log(`      the slot was free after ${Math.round(freedMs)} ms`);
    expect(freedMs).to.be.below(1_000);
    const bill = await charged(calls + 1);
    const { input = 0, output = 0 } = bill?.tokens ?? {};
    expect(bill?.outcome).to.equal("left");
    expect(output).to.be.within(1, fixture.recorder.pieces);
    expect(BigInt(bill?.cost?.diem ?? 0)).to.equal(costOf(input, output));
    expect(await next(before)).to.equal(costOf(input, output));
  });

  const interruptions: readonly (readonly [string, (fixture: ModelFixture) => void])[] = [
    ["whose connection is reset", ({ recorder }) => recorder.reset()],
    ["that stops", ({ model }) => process.kill(model.pid, "SIGSTOP")],
  ];
  for (const [what, interrupt] of interruptions) {
    it(`charges what was delivered by a server ${what}, and ends no stream as if it were whole`, async () => {
      const [before, calls] = [used(), fixture.charged.length];
      const stream = await openai.chat.completions.create({ ...LONG, stream: true });
      let pieces = 0;
      const error: unknown = await (async () => {
        for await (const { choices } of stream) {
          if ((choices[0]?.delta.content ?? "") !== "") pieces += 1;
          if (pieces === 5) interrupt(fixture);
        }
      })().then(
        () => null,
        (thrown: unknown) => thrown,
      );
      process.kill(fixture.model.pid, "SIGCONT");
      expect(error).to.be.instanceOf(Error);
      const bill = await charged(calls + 1);
      expect(bill?.outcome).to.equal("broken");
      expect(bill?.tokens?.output).to.equal(pieces);
      const cost = costOf(bill?.tokens?.input ?? 0, pieces);
      expect(BigInt(bill?.cost?.diem ?? 0)).to.equal(cost);
      expect(fetch.receipts.at(-1)?.cost.diem).to.equal(cost);
      expect(await next(before)).to.equal(cost);
    });
  }

  it("charges what was delivered by a server that is killed, and refuses the next call by name", async () => {
    const calls = fixture.charged.length;
    const stream = await openai.chat.completions.create({ ...LONG, stream: true });
    let pieces = 0;
    const error: unknown = await (async () => {
      for await (const { choices } of stream) {
        if ((choices[0]?.delta.content ?? "") !== "") pieces += 1;
        if (pieces === 5) process.kill(fixture.model.pid, "SIGKILL");
      }
    })().then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).to.be.instanceOf(Error);
    const bill = await charged(calls + 1);
    const cost = costOf(bill?.tokens?.input ?? 0, pieces);
    expect(bill?.tokens?.output).to.equal(pieces);
    expect(fetch.receipts.at(-1)?.cost.diem).to.equal(cost);
    const receipts = fetch.receipts.length;
    const refused: unknown = await openai.chat.completions.create(LONG).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(refused).to.be.instanceOf(OpenAI.APIError).and.have.property("code", "upstream-failed");
    expect(fetch.receipts.length).to.equal(receipts);
    await fixture.gateway.gateway.settle();
    const { settled } = await fixture.gateway.channel(fetch.channel);
    expect(settled).to.equal(used());
  });
});
