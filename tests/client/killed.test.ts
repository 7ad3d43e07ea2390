import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { readReceipts } from "@diem/client";
import { BUILTIN_MODEL } from "@diem/gateway";
import { type Endpoint, serve } from "@diem/localnet";
import { openFileStore } from "@diem/sdk/node";
import { Connection, Keypair, PublicKey } from "@solana/web3.js";
import { pino } from "pino";
import { FaultyUpstream, whole } from "../gateway/faulty-upstream";
import { GatewayFixture } from "../gateway/fixture";
import { diemOf } from "../gateway/payer";
import { UNIT } from "../support/market";
import { hangUp } from "../support/sockets";

const PROCESS = join(__dirname, "client-process.mjs");
const PROMPTS = ["first", "second"] as const;
const ANSWER = whole("hello", { prompt_tokens: 5, completion_tokens: 3 });

/** What the client does; a process reads it as JSON from a file. */
interface ClientTask {
  readonly url: string;
  readonly market: string;
  readonly provider: string;
  readonly baseUrl: string;
  /** Secret keys. */
  readonly consumer: readonly number[];
  readonly session: readonly number[];
  readonly folder: string;
  /** DIEM base units. */
  readonly perCall: string;
  readonly deposit: string;
  readonly model: string;
}

/** See client-process.mjs. */
interface ClientProcess {
  ask(task: ClientTask, prompt: string, connection: Connection): Promise<number>;
}

/** Asks within this process. */
async function ask(task: ClientTask, prompt: string): Promise<number> {
  const client = (await import(PROCESS)) as ClientProcess;
  const connection = new Connection(task.url, "confirmed");
  try {
    return await client.ask(task, prompt, connection);
  } finally {
    await hangUp(connection);
  }
}

interface Charged {
  readonly msg: string;
  readonly call: string;
  readonly cost: { readonly diem: string };
  readonly used: { readonly diem: string };
}

for (const onDisconnect of ["cancel", "drain"] as const) {
  describe(`a client that is killed between signing and answer, before a gateway that would ${onDisconnect}`, () => {
    let fixture: GatewayFixture;
    let upstream: FaultyUpstream;
    let endpoint: Endpoint;
    let task: ClientTask;
    const charged: Charged[] = [];
    before(async () => {
      upstream = await FaultyUpstream.start();
      const write = (line: string) => {
        const logged = JSON.parse(line) as Charged;
        if (logged.msg === "call") charged.push(logged);
      };
      fixture = await GatewayFixture.start({
        ...{ upstream: upstream.url, config: { onDisconnect } },
        log: pino({ level: "info" }, { write }),
      });
      if (fixture.chain.embedded === undefined) throw new Error("this needs the embedded chain");
      endpoint = await serve(fixture.chain.embedded);
      task = {
        ...{ url: endpoint.url, market: fixture.world.market.market.toBase58() },
        ...{ provider: fixture.seller.provider.toBase58(), baseUrl: fixture.gateway.baseUrl },
        consumer: [...fixture.consumer.keypair.secretKey],
        session: [...Keypair.generate().secretKey],
        folder: join(fixture.folder, "client"),
        ...{ perCall: String(UNIT / 100n), deposit: String(UNIT), model: BUILTIN_MODEL },
      };
      await writeFile(join(fixture.folder, "task.json"), JSON.stringify(task));
    });
    after(async () => {
      await endpoint.close();
      await fixture.end();
      await upstream.close();
    });

    const client = (prompt: string): ChildProcess =>
      spawn(process.execPath, [PROCESS, join(fixture.folder, "task.json"), prompt], {
        stdio: ["ignore", "ignore", "inherit"],
      });
    /** What the store has signed and knows to be used, in DIEM base units. */
    const ledger = async () => {
      const store = await openFileStore({ folder: task.folder });
      try {
        for await (const [, text] of store.entries("diem-consumer/")) {
          const { signed } = JSON.parse(text) as { signed: { diem: string } };
          return { signed: BigInt(signed.diem), receipts: await readReceipts(store) };
        }
        throw new Error("there is no ledger");
      } finally {
        await store.close();
      }
    };

    it("signs nothing lower, and pays once for each logical call", async () => {
      let [signed, ended] = [0n, 0];
      for (const prompt of PROMPTS) {
        // killed once the voucher is sent, while the upstream works
        let reached: (() => void) | null = null;
        const working = new Promise<void>((resolve) => (reached = resolve));
        let answer: (() => void) | null = null;
        upstream.fault = (response) => {
          answer = () =>
            response.writeHead(200, { "content-type": "application/json" }).end(ANSWER);
          reached?.();
        };
        const child = client(prompt);
        await working;
        const exited = once(child, "exit");
        child.kill("SIGKILL");
        await exited;
        (answer as (() => void) | null)?.();
        while (charged.length === ended) await pause(5);
        const after = await ledger();
        expect(after.signed >= signed).to.equal(true);
        signed = after.signed;
        // the app asks again: it is the same call, which is not served twice
        upstream.fault = (response) =>
          response.writeHead(200, { "content-type": "application/json" }).end(ANSWER);
        expect(await ask(task, prompt)).to.equal(onDisconnect === "drain" ? 200 : 409);
        expect(charged.length).to.equal(ended + 1);
        ended = charged.length;
        expect((await ledger()).signed >= signed).to.equal(true);
      }
      expect(new Set(charged.map(({ call }) => call)).size).to.equal(PROMPTS.length);
      // a call after them agrees with all that was charged
      expect(await ask(task, "third")).to.equal(200);
      const { receipts } = await ledger();
      const [last] = receipts.slice(-1);
      const sum = charged.reduce((total, { cost }) => total + BigInt(cost.diem), 0n);
      expect(last?.usage.diem).to.equal(sum);
      expect(last?.cost.diem).to.equal(diemOf(11n));
      await fixture.gateway.settle();
      const [paid] = receipts;
      const { settled } = await fixture.channel(new PublicKey(paid?.channel ?? ""));
      expect(settled).to.equal(sum);
    });
  });
}
