import { expect } from "chai";
import { Keypair } from "@solana/web3.js";
import type { BrowserContext, Page, Route } from "playwright-core";
import { CHROMIUM } from "../support/browser";
import { mayUse } from "../support/tools";
import { Site } from "./site";

/** Another cluster than that of the local network: mainnet. */
const GENESIS = "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d";

describe("web: which market the page shows, and what it says where it cannot", () => {
  if (!mayUse(CHROMIUM)) return;
  let site: Site;
  let config: Record<string, unknown>;

  before(async () => {
    site = await Site.start();
    const response = await fetch(`${site.services.page.url}config.json`);
    config = (await response.json()) as Record<string, unknown>;
  });

  after(() => site.close());

  /** A window of a page whose server has another `config.json`. */
  async function withConfig(
    body: string | object | null,
    prepare?: (at: BrowserContext) => Promise<unknown>,
  ) {
    const context = await site.browser.newContext();
    await context.route("**/config.json", (route: Route) =>
      body === null
        ? route.fulfill({ status: 404, body: "there is no such file" })
        : route.fulfill({ body: typeof body === "string" ? body : JSON.stringify(body) }),
    );
    await prepare?.(context);
    return site.openIn(context);
  }

  /** The refusal's sentence and name; the form to choose another market is there. */
  async function refusal(page: Page): Promise<{ readonly said: string; readonly name: string }> {
    await page.getByRole("heading", { name: "Which market?" }).waitFor();
    await page.getByLabel("URL of the JSON-RPC").waitFor();
    const note = page.locator(".note.bad");
    const found = {
      said: (await note.locator("strong").textContent()) ?? "",
      name: (await note.locator(".quiet").textContent()) ?? "",
    };
    await page.context().close();
    return found;
  }

  it("asks for one where its server has no config.json, and keeps the choice", async () => {
    const page = await withConfig(null);
    await page.getByRole("heading", { name: "Which market?" }).waitFor();
    expect(await page.locator(".note.bad").count()).to.equal(0);
    await page.getByLabel("URL of the JSON-RPC").fill("ftp://example.com");
    await page.getByRole("button", { name: "Use this market" }).click();
    await page.getByText('rpcUrl is "ftp://example.com"').waitFor();
    await page.getByLabel("URL of the JSON-RPC").fill(site.network.url);
    await page.getByLabel("Address of the market").fill(site.network.market.market.toBase58());
    await page.getByRole("button", { name: "Use this market" }).click();
    await page.getByRole("heading", { name: "Market", exact: true }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "Market", exact: true }).waitFor();
    await page.getByText("no indexer: no history").waitFor();
    await page.context().close();
  });

  const wrong: readonly (readonly [string, string | (() => object), RegExp])[] = [
    ["is not JSON", "<!doctype html>", /^config\.json of this page's server is not JSON/],
    [
      "has a member that nobody knows",
      () => ({ ...config, rpcURL: "x" }),
      /^unknown member "rpcURL"/,
    ],
    [
      "has a URL of another kind",
      () => ({ ...config, rpcUrl: "javascript:alert(1)" }),
      /^rpcUrl is "javascript:/,
    ],
    ["has no market", () => ({ rpcUrl: config.rpcUrl }), /^market is missing/],
    [
      "has an address that is none",
      () => ({ ...config, market: "0x12" }),
      /^market is "0x12": write an address/,
    ],
  ];
  for (const [name, body, said] of wrong) {
    it(`refuses a config.json that ${name}`, async () => {
      const found = await refusal(await withConfig(typeof body === "string" ? body : body()));
      expect(found.said).to.match(said);
      expect(found.name).to.equal("ConfigError");
    });
  }

  it("refuses an address without an account, a foreign account, and another program's market", async () => {
    const nobody = Keypair.generate().publicKey.toBase58();
    const { staker } = site.network.wallets;
    const cases = [
      [{ ...config, market: nobody }, "AccountNotFound"],
      [{ ...config, market: staker.publicKey.toBase58() }, "WrongAccountType"],
      [{ ...config, market: site.network.market.vvvMint.toBase58() }, "WrongAccountType"],
      [{ ...config, programId: nobody }, "WrongAccountType"],
    ] as const;
    for (const [body, name] of cases) {
      expect((await refusal(await withConfig(body))).name).to.equal(name);
    }
  });

  it("refuses a market of another cluster than the node's", async () => {
    const page = await withConfig(config, (context) =>
      context.route(`${site.network.url}/**`, async (route) => {
        const asked = route.request().postDataJSON() as { method?: string; id?: string };
        if (asked.method !== "getGenesisHash") return route.continue();
        const { id } = asked;
        const headers = { "access-control-allow-origin": "*" };
        return route.fulfill({ json: { jsonrpc: "2.0", id, result: GENESIS }, headers });
      }),
    );
    expect((await refusal(page)).name).to.equal("WrongCluster");
  });

  it("says that the node does not answer at the start, and goes on by itself when it does", async () => {
    let down = true;
    const page = await withConfig(config, (context) =>
      context.route(`${site.network.url}/**`, (route) => (down ? route.abort() : route.continue())),
    );
    await page.locator(".note.bad").getByText("NodeUnreachable").waitFor();
    // what the user types meanwhile stays
    await page.getByLabel("Address of the market").fill("abc");
    const asked = page.waitForRequest((request) => request.url().startsWith(site.network.url));
    await asked;
    expect(await page.getByLabel("Address of the market").inputValue()).to.equal("abc");
    down = false;
    await page.getByRole("heading", { name: "Market", exact: true }).waitFor();
    await page.context().close();
  });

  it("keeps its figures while the node is away, says how old they are, and goes on by itself", async () => {
    let down = false;
    const page = await withConfig(config, (context) =>
      context.route(`${site.network.url}/**`, (route) => (down ? route.abort() : route.continue())),
    );
    const supply = await (await site.client("staker")).read.supply();
    const figure = page.locator(`data[value="${supply}"]`).first();
    await figure.waitFor();
    down = true;
    await page.getByText(/The node .* does not answer\. Figures are of slot \d+/).waitFor();
    expect(await figure.isVisible()).to.equal(true);
    down = false;
    await page.locator(".notices .note.bad").waitFor({ state: "detached" });
    await page.context().close();
  });
});
