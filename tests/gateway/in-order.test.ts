import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { ClientAddresses } from "../../app/gateway/src/http/client-address";
import { answerJson } from "../../app/gateway/src/http/answer";
import { type Exchange, HttpServer } from "../../app/gateway/src/http/server";
import { Refusal } from "../../app/gateway/src/refusal";

const MAX_WAITING = 4;
const HOUR_MS = 3_600_000;

/** What a test does with a request. */
type Answer = (exchange: Exchange) => Promise<void> | void;

async function serving<Result>(
  answer: Answer,
  work: (port: number) => Promise<Result>,
  { mostConnections = 100, addresses = new ClientAddresses([]) } = {},
): Promise<Result> {
  const route = { method: "POST" as const, matches: () => true, answer };
  const server = await HttpServer.listen({
    ...{
      host: "127.0.0.1",
      port: 0,
      routes: [route],
      requestTimeoutMs: 60_000,
      stallTimeoutMs: 60_000,
    },
    ...{ mostWaiting: MAX_WAITING, mostConnections, addresses },
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
    const answered = await serving(answer, (port) => pipelined(port, bodies));
    const numbers = [0, 1, 2];
    expect(events).to.deep.equal(numbers.flatMap((nth) => [`begin /${nth}`, `end /${nth}`]));
    const lengths = [...answered.matchAll(/"length":(\d+)/g)].map(([, length]) => Number(length));
    expect(lengths).to.deep.equal([1_000_000, 1_000_000, 1]);
  });

  it("wait for a refusal that is delayed, while other connections do not", async () => {
    let begun = 0;
    const answer = ({ response, path }: Exchange) => {
      begun += 1;
      if (path === "/1") return answerJson(response, {});
      throw new Refusal("bad-voucher", { detail: "forged", delayMs: HOUR_MS });
    };
    await serving(answer, async (port) => {
      const refused = pipelined(port, ["", "", ""]);
      while (begun < 1) await new Promise((resolve) => setImmediate(resolve));
      const url = `http://127.0.0.1:${port}/1`;
      const others = await Promise.all([1, 2, 3].map(() => fetch(url, { method: "POST" })));
      expect(others.map(({ status }) => status)).to.deep.equal([200, 200, 200]);
      expect(begun).to.equal(1 + 3);
      void refused.catch(() => undefined); // it is cut as the server closes
    });
  });

  it("are not served where they came behind one whose refusal closes the connection", async () => {
    const served: string[] = [];
    const answer = ({ path }: Exchange) => {
      served.push(path);
      throw new Refusal("bad-voucher", { detail: "forged", delayMs: 1 });
    };
    const bodies = Array.from({ length: 1_000 }, () => "");
    const answered = await serving(answer, (port) => pipelined(port, bodies));
    expect(served).to.deep.equal(["/0"]);
    expect(answered.match(/HTTP\/1\.1 402 /g)).to.have.length(1);
    expect(answered.toLowerCase()).to.include("connection: close");
  });

  it("are refused where more wait than may, and nothing behind them is served", async () => {
    const served: string[] = [];
    const answer = async ({ response, path }: Exchange) => {
      served.push(path);
      await new Promise((resolve) => setImmediate(resolve));
      answerJson(response, { path });
    };
    const bodies = Array.from({ length: 1_000 }, () => "");
    const answered = await serving(answer, (port) => pipelined(port, bodies));
    expect(served).to.deep.equal(Array.from({ length: 1 + MAX_WAITING }, (_, nth) => `/${nth}`));
    const statuses = [...answered.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, status]) => status);
    expect(statuses).to.deep.equal([...served.map(() => "200"), "429"]);
    expect(answered).to.include('"code":"too-many-requests"');
  });

  it("are not even read where those before them wait, or their connection is to be closed", async () => {
    const many = { count: 20_000, body: "x".repeat(1_000) };
    const PIECE = 65_536;
    const forged = new Refusal("bad-voucher", { detail: "forged", delayMs: HOUR_MS });
    const refusals: readonly Answer[] = [
      () => {
        throw forged;
      },
      async ({ request }) => {
        await text(request);
        throw forged;
      },
      // for ever
      () => new Promise(() => undefined),
    ];
    for (const answer of refusals) {
      let read = 0;
      let begin: () => void = () => undefined;
      const begun = new Promise<void>((resolve) => (begin = resolve));
      const addresses = new ClientAddresses([]);
      addresses.of = () => {
        read += 1;
        begin();
        return "";
      };
      const work = async (port: number) => {
        const socket = connect(port, "127.0.0.1");
        socket.on("error", () => undefined); // it is cut
        const head = `POST / HTTP/1.1\r\nhost: x\r\ncontent-length: ${many.body.length}\r\n\r\n`;
        const taken = new Promise((resolve) => socket.once("drain", resolve));
        socket.write((head + many.body).repeat(many.count));
        await begun;
        // the server has time to read all of it
        await Promise.race([taken, pause(500)]);
        socket.destroy();
      };
      await serving(answer, work, { addresses });
      // those of the piece with the first one, and of a few more where its body was read
      expect(read > 0 && read <= (4 * PIECE) / many.body.length, String(read)).to.equal(true);
    }
  });

  it("are served in turns of the event loop of their own, so that other connections have theirs", async () => {
    let turn = 0;
    const counting = () => {
      turn += 1;
      next = setImmediate(counting);
    };
    let next = setImmediate(counting);
    const turns: number[] = [];
    const answer = ({ response }: Exchange) => {
      turns.push(turn);
      answerJson(response, {});
    };
    try {
      await serving(answer, (port) => pipelined(port, ["", "", "", ""]));
    } finally {
      clearImmediate(next);
    }
    expect(turns).to.have.length(4);
    expect(new Set(turns).size).to.equal(4);
  });

  it("are refused on more connections than a client may have open", async () => {
    const answer = ({ response }: Exchange) => answerJson(response, {});
    const most = 2;
    await serving(
      answer,
      async (port) => {
        const held = [connect(port, "127.0.0.1"), connect(port, "127.0.0.1")];
        await Promise.all(held.map((socket) => once(socket, "connect")));
        const answered = await pipelined(port, [""]);
        expect(answered).to.include("HTTP/1.1 429 ").and.to.include('"code":"too-many-requests"');
        const [first] = held;
        const closed = once(first as Socket, "close");
        first?.destroy();
        await closed;
        // as soon as the server knows
        const again = async (): Promise<string> => {
          const text = await pipelined(port, [""]);
          return text.includes("HTTP/1.1 200 ") ? text : again();
        };
        expect(await again()).to.include("HTTP/1.1 200 ");
        for (const socket of held) socket.destroy();
      },
      { mostConnections: most },
    );
  });
});

describe("a request that a fault of the gateway meets", () => {
  it("is refused by name, learns nothing of the fault, and may be sent again", async () => {
    const answer = () => {
      throw new TypeError("a secret of the gateway");
    };
    const answered = await serving(answer, (port) => pipelined(port, ["", ""]));
    expect(answered.match(/HTTP\/1\.1 500 /g)).to.have.length(2);
    expect(answered).to.include('"code":"internal-error"').and.not.to.include("secret");
    expect(answered).not.to.include("x-should-retry: false");
  });
});
