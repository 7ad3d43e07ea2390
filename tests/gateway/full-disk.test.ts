import fs from "node:fs";
import { open } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { beginStream, chunk, FaultyUpstream, whole } from "./faulty-upstream";
import { GatewayFixture } from "./fixture";
import { chatOf, diemOf, HandPayer, problemOf } from "./payer";

const USAGE = { prompt_tokens: 3, completion_tokens: 1 };
const STREAM = chatOf("hello", { stream: true });
/** Tokens for which the prompt of {@link STREAM} is charged where nobody counts them. */
const PROMPT = Math.ceil(JSON.stringify(STREAM).length / 4);

/** Faults of a disk, below the store: what the operating system says to its writing, or to its fsync. */
const FAULTS = ["ENOSPC", "EIO"] as const;
type Fault = (typeof FAULTS)[number];

/** Lets this process's stores fail while `work` runs. */
async function failing<Value>(fault: Fault, work: () => Promise<Value>): Promise<Value> {
  const error = Object.assign(new Error(`${fault}: of the disk`), { code: fault });
  const handle = await open(__filename);
  const files = Object.getPrototypeOf(handle) as { datasync: () => Promise<void> };
  await handle.close();
  const { writeSync } = fs;
  const { datasync } = files;
  if (fault === "EIO") files.datasync = () => Promise.reject(error);
  else {
    // a disk that fills up takes a part of what is written first
    let room = 10;
    fs.writeSync = ((fd: number, bytes: Uint8Array, offset: number, length: number, at: number) => {
      if (room === 0) throw error;
      const taken = Math.min(length, room);
      room -= taken;
      return writeSync(fd, bytes, offset, taken, at);
    }) as typeof writeSync;
  }
  try {
    return await work();
  } finally {
    files.datasync = datasync;
    fs.writeSync = writeSync;
  }
}

describe("a gateway whose disk fails", () => {
  let fixture: GatewayFixture;
  let upstream: FaultyUpstream;
  let payer: HandPayer;
  before(async () => {
    upstream = await FaultyUpstream.start();
    fixture = await GatewayFixture.start({ config: { upstream: { url: upstream.url } } });
  });
  beforeEach(async () => {
    payer = await HandPayer.open(fixture);
    await fixture.gateway.refresh();
    upstream.fault = (response) => response.writeHead(200).end(whole("worth something", USAGE));
  });
  after(async () => {
    await fixture.end();
    await upstream.close();
  });

  const standing = async () => {
    const url = `${fixture.gateway.url}/v1/diem/channels/${payer.channel.address.toBase58()}`;
    return (await (await fetch(url)).json()) as {
      readonly used: { readonly diem: string };
      readonly reserved: { readonly diem: string };
    };
  };

  const metric = async (name: string) => {
    const text = await (await fetch(`${fixture.gateway.url}/metrics`)).text();
    return Number(new RegExp(`^${name} (.+)$`, "m").exec(text)?.[1]);
  };

  /** Serves again, as soon as a gateway tries the disk again. */
  const serves = async () => {
    for (;;) {
      const response = await payer.send();
      if (response.status === 200) return response.text();
      await response.text();
      await pause(50);
    }
  };

  for (const fault of FAULTS) {
    describe(fault, () => tests(fault));
  }

  function tests(fault: Fault): void {
    it("gives no answer that it cannot book, and asks the server for no further one", async () => {
      await serves();
      const before = await payer.used();
      await failing(fault, async () => {
        const refused = await payer.send();
        const body = await refused.clone().text();
        expect((await problemOf(refused)).code).to.equal("store-unavailable");
        expect(body).not.to.include("worth something");
        const asked = upstream.bodies.length;
        expect((await problemOf(await payer.send())).code).to.equal("store-unavailable");
        expect(upstream.bodies.length).to.equal(asked);
        expect((await fetch(`${fixture.gateway.url}/readyz`)).status).to.equal(503);
      });
      await serves();
      // the call that was refused cost nothing, and holds nothing back
      const after = await payer.used();
      expect(after > before).to.equal(true);
      expect((await standing()).reserved).to.deep.equal({ diem: "0", quota: "0" });
      await fixture.gateway.close();
      await fixture.open();
      expect(await payer.used()).to.equal(after);
    });

    it("begins no stream that it cannot book, and ends one that runs", async () => {
      await serves();
      upstream.fault = (response) => {
        beginStream(response);
        const timer = setInterval(() => response.write(chunk("x")), 10);
        response.on("close", () => clearInterval(timer));
      };
      const running = await payer.send({ body: STREAM });
      const reader = (running.body as ReadableStream<Uint8Array>).getReader();
      const first = await reader.read();
      expect(Buffer.from(first.value ?? []).toString()).to.include("data: ");
      await failing(fault, async () => {
        let text = "";
        try {
          for (let next = await reader.read(); !next.done; next = await reader.read()) {
            text += Buffer.from(next.value).toString();
          }
        } catch {
          // cut
        }
        expect(text).to.include('"code":"store-unavailable"');
        expect(text).not.to.include("[DONE]");
        expect((await problemOf(await payer.send({ body: STREAM }))).code).to.equal(
          "store-unavailable",
        );
      });
      upstream.fault = (response) => response.writeHead(200).end(whole("again", USAGE));
      expect(await serves()).to.include("again");
    });

    it("books a stream that it has delivered as soon as it can be, and holds nothing back then", async () => {
      const before = await payer.used();
      let pieces = 0;
      upstream.fault = (response) => {
        beginStream(response);
        const timer = setInterval(() => {
          pieces += 1;
          response.write(chunk("x"));
        }, 10);
        response.on("close", () => clearInterval(timer));
      };
      const running = await payer.send({ body: STREAM });
      await failing(fault, async () => {
        await running.text().catch(() => undefined); // cut
        expect((await standing()).reserved.diem).not.to.equal("0");
        expect(await metric("diem_gateway_unbooked_calls")).to.equal(1);
        // nothing is served before what was delivered is booked
        expect((await problemOf(await payer.send())).code).to.equal("store-unavailable");
      });
      while ((await metric("diem_gateway_unbooked_calls")) > 0) await pause(20);
      const status = await standing();
      expect(status.reserved.diem).to.equal("0");
      const cost = BigInt(status.used.diem) - before;
      // the prompt and the pieces that were delivered: at most all that the server sent
      expect(cost > 0n && cost <= diemOf(BigInt(PROMPT + 2 * pieces)), String(cost)).to.equal(true);
      await fixture.gateway.close();
      await fixture.open();
      expect(await payer.used()).to.equal(before + cost);
    });
  }
});
