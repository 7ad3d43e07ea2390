import { request, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import type { PayingFetch } from "@diem/client";
import { type Sidecar, startSidecar } from "@diem/client/node";
import { vouchers } from "@diem/sdk";
import { HEADERS } from "@diem/wire";

const MAX_BODY_BYTES = 64 * 1024 * 1024;
const JSON_TYPE = { "content-type": "application/json" };

describe("client: the local API that pays", () => {
  let sidecar: Sidecar;
  /** The requests that were paid for. */
  let paid: Request[];
  before(async () => {
    const pay = (target: string | URL | Request, init?: RequestInit) => {
      paid.push(new Request(target, init));
      return Promise.resolve(Response.json({ ok: true }));
    };
    const more = { baseUrl: "http://gateway.example/v1", store: vouchers.memoryStore() };
    const fetch = Object.assign(pay, more) as unknown as PayingFetch;
    sidecar = await startSidecar({ fetch });
  });
  beforeEach(() => (paid = []));
  after(() => sidecar.close());

  interface Sent {
    readonly method?: string;
    readonly path?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string | Buffer;
  }

  /** What comes of a request, which may name any host. */
  async function send({ method = "POST", path, headers = {}, body }: Sent) {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const url = `${sidecar.baseUrl}${path ?? "/chat/completions"}`;
      request(url, { method, headers, agent: false }, resolve).on("error", reject).end(body);
    });
    const said = await text(answer);
    return { status: answer.statusCode, said };
  }
  const codeOf = ({ said }: { readonly said: string }) =>
    (JSON.parse(said) as { error: { code: string } }).error.code;

  it("refuses a body that is too large by name, and pays nothing", async () => {
    const refused = await send({ headers: JSON_TYPE, body: "x".repeat(MAX_BODY_BYTES + 1) });
    expect([refused.status, codeOf(refused)]).to.deep.equal([413, "too-large"]);
    expect(paid).to.have.length(0);
  });

  it("refuses a compressed body by name, and pays nothing", async () => {
    const headers = { ...JSON_TYPE, "content-encoding": "gzip" };
    const refused = await send({ headers, body: gzipSync("{}") });
    expect([refused.status, codeOf(refused)]).to.deep.equal([415, "unsupported-media-type"]);
    expect(paid).to.have.length(0);
  });

  it("is closed to pages, also to one that has made its own name lead here", async () => {
    const receipts = { method: "GET", path: "/diem/receipts.csv" };
    for (const sent of [
      { ...receipts, headers: { host: "shop.example" } },
      { ...receipts, headers: { host: "localhost.shop.example:8403" } },
      { ...receipts, headers: { origin: "null" } },
      { headers: { ...JSON_TYPE, host: "shop.example" }, body: "{}" },
    ]) {
      const refused = await send(sent);
      expect([refused.status, codeOf(refused)]).to.deep.equal([403, "browser"]);
    }
    for (const host of ["localhost:8403", "127.0.0.1", "[::1]:8403", "diem.localhost"]) {
      const { status, said } = await send({ ...receipts, headers: { host } });
      expect([status, said.startsWith("time,call")]).to.deep.equal([200, true], host);
    }
    expect(paid).to.have.length(0);
  });

  it("hands on the id that an app chose for a call, and no other header of it", async () => {
    const call = "11111111-1111-4111-8111-111111111111";
    const headers = { ...JSON_TYPE, [HEADERS.call]: call, authorization: "Bearer mine" };
    await send({ headers, body: "{}" });
    const [sent] = paid;
    expect(sent?.headers.get(HEADERS.call)).to.equal(call);
    expect(sent?.headers.get("authorization")).to.equal(null);
  });

  it("answers HEAD as GET without the body", async () => {
    expect(await send({ method: "HEAD", path: "/models" })).to.deep.equal({
      status: 200,
      said: "",
    });
    expect(paid.map(({ method }) => method)).to.deep.equal(["GET"]);
  });
});
