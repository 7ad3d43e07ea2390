import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import type { Problem } from "@diem/wire";
import { GatewayFixture } from "./fixture";

describe("a gateway that is sent rare forms of HTTP", () => {
  let fixture: GatewayFixture;
  before(async () => {
    fixture = await GatewayFixture.start();
  });
  after(() => fixture.end());

  /** What comes of a request: the lines of its head, each without its end, and then of its body. */
  async function answerTo(line: string, ...headers: readonly string[]) {
    const socket = connect(Number(new URL(fixture.gateway.url).port), "127.0.0.1");
    socket.end(`${[line, ...headers, "connection: close"].join("\r\n")}\r\n\r\n`);
    const answer = await text(socket);
    const [head = "", body = ""] = answer.split("\r\n\r\n");
    return { status: Number(head.split(" ")[1]), head, body };
  }
  const HOST = "host: gateway.example";

  it("answers a whole address as its path, and HEAD as GET without the body", async () => {
    const models = await answerTo("GET /v1/models HTTP/1.1", HOST);
    expect(models.status).to.equal(200);
    const absolute = "GET http://gateway.example/v1/models?a=b HTTP/1.1";
    expect((await answerTo(absolute, HOST)).body).to.equal(models.body);
    for (const path of ["/healthz", "/readyz", "/v1/models"]) {
      const { status, head, body } = await answerTo(`HEAD ${path} HTTP/1.1`, HOST);
      expect([status, body]).to.deep.equal([200, ""]);
      expect(head).to.match(/content-length: [1-9]/i);
    }
  });

  it("refuses by name what it does not do", async () => {
    const cases = [
      ["GET /v1/models HTTP/1.1", [], 400, "bad-request", "no Host header"],
      ["GET /v1/models HTTP/1.1", [HOST, "expect: dinner"], 400, "bad-request", "expects dinner"],
      ["CONNECT example.org:443 HTTP/1.1", [HOST], 405, "method-not-allowed", "not a proxy"],
      ["GET ftp://x/v1/models HTTP/1.1", [HOST], 404, "not-found", "there is no ftp://x/v1/models"],
      ["HEAD /v1/chat/completions HTTP/1.1", [HOST], 405, null, ""],
    ] as const;
    for (const [line, headers, status, code, words] of cases) {
      const answer = await answerTo(line, ...headers);
      expect(answer.status).to.equal(status, line);
      if (code === null) continue;
      const problem = JSON.parse(answer.body) as Problem;
      expect(problem.code).to.equal(code);
      expect(problem.detail).to.include(words);
    }
  });

  it("goes on after Expect: 100-continue", async () => {
    const { status } = await answerTo("GET /healthz HTTP/1.1", HOST, "expect: 100-continue");
    expect([100, 200]).to.include(status);
  });
});
