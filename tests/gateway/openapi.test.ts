import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { HEADERS, hashToText, priceListHash } from "@diem/wire";
import { parse } from "yaml";
import { z } from "zod";
import { GatewayFixture, PRICES } from "./fixture";
import { HandPayer } from "./payer";

type Schema = Readonly<Record<string, unknown>>;
interface Answer {
  readonly $ref?: string;
  readonly headers?: Schema;
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}
interface Operation {
  readonly responses: Readonly<Record<string, Answer>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly responses: Readonly<Record<string, Answer>>;
    readonly schemas: Schema;
  };
}

describe("the OpenAPI document of a gateway's own paths", () => {
  const text = readFileSync(join(__dirname, "../../docs/gateway.openapi.yaml"), "utf8");
  const document = parse(text) as Document;
  let fixture: GatewayFixture;
  let payer: HandPayer;
  before(async () => {
    fixture = await GatewayFixture.start();
    payer = await HandPayer.open(fixture);
    await fixture.gateway.refresh();
    await (await payer.send()).text();
  });
  after(() => fixture.end());

  /** What the document says of an answer. */
  function answerOf(path: string, method: string, status: number): Answer {
    const { responses } = document.paths[path]?.[method] ?? { responses: {} };
    const found = responses[String(status)] ?? responses.default;
    if (found === undefined) throw new Error(`${method} ${path} has no answer ${status}`);
    const name = found.$ref?.split("/").at(-1) ?? "";
    return document.components.responses[name] ?? found;
  }

  /** Demands that an answer is as the document has it. */
  async function expectAsDocumented(path: string, method: string, response: Response) {
    const { headers = {}, content = {} } = answerOf(path, method, response.status);
    for (const name of Object.keys(headers))
      expect(response.headers.has(name), name).to.equal(true);
    const type = (response.headers.get("content-type") ?? "").split(";")[0] ?? "";
    expect(Object.keys(content), path).to.include(type);
    const body = await response.text();
    if (type === "text/plain") return;
    const schema = JSON.stringify({ ...content[type]?.schema, $defs: document.components.schemas });
    const local = JSON.parse(schema.replaceAll("#/components/schemas/", "#/$defs/")) as never;
    const { success, error } = z.fromJSONSchema(local).safeParse(JSON.parse(body));
    expect(success, `${method} ${path}: ${error?.message ?? ""}`).to.equal(true);
  }

  it("says what they answer", async () => {
    const hash = hashToText(priceListHash(PRICES));
    const channel = payer.channel.address.toBase58();
    const own = { [HEADERS.voucher]: await payer.signed() };
    const asked: readonly (readonly [string, string, string, RequestInit, number])[] = [
      ["/v1/diem/prices", "get", "/v1/diem/prices", {}, 200],
      ["/v1/diem/prices/{hash}", "get", `/v1/diem/prices/${hash}`, {}, 200],
      ["/v1/diem/prices/{hash}", "get", "/v1/diem/prices/x", {}, 404],
      ["/v1/diem/channels/{address}", "get", `/v1/diem/channels/${channel}`, {}, 200],
      ["/v1/diem/channels/{address}", "get", `/v1/diem/channels/${channel}`, { headers: own }, 200],
      ["/v1/diem/channels/{address}", "get", "/v1/diem/channels/x", {}, 404],
      ["/v1/diem/vouchers", "post", "/v1/diem/vouchers", { headers: own }, 200],
      ["/v1/diem/vouchers", "post", "/v1/diem/vouchers", {}, 402],
      ["/healthz", "get", "/healthz", {}, 200],
      ["/readyz", "get", "/readyz", {}, 200],
      ["/metrics", "get", "/metrics", {}, 200],
    ];
    for (const [path, method, url, init, status] of asked) {
      const response = await fetch(`${fixture.gateway.url}${url}`, {
        ...{ ...init, method: method.toUpperCase() },
      });
      expect(response.status, url).to.equal(status);
      await expectAsDocumented(path, method, response);
    }
    const all = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method} ${path}`),
    );
    const tried = new Set(asked.map(([path, method]) => `${method} ${path}`));
    expect([...tried]).to.have.members(all);
  });

  it("would miss an answer that is not as it says", async () => {
    const response = new Response('{"status":"other"}', {
      headers: { "content-type": "application/json" },
    });
    const failed = await expectAsDocumented("/healthz", "get", response).catch(() => true);
    expect(failed).to.equal(true);
  });
});
