import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import type { Gateway } from "@diem/gateway";
import { vouchers } from "@diem/sdk";
import { HEADERS, readReceiptComment, readUsage } from "@diem/wire";
import { mayUsePostgres } from "../support/postgres";
import { readCutBody } from "./cut-body";
import { beginStream, chunk, FaultyUpstream, whole } from "./faulty-upstream";
import { chatOf, HandPayer, problemOf } from "./payer";
import { SharedStore } from "./shared-store";

/** Longer than a busy machine lets this process wait for a processor. */
const LEASE_SECS = 12;
const STREAM = chatOf("hello", { stream: true });
const USAGE = { prompt_tokens: 3, completion_tokens: 1 };

if (mayUsePostgres()) {
  describe("gateways that share a database", () => {
    let shared: SharedStore;
    let upstream: FaultyUpstream;
    let second: Gateway;
    let payers: readonly HandPayer[];
    before(async () => {
      upstream = await FaultyUpstream.start();
      upstream.fault = serve;
      shared = await SharedStore.start(LEASE_SECS, {
        config: { upstream: { url: upstream.url } },
      });
      payers = [];
      for (let count = 0; count < 6; count += 1) {
        payers = [...payers, await HandPayer.open(shared.fixture)];
      }
      second = await shared.another();
      await shared.shares(32, 32);
    });
    after(async () => {
      await second.close();
      await shared.end();
      await upstream.close();
    });

    const urls = () => [shared.fixture.gateway.url, second.url];

    /** A payer, the gateway that owns its channel, and another one. */
    async function placed(payer = payers[0]): Promise<[HandPayer, string, string]> {
      if (payer === undefined) throw new Error("there is no payer");
      const owner = await shared.ownerOf(payer.channel.address);
      const other = urls().find((url) => url !== owner);
      if (owner === null || other === undefined) throw new Error("the channel is nobody's");
      return [payer, owner, other];
    }

    it("serve each channel in one place, whichever of them is asked", async () => {
      for (const payer of payers) {
        const [, owner, other] = await placed(payer);
        for (const url of [owner, other]) {
          const before = await payer.used();
          const json = await payer.send({ url });
          expect(json.status).to.equal(200);
          const stream = await (await payer.send({ url, body: STREAM })).text();
          expect(stream).to.include("data: [DONE]");
          const told = receiptOf(stream);
          expect(told > before).to.equal(true);
          for (const at of urls()) expect(await payer.used(at)).to.equal(told);
        }
      }
      const metrics = await Promise.all(
        urls().map(async (url) => (await fetch(`${url}/metrics`)).text()),
      );
      for (const text of metrics) expect(text).to.include("diem_gateway_partitions 32");
      const forwarded = metrics.map((text) => Number(/forwarded_total (\d+)/.exec(text)?.[1]));
      expect(forwarded.reduce((sum, count) => sum + count)).to.be.at.least(payers.length * 2);
    });

    it("hand on a refusal as it is, and take a voucher without a call", async () => {
      const [payer, , other] = await placed();
      const problem = await problemOf(
        await payer.send({ url: other, headers: { [HEADERS.most]: "d=1,q=0" } }),
      );
      expect(problem.code).to.equal("voucher-too-low");
      expect(problem.voucher).to.equal(await payer.signed());
      const raised = await payer.send({ url: other, path: "/v1/diem/vouchers" });
      expect(raised.status).to.equal(200);
      const big = chatOf("x".repeat(17 * 1024 * 1024));
      expect((await problemOf(await payer.send({ url: other, body: big }))).code).to.equal(
        "too-large",
      );
    });

    it("know a call id wherever it was used", async () => {
      const [payer, owner, other] = await placed();
      const id = { [HEADERS.call]: randomUUID() };
      let finish: () => void = () => undefined;
      upstream.fault = (response) => {
        beginStream(response).write(chunk("one"));
        finish = () => response.end("data: [DONE]\n\n");
      };
      const running = await payer.send({ url: owner, body: STREAM, headers: id });
      const asked = () => payer.send({ url: other, body: STREAM, headers: id });
      expect((await problemOf(await asked())).code).to.equal("call-in-progress");
      finish();
      await running.text();
      expect((await problemOf(await asked())).code).to.equal("call-served");
      upstream.fault = serve;
      const own = { [HEADERS.call]: randomUUID() };
      const first = await (await payer.send({ url: owner, headers: own })).text();
      const bodies = upstream.bodies.length;
      expect(await (await payer.send({ url: other, headers: own })).text()).to.equal(first);
      const reused = await payer.send({ url: other, headers: own, body: chatOf("another") });
      expect((await problemOf(reused)).code).to.equal("call-id-reused");
      expect(upstream.bodies.length).to.equal(bodies);
    });

    it("stop the upstream where the client of another gateway leaves", async () => {
      const [payer, , other] = await placed();
      upstream.fault = (response) => {
        beginStream(response);
        const timer = setInterval(() => response.write(chunk("x")), 10);
        response.on("close", () => clearInterval(timer));
      };
      const before = await payer.used();
      const leaving = new AbortController();
      const response = await payer.send({ url: other, body: STREAM, signal: leaving.signal });
      await response.body?.getReader().read();
      leaving.abort();
      while (upstream.open > 0) await pause(5);
      while ((await payer.used()) === before) await pause(5);
      upstream.fault = serve;
    });

    it("let partitions move under load, and lose no call", async () => {
      const stopped = { now: false };
      const told = new Map<HandPayer, bigint>();
      let served = 0;
      const caller = async (payer: HandPayer, nth: number) => {
        for (let count = nth; !stopped.now; count += 1) {
          const url = urls()[count % 2];
          const stream = count % 3 === 0;
          const sent = stream ? { body: STREAM } : {};
          const response = await payer.send({
            ...sent,
            ...(url === undefined ? {} : { url }),
            voucher: { diem: 900_000_000n },
          });
          const text = await response.text();
          expect(response.status, text).to.equal(200);
          const used = stream
            ? receiptOf(text)
            : readUsage(response.headers.get(HEADERS.usage) ?? "").diem;
          if (used > (told.get(payer) ?? 0n)) told.set(payer, used);
          served += 1;
        }
      };
      const callers = payers.flatMap((payer, nth) => [caller(payer, nth), caller(payer, nth + 1)]);
      try {
        for (let round = 0; round < 2; round += 1) {
          const third = await shared.another();
          try {
            await shared.shares(22, 22, 20);
          } finally {
            await third.close();
          }
          await shared.shares(32, 32);
        }
      } finally {
        stopped.now = true;
      }
      await Promise.all(callers);
      expect(served).to.be.above(50);
      for (const [payer, used] of told) {
        for (const url of urls()) expect(await payer.used(url)).to.equal(used);
      }
    });

    it("take what a gateway gives that stops, while its last call is open", async () => {
      const third = await shared.another();
      try {
        await shared.shares(22, 22, 20);
        let payer = payers[0];
        while (payer === undefined || (await shared.ownerOf(payer.channel.address)) !== third.url) {
          payer = await HandPayer.open(shared.fixture);
        }
        let finish: () => void = () => undefined;
        upstream.fault = (response) => {
          beginStream(response).write(chunk("one"));
          finish = () => response.end("data: [DONE]\n\n");
        };
        const running = await payer.send({ url: third.url, body: STREAM });
        const closing = third.close();
        try {
          await shared.shares(32, 31, 1);
        } finally {
          finish();
          upstream.fault = serve;
        }
        expect(await running.text()).to.include("data: [DONE]");
        await closing;
      } finally {
        await third.close();
      }
      await shared.shares(32, 32);
    });

    it("write nothing of a channel that another one has taken over", async () => {
      const [payer, owner, other] = await placed();
      const partition = vouchers.partitionOf(payer.channel.address);
      const used = await payer.used();
      let answer: () => void = () => undefined;
      const asked = new Promise<void>((resolve) => {
        upstream.fault = (response) => {
          answer = () => response.end(whole("never seen", USAGE));
          resolve();
        };
      });
      const call = payer.send({ url: owner });
      await asked;
      const text = `UPDATE $s.partitions SET fence = fence + 1, owner = (SELECT id FROM $s.gateways WHERE url = $2)
        WHERE partition = $1`;
      await shared.query(text, [partition, other]);
      answer();
      const body = await problemOf(await call);
      expect(body.code).to.equal("store-unavailable");
      expect(JSON.stringify(body)).not.to.include("never seen");
      upstream.fault = serve;
      // the call cost nothing, and the channel is served as before
      expect(await payer.used()).to.equal(used);
      for (const url of urls()) expect((await payer.send({ url })).status).to.equal(200);
    });

    it("serve nothing while the database is stopped, and nothing for free", async () => {
      const [payer, owner, other] = await placed();
      const before = await payer.used();
      upstream.fault = (response) => {
        beginStream(response);
        const timer = setInterval(() => response.write(chunk("x")), 10);
        response.on("close", () => clearInterval(timer));
      };
      const running = await payer.send({ url: owner, body: STREAM });
      const answer = readCutBody(running);
      await shared.server.down();
      try {
        // the stream ends as soon as what it costs cannot be kept
        const { text } = await answer;
        expect(text).to.include('"code":"store-unavailable"').and.not.include("[DONE]");
        upstream.fault = serve;
        for (const url of [owner, other]) {
          for (let count = 0; count < 3; count += 1) {
            const response = await payer.send({ url });
            expect((await problemOf(response)).code).to.equal("store-unavailable");
          }
          expect((await fetch(`${url}/healthz`)).status).to.equal(200);
        }
      } finally {
        await shared.server.up();
      }
      await shared.shares(32, 32);
      // a gateway serves a partition some time after the database says that it owns it
      for (const each of payers) {
        while ((await each.send({ url: other })).status !== 200) await pause(50);
      }
      expect((await payer.used()) > before).to.equal(true);
    });

    it("settle once what was used while the database is stopped in between", async () => {
      const [payer, owner, other] = await placed();
      expect((await payer.send({ url: owner })).status).to.equal(200);
      const used = await payer.used(other);
      const settled = async () => (await shared.fixture.channel(payer.channel.address)).settled;
      const gateways = [shared.fixture.gateway, second];
      await shared.server.down();
      try {
        // the chain has it, and the store cannot say so: whether that is told or not, it counts
        for (const gateway of gateways) await gateway.settle().catch(() => undefined);
        expect(await settled()).to.equal(used);
      } finally {
        await shared.server.up();
      }
      await shared.shares(32, 32);
      while ((await payer.send({ url: other })).status !== 200) await pause(50);
      for (const gateway of gateways) await gateway.settle();
      const after = await payer.used(other);
      expect(after > used).to.equal(true);
      expect(await settled()).to.equal(after);
    });

    it("settle together all that was used", async () => {
      for (const gateway of [shared.fixture.gateway, second]) await gateway.settle();
      for (const payer of payers) {
        const { settled } = await shared.fixture.channel(payer.channel.address);
        expect(settled).to.equal(await payer.used());
      }
    });
  });
}

function serve(response: Parameters<FaultyUpstream["fault"]>[0], body: string): void {
  if (!body.includes('"stream":true')) response.writeHead(200).end(whole("ok", USAGE));
  else beginStream(response).end(`${chunk("one")}${chunk(" two")}data: [DONE]\n\n`);
}

/** What was used in all, as the receipt of a stream says. */
function receiptOf(stream: string): bigint {
  const comment = stream.split("\n").find((line) => line.startsWith(": diem "));
  return readReceiptComment(comment?.slice(1) ?? "")?.usage.diem ?? 0n;
}
