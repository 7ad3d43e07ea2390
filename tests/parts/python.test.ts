import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { expect } from "chai";
import type { DiemFetch } from "@diem/client";
import { type Sidecar, startSidecar } from "@diem/client/node";
import { chatByPython } from "../../examples/python";
import { networkOf } from "../gateway/example-network";
import { MODEL, ModelFixture } from "./model-fixture";

const run = promisify(execFile);

/** Where `tests/parts/install` has put Python's packages. */
const PYTHON = join(__dirname, "..", "..", "target", "parts", "python", "bin");

interface Said {
  readonly chat: string;
  readonly cost?: number | null;
  readonly stream: string;
  readonly streamCost?: number | null;
  readonly embedding: number;
}

describe("a real model behind the gateway, asked by Python through the proxy", () => {
  let fixture: ModelFixture;
  let fetch: DiemFetch;
  let sidecar: Sidecar;
  before(async () => {
    fixture = await ModelFixture.start();
    fetch = await fixture.gateway.fetch();
    sidecar = await startSidecar({ fetch });
  });
  after(async () => {
    await sidecar.close();
    await fixture.end();
  });

  /** What a client in Python got, whose calls go to a base URL. */
  async function ask(client: string, { baseUrl = sidecar.baseUrl, key = "none" } = {}) {
    const env = { ...process.env, OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: key };
    const script = join(__dirname, "python", `${client}.py`);
    const { stdout } = await run(join(PYTHON, "python"), [script], { env });
    const said = JSON.parse(stdout) as Said;
    expect(said.chat).to.match(/\w/);
    expect(said.stream).to.match(/\w/);
    expect(said.embedding).to.equal(576);
    return said;
  }

  /** The receipts of what was asked, each held to the server's own counts. */
  async function billed(asking: () => Promise<unknown>) {
    const [from, counted] = [fetch.receipts.length, fixture.recorder.counted.length];
    await asking();
    const receipts = fetch.receipts.slice(from);
    fixture.expectBilled(receipts, counted);
    return receipts;
  }

  it("chats, streams and embeds by openai, which sees what each call cost", async () => {
    let said: Said | undefined;
    const receipts = await billed(async () => (said = await ask("openai_client")));
    expect(receipts).to.have.length(3);
    const credits = receipts.map(({ cost }) => Number(cost.credits) / 1e6);
    expect([said?.cost, said?.streamCost]).to.deep.equal(credits.slice(0, 2));
  });

  it("chats, streams and embeds by LangChain", async () => {
    expect(await billed(() => ask("langchain_client"))).to.have.length(3);
  });

  it("is sold on by LiteLLM in front of the proxy", async () => {
    const port = await freePort();
    const config = join(fixture.gateway.folder, "litellm.yaml");
    const model = { model: `openai/${MODEL}`, api_base: sidecar.baseUrl, api_key: "none" };
    const list = [{ model_name: MODEL, litellm_params: model }];
    await writeFile(config, JSON.stringify({ model_list: list }));
    const key = `sk-${randomUUID()}`;
    const env = { LITELLM_LOCAL_MODEL_COST_MAP: "True", LITELLM_MASTER_KEY: key };
    const litellm = spawn(
      join(PYTHON, "litellm"),
      ["--config", config, "--host", "127.0.0.1", "--port", String(port)],
      { stdio: "ignore", env: { ...process.env, ...env } },
    );
    try {
      const url = `http://127.0.0.1:${port}`;
      await ready(litellm, url);
      expect(
        await billed(() => ask("openai_client", { baseUrl: `${url}/v1`, key })),
      ).to.have.length(3);
    } finally {
      const ended = once(litellm, "exit");
      if (litellm.kill("SIGKILL")) await ended;
    }
  });

  it("is asked by the example in Python", async () => {
    const said: string[] = [];
    const network = await networkOf(fixture.gateway);
    await chatByPython(network, (line) => said.push(line), join(PYTHON, "python"));
    const text = said.join("\n");
    expect(text.match(/credits for: \w/g)).to.have.length(2);
    expect(text.match(/DIEM for a call of smollm2/g)).to.have.length(2);
  });

  it("settles on chain what the receipts say, to the base unit", async () => {
    await fixture.gateway.gateway.settle();
    const { settled } = await fixture.gateway.channel(fetch.channel);
    expect(settled).to.equal(fetch.receipts.reduce((sum, { cost }) => sum + cost.diem, 0n));
    expect(settled > 0n).to.equal(true);
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function ready(child: ChildProcess, url: string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`litellm ended with ${child.exitCode}`);
    const answer = await globalThis.fetch(`${url}/health/liveliness`).catch(() => null);
    if (answer?.ok === true) return;
    await pause(200);
  }
}
