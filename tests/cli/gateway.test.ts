import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type Builtin, BUILTIN_MODEL, BUILTIN_SAYS, startBuiltin } from "@diem/gateway";
import { hashToText, priceListHash, type PriceList } from "@diem/wire";
import type { Keypair } from "@solana/web3.js";
import { nextEpoch } from "../support/epochs";
import { UNIT } from "../support/market";
import type { Seller } from "../support/providers";
import { takeSol } from "../support/sol";
import { Cli, expectError, type CommandResult } from "./support";

interface Check {
  readonly ok: boolean;
  readonly findings: readonly {
    readonly part: string;
    readonly ok: boolean;
    readonly told: string;
  }[];
}

describe("cli: gateway", () => {
  let cli: Cli;
  let builtin: Builtin;
  let seller: Seller;
  let operator: Keypair;
  let wallet: string;
  before(async () => {
    cli = await Cli.start({ epochSecs: 3_600n });
    builtin = await startBuiltin();
    operator = await cli.chain.wallet();
    seller = await cli.world.provider({ operator });
    wallet = cli.walletFile(operator);
  });
  after(async () => {
    await builtin.close();
    await cli.close();
  });

  const diem = (...args: string[]): Promise<CommandResult> =>
    cli.run(["gateway", ...args, "--keypair", wallet, "--output", "json"]);
  const init = (folder: string, ...more: string[]) =>
    diem("init", folder, "--provider", seller.provider.toBase58(), "--input", "0.15", ...more);
  const shop = () => join(cli.home, "shop");
  const config = () => join(shop(), "gateway.yaml");
  /** What a check printed, whatever it came to. */
  const check = async () => {
    const result = await diem("check", config());
    return { result, found: JSON.parse(result.stdout) as Check };
  };
  const failing = ({ findings }: Check) => findings.filter(({ ok }) => !ok).map(({ part }) => part);

  it("writes a configuration and a price list, and nothing over another one", async () => {
    const upstream = ["--upstream", builtin.url, "--out", "0.6"];
    const written = (await init("shop", ...upstream)).json();
    const list: PriceList = {
      version: 1,
      models: { [BUILTIN_MODEL]: { input: 150_000, output: 600_000, max_output: 4_096 } },
    };
    expect(JSON.parse(readFileSync(join(shop(), "prices.json"), "utf8"))).to.deep.equal(list);
    expect(written.hash).to.equal(hashToText(priceListHash(list)));
    const again = expectError(await init("shop", ...upstream), "ConfigError", 2);
    expect(again.message).to.include("already exists");
    const away = await init("nowhere", "--upstream", "http://127.0.0.1:1/v1");
    expect([away.code, existsSync(join(cli.home, "nowhere"))]).to.deep.equal([1, false]);
  });

  it("writes a price list from a table in US dollars, and again", async () => {
    const [table, file] = [join(cli.home, "usd.yaml"), join(cli.home, "by-table.json")];
    const from = ["prices", file, "--upstream", builtin.url, "--table", table];
    writeFileSync(table, "other: { input: 3 }\n");
    const missing = expectError(await diem(...from), "ConfigError", 2);
    expect(missing.message).to.include(`the table has no price for ${BUILTIN_MODEL}`);
    const row =
      "{ input: 0.15, cached_input: 0.075, output: 0.6, request: 0.001, image: 0.002, max_output: 4096 }";
    writeFileSync(table, `"*": ${row}\nother: { input: 3 }\n`);
    const list: PriceList = {
      version: 1,
      models: {
        [BUILTIN_MODEL]: {
          ...{ input: 150_000, cached_input: 75_000, output: 600_000 },
          ...{ request: 1_000, image: 2_000, max_output: 4_096 },
        },
      },
    };
    const written = (await diem(...from)).json();
    expect(written).to.deep.include({ hash: hashToText(priceListHash(list)), changed: true });
    expect(JSON.parse(readFileSync(file, "utf8"))).to.deep.equal(list);
    expect((await diem(...from)).json().changed).to.equal(false);
    writeFileSync(table, '"*": { input: -1 }\n');
    const wrong = expectError(await diem(...from), "ConfigError", 2);
    expect(wrong.message).to.include("*.input: must be US dollars such as 0.15");
    writeFileSync(table, `"*": ${row}\n`);
    const provider = ["--provider", seller.provider.toBase58()];
    const both = ["init", "both", "--upstream", builtin.url, ...provider];
    expectError(await diem(...both), "PricesMissing", 2);
    expectError(await diem(...both, "--table", table, "--input", "1"), "PricesMissing", 2);
    const made = (await diem(...both, "--table", table)).json();
    expect(made.hash).to.equal(hashToText(priceListHash(list)));
  });

  it("says what of a configuration is missing, and that all of it is there", async () => {
    const text = readFileSync(config(), "utf8");
    writeFileSync(config(), text.replace("chain:", "listen:\n  port: 0\nchain:"));
    const { result, found } = await check();
    expect([result.code, failing(found)]).to.deep.equal([1, ["offer"]]);
    const offer = found.findings.find(({ part }) => part === "offer");
    const list = join(shop(), "prices.json");
    expect(offer?.told).to.include("diem provider update --price-list");
    const owner = cli.walletFile(seller.owner.keypair);
    await cli.world.chain.advance(1n);
    const update = ["provider", "update", "--price-list", list, "--keypair", owner, "--yes"];
    expect((await cli.run(update)).code).to.equal(0);
    expect((await check()).found.findings.map(({ told }) => told).join()).to.include(
      "yours from the next epoch on",
    );
    await nextEpoch(cli.world);
    const after = await check();
    expect([after.result.code, after.found.ok, failing(after.found)]).to.deep.equal([0, true, []]);
  });

  it("says what to do where its port is taken, in a check and at a start", async () => {
    // the built-in server's own, which is in use
    const { port } = new URL(builtin.url);
    const text = readFileSync(config(), "utf8").replace("port: 0", `port: ${port}`);
    const taken = join(shop(), "taken.yaml");
    writeFileSync(taken, text);
    const checked = await diem("check", taken);
    const { findings } = JSON.parse(checked.stdout) as Check;
    const told = findings.find(({ part }) => part === "listen")?.told;
    expect(told).to.include("EADDRINUSE").and.to.include("choose another port");
    const failed = expectError(await diem("run", taken), "PortUnavailable", 2);
    expect(failed.next).to.include("choose another port");
  });

  it("names the line of a mistake", async () => {
    const text = readFileSync(config(), "utf8");
    const wrong = cli.file("wrong.yaml", `${text}keepAliveSecs: soon\nextra: 1\n`);
    const line = text.split("\n").length;
    const { message } = expectError(await diem("check", wrong), "ConfigError", 2);
    expect(message).to.include(`wrong.yaml:${line}: keepAliveSecs: `).and.include('"extra"');
    const broken = cli.file("broken.yaml", "listen: {");
    expectError(await diem("check", broken), "ConfigError", 2);
    const missing = expectError(await diem("run", "no.yaml"), "ConfigError", 2);
    expect(missing.message).to.include("cannot be read");
  });

  /** Asks through `diem proxy`, which pays. */
  async function payThrough(
    url: string,
    chat: RequestInit & { readonly body: string },
  ): Promise<void> {
    const owner = cli.walletFile(seller.owner.keypair);
    const update = ["provider", "update", "--endpoint", url, "--keypair", owner, "--yes"];
    expect((await cli.run(update)).code).to.equal(0);
    const consumer = await cli.world.consumer(5n * UNIT);
    const buyer = cli.walletFile(consumer.keypair);
    const limits = ["--per-call", "0.01", "--total", "0.0001", "--deposit", "1", "--port", "0"];
    // without SOL no channel is opened, and nothing is lost
    const giveBack = takeSol(cli.chain, consumer.address);
    const opening = ["proxy", seller.provider.toBase58(), ...limits, "--keypair", buyer];
    const poor = expectError(await cli.run([...opening, "--output", "json"]), "InsufficientSol", 1);
    expect(poor.next).to.include("send SOL to the wallet");
    expect(await cli.world.balance(consumer.diem)).to.equal(5n * UNIT);
    giveBack();
    const proxy = cli.start("proxy", seller.provider.toBase58(), ...limits, "--keypair", buyer);
    await proxy.until(({ stderr }) => stderr.includes("/v1"));
    const local = /http:\S+\/v1/.exec(proxy.stderr)?.[0] ?? "";
    for (const stream of [false, true]) {
      const body = JSON.stringify({ ...(JSON.parse(chat.body) as object), stream });
      const answer = await fetch(`${local}/chat/completions`, { ...chat, body });
      const text = await answer.text();
      expect(answer.status, text).to.equal(200);
      expect(text).to.include(stream ? "data: [DONE]" : BUILTIN_SAYS);
    }
    const page = { ...chat, headers: { ...chat.headers, origin: "https://page.example" } };
    expect((await fetch(`${local}/chat/completions`, page)).status).to.equal(403);
    expect((await fetch(`${local}/models`)).status).to.equal(200);
    let last = await fetch(`${local}/chat/completions`, chat);
    while (last.ok) last = await fetch(`${local}/chat/completions`, chat);
    expect(last.status).to.equal(402);
    const csv = await (await fetch(`${local}/diem/receipts.csv`)).text();
    const lines = await (await fetch(`${local}/diem/receipts.jsonl`)).text();
    expect(csv.trim().split("\r\n").length - 1).to.equal(lines.trim().split("\n").length);
    const calls = lines
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { model: string });
    expect(
      calls.map(({ model }) => model).filter((model) => model === BUILTIN_MODEL),
    ).to.have.length(calls.length);
    expect(calls.length >= 2).to.equal(true);
    proxy.interrupt();
    expect((await proxy.ended).code).to.equal(0);
    // any provider of the market, of which this is the only one that answers
    const routed = cli.start("proxy", ...limits, "--keypair", buyer, "--port", "0");
    await routed.until(({ stderr }) => stderr.includes("/v1"));
    const any = /http:\S+\/v1/.exec(routed.stderr)?.[0] ?? "";
    const answer = await fetch(`${any}/models`);
    expect(await answer.text()).to.include(BUILTIN_MODEL);
    routed.interrupt();
    expect((await routed.ended).code).to.equal(0);
  }

  it("sells until it is told to end, also to a proxy that pays", async () => {
    const running = cli.spawn("gateway", "run", config(), "--keypair", wallet);
    await running.until(({ stderr }) => stderr.includes("/v1"));
    const url = /http:\S+\/v1/.exec(running.stderr)?.[0] ?? "";
    const models = (await (await fetch(`${url}/models`)).json()) as { data: { id: string }[] };
    expect(models.data.map(({ id }) => id)).to.deep.equal([BUILTIN_MODEL]);
    const chat = {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model: BUILTIN_MODEL, messages: [{ role: "user", content: "hi" }] }),
    };
    expect((await fetch(`${url}/chat/completions`, chat)).status).to.equal(402);
    await payThrough(url, chat);
    running.kill("SIGTERM");
    const { code, stdout } = await running.ended;
    expect(code).to.equal(0);
    expect(stdout.split("\n").some((line) => line.includes('"listening"'))).to.equal(true);
  });
});
