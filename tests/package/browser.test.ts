import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect } from "chai";
import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";
import type { Endpoint } from "@diem/localnet";
import { vouchers } from "@diem/sdk";
import { UNIT } from "../support/market";
import type { World } from "../support/world";
import type { Given, page as functions } from "./consumers/page";
import { project } from "./project";
import { servedMarket } from "./fixture";

/** Headless, and without a word to anyone but the page's own server and the chain. */
const ARGUMENTS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Bundles the project's page as its author would, without a polyfill, and serves it. */
async function servePage(folder: string): Promise<Server> {
  const { outputFiles } = await build({
    entryPoints: [join(folder, "page.ts")],
    bundle: true,
    minify: true,
    platform: "browser",
    format: "esm",
    target: "es2022",
    write: false,
  });
  const script = outputFiles[0]?.text ?? "";
  const server = createServer(({ url }, response) => {
    const [type, body] =
      url === "/page.js"
        ? ["text/javascript", script]
        : [
            "text/html",
            '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>',
          ];
    response.writeHead(200, { "Content-Type": `${type}; charset=utf-8` }).end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

describe("package: a page with @diem/sdk in Chromium", () => {
  let world: World;
  let endpoint: Endpoint;
  let server: Server;
  let browser: Browser;
  let page: Page;
  let given: Given;
  const faults: string[] = [];
  const hosts = new Set<string>();

  const call = (name: keyof typeof functions): Promise<unknown> =>
    page.evaluate(
      ([method, argument]): Promise<unknown> =>
        (globalThis as unknown as { page: typeof functions }).page[method](argument),
      [name, given] as const,
    );

  before(async () => {
    const { folder } = await project();
    ({ world, endpoint } = await servedMarket());
    server = await servePage(folder);
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ARGUMENTS,
    });
    const market = world.market.market.toBase58();
    given = { url: endpoint.url, market, channel: world.market.escrow.toBase58() };
    page = await browser.newPage();
    page.on("pageerror", ({ message }) => faults.push(message));
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(message.text());
    });
    page.on("request", (request) => hosts.add(new URL(request.url()).hostname));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  });

  after(async () => {
    await browser.close();
    server.close();
    await endpoint.close();
  });

  it("reads a market", async () => {
    expect(await call("totalStaked")).to.equal((3n * UNIT).toString());
  });

  it("signs vouchers with a WebCrypto key and with a keypair", async () => {
    const texts = (await call("sign")) as string[];
    expect(texts).to.have.length(2);
    const { clusterTag } = await world.marketAccount();
    const figures = { epoch: 412, quota: 250_000n, diem: 1_500_000_000n, expiry: 0n };
    for (const text of texts) {
      const signed = vouchers.fromText(text);
      expect(vouchers.verify(signed)).to.equal(true);
      const expected = { clusterTag, channel: world.market.escrow, ...figures };
      expect(signed.voucher).to.deep.equal(expected);
    }
  });

  it("hears of an event over a WebSocket", async () => {
    const opened = page.waitForEvent("websocket");
    const event = call("nextEvent");
    const socket = await opened;
    await socket.waitForEvent("framereceived"); // the answer to the subscription
    await world.staker(UNIT);
    expect(await event).to.equal("PositionOpened");
  });

  it("needs nobody but its server and the chain, and has nothing to complain of", () => {
    expect([...hosts]).to.deep.equal(["127.0.0.1"]);
    expect(faults).to.deep.equal([]);
  });
});
