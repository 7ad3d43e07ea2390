import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { answerJson } from "../../app/gateway/src/http/answer";
import { type Exchange, HttpServer } from "../../app/gateway/src/http/server";
import { Refusal } from "../../app/gateway/src/refusal";

/** What a test does with a request. */
type Answer = (exchange: Exchange) => Promise<void> | void;

async function serving<Result>(
  answer: Answer,
  delayMs: number,
  work: (port: number) => Promise<Result>,
): Promise<Result> {
  const route = { method: "POST" as const, matches: () => true, answer };
  const server = await HttpServer.listen({
    ...{ host: "127.0.0.1", port: 0, routes: [route], requestTimeoutMs: 60_000, delayMs },
    ...{ onRefusal: () => undefined, onError: () => undefined, onUnreadable: () => undefined },
  });
  try {
    return await work(Number(new URL(server.url).port));
  } finally {
    server.cut();
    await server.close();
  }
}

/** Sends requests at once on one connection, and returns all that is answered. */
async function pipelined(port: number, bodies: readonly string[]): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  bodies.forEach((body, nth) => {
    const last = nth === bodies.length - 1 ? "connection: close\r\n" : "";
    const head = `POST /${nth} HTTP/1.1\r\nhost: x\r\n${last}content-length: ${body.length}\r\n`;
    socket.write(`${head}\r\n${body}`);
  });
  return text(socket);
}

describe("requests on one connection", () => {
  it("are served one after another, whole", async () => {
    const events: string[] = [];
    const bodies = ["a".repeat(1_000_000), "b".repeat(1_000_000), "c"];
    const answer = async ({ request, response, path }: Exchange) => {
      events.push(`begin ${path}`);
      const { length } = await text(request);
      // what is behind it had time to begin
      await new Promise((resolve) => setImmediate(resolve));
      events.push(`end ${path}`);
      answerJson(response, { length });
    };
    const answered = await serving(answer, 0, (port) => pipelined(port, bodies));
    const numbers = [0, 1, 2];
    expect(events).to.deep.equal(numbers.flatMap((nth) => [`begin /${nth}`, `end /${nth}`]));
    const lengths = [...answered.matchAll(/"length":(\d+)/g)].map(([, length]) => Number(length));
    expect(lengths).to.deep.equal([1_000_000, 1_000_000, 1]);
  });

  it("wait for a refusal that is delayed, while other connections do not", async () => {
    let begun = 0;
    const HOUR_MS = 3_600_000;
    const answer = ({ response, path }: Exchange) => {
      begun += 1;
      if (path === "/1") return answerJson(response, {});
      throw new Refusal("bad-voucher", { detail: "forged", delayed: true });
    };
    await serving(answer, HOUR_MS, async (port) => {
      const refused = pipelined(port, ["", "", ""]);
      while (begun < 1) await new Promise((resolve) => setImmediate(resolve));
      const url = `http://127.0.0.1:${port}/1`;
      const others = await Promise.all([1, 2, 3].map(() => fetch(url, { method: "POST" })));
      expect(others.map(({ status }) => status)).to.deep.equal([200, 200, 200]);
      expect(begun).to.equal(1 + 3);
      void refused.catch(() => undefined); // it is cut as the server closes
    });
  });
});
