import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { ConfigError } from "@diem/config";
import { configJsonSchema, configSchema, readConfig } from "@diem/gateway";

const ADDRESS = "So11111111111111111111111111111111111111112";
const FILE = `chain:
  url: http://127.0.0.1:8899
  market: ${ADDRESS}
  provider: ${ADDRESS}
  operator: operator.json
upstream:
  url: http://127.0.0.1:11434/v1
prices:
  files: [prices.json]
store: store
`;

describe("the configuration of a gateway", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "diem-config-"))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const at = (name: string) => join(folder, name);
  const written = (text: string) => {
    writeFileSync(at("gateway.yaml"), text);
    return at("gateway.yaml");
  };
  const refusal = (text: string, variables: Readonly<Record<string, string>> = {}) => {
    try {
      readConfig(written(text), variables);
    } catch (error) {
      if (error instanceof ConfigError) return error.message;
      throw error;
    }
    throw new Error("it was taken");
  };

  it("is read from a file, and from variables in place of its members", () => {
    const config = readConfig(written(FILE), {
      DIEM_GATEWAY_LISTEN__PORT: "9000",
      DIEM_GATEWAY_UPSTREAM__KEY_FILE: "key",
      DIEM_GATEWAY_PRICES__FILES: "[a.json, b.json]",
      DIEM_GATEWAY_SETTLE__DIEM_AT_LEAST: "25",
      DIEM_GATEWAY_ON_DISCONNECT: "drain",
      OTHER: "x",
    });
    expect(config.listen).to.deep.equal({ host: "127.0.0.1", port: 9_000, proxies: [] });
    expect(config.upstream.keyFile).to.equal(at("key"));
    expect(config.prices.files).to.deep.equal([at("a.json"), at("b.json")]);
    // a text, though it looks like a number
    expect(config.settle.diemAtLeast).to.equal("25");
    expect(config.onDisconnect).to.equal("drain");
    expect(config.store).to.equal(at("store"));
  });

  it("needs no file where variables say all", () => {
    const config = readConfig(at("missing.yaml"), {
      DIEM_GATEWAY_CHAIN__URL: "http://127.0.0.1:8899",
      DIEM_GATEWAY_CHAIN__MARKET: ADDRESS,
      DIEM_GATEWAY_CHAIN__PROVIDER: ADDRESS,
      DIEM_GATEWAY_CHAIN__OPERATOR: "/keys/operator.json",
      DIEM_GATEWAY_UPSTREAM__URL: "http://127.0.0.1:11434/v1",
      DIEM_GATEWAY_PRICES__FILES: "[prices.json]",
      DIEM_GATEWAY_POSTGRES__SCHEMA: "shop",
    });
    expect(config.chain.operator).to.equal("/keys/operator.json");
    expect(config.postgres).to.include({ schema: "shop", urlVariable: "DIEM_DATABASE_URL" });
    expect(() => readConfig(at("missing.yaml"), {})).to.throw(ConfigError, "diem gateway init");
  });

  it("names the line of a mistake, or the variable", () => {
    const cases: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
      [FILE.replace("8899", "8899\n  pollSecs: no"), {}, "gateway.yaml:3: chain.pollSecs: "],
      [FILE.replace("store: store", "shop: store"), {}, "the configuration: Unrecognized key"],
      [FILE.replace("store: store\n", ""), {}, "store: set either a folder as store, or postgres"],
      [`${FILE}postgres: {}\n`, {}, ":10: store: set either a folder as store, or postgres"],
      [
        FILE.replace("store: store", "listen: { host: 0.0.0.0 }\npostgres: {}"),
        {},
        "postgres.peerUrl: must have the URL at which the other gateways reach this one",
      ],
      [FILE, { DIEM_GATEWAY_LISTEN__PORT: "x" }, "DIEM_GATEWAY_LISTEN__PORT: listen.port: "],
      [
        FILE,
        { DIEM_GATEWAY_LISTEN__PROXIES: "[10.0.0.0/33]" },
        "listen.proxies.0: must be an address, or a network such as 10.0.0.0/8",
      ],
      [FILE, { DIEM_GATEWAY_SHOP: "x" }, "DIEM_GATEWAY_SHOP: the configuration: Unrecognized key"],
      ["chain: [", {}, "correct the YAML"],
    ];
    for (const [text, variables, expected] of cases) {
      expect(refusal(text, variables)).to.include(expected);
    }
  });

  it("has a schema that editors read, with each of its members", () => {
    const path = join(__dirname, "../../app/gateway/config.schema.json");
    const published = JSON.parse(readFileSync(path, "utf8")) as {
      readonly properties: Readonly<Record<string, unknown>>;
    };
    expect(published).to.deep.equal(JSON.parse(JSON.stringify(configJsonSchema())));
    expect(Object.keys(published.properties)).to.deep.equal(Object.keys(configSchema.shape));
  });
});
