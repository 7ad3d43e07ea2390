import { expect } from "chai";
import type { BrowserContext, Page, Route } from "playwright-core";
import { constants } from "@diem/sdk";
import { CHROMIUM } from "../support/browser";
import { bindToCluster } from "../support/patching";
import { mayUse } from "../support/tools";
import { WorldSite } from "./world-site";

const TOKEN = /wallet=|[\w-]{32}/;

describe("web: the wallets of a local network, and who does not get them", () => {
  if (!mayUse(CHROMIUM)) return;
  let site: WorldSite;
  /** What the link that `npm start` prints ends with. */
  let hash: string;

  before(async () => {
    site = await WorldSite.start(395, {});
    ({ hash } = new URL(site.served.link));
  });

  after(() => site.close());

  /** What a page asked of the server's wallets. */
  interface Asking {
    readonly page: Page;
    readonly asked: string[];
  }

  /** A window whose page is opened at a link, and the requests it made for local wallets. */
  async function opened(
    link: string,
    prepare?: (context: BrowserContext) => Promise<unknown>,
  ): Promise<Asking> {
    const context = await site.browser.newContext();
    await prepare?.(context);
    const page = await context.newPage();
    const asked: string[] = [];
    page.on("request", (request) => {
      if (request.url().includes("local-wallets")) asked.push(request.url());
    });
    await page.goto(link);
    await page.getByRole("heading", { name: "Market", exact: true }).waitFor();
    return { page, asked };
  }

  /** Names of the wallets that the page offers; there are none where it says so. */
  async function offered(page: Page): Promise<readonly string[]> {
    await page.getByRole("button", { name: "Connect a wallet" }).click();
    const menu = page.getByRole("dialog", { name: "Wallets" });
    await menu.locator("button, p").first().waitFor();
    return menu.getByRole("button").allTextContents();
  }

  /** No part of the token stands in the page's address, what came before it, or the browser's list of them. */
  async function expectNoToken(page: Page): Promise<void> {
    const places = await page.evaluate(() => {
      const { navigation } = globalThis as unknown as {
        readonly navigation: { entries(): readonly { readonly url: string }[] };
      };
      return [location.href, document.referrer, document.title].concat(
        navigation.entries().map(({ url }) => url),
      );
    });
    for (const place of places) expect(place).not.to.match(TOKEN);
  }

  /** The same market, as one of a public cluster whose node it asks. */
  const onDevnet = (context: BrowserContext) =>
    context.route(`${site.endpoint.url}/**`, async (route: Route) => {
      const { method, id } = route.request().postDataJSON() as { method?: string; id?: string };
      if (method !== "getGenesisHash") return route.continue();
      const result = constants.PUBLIC_CLUSTERS.devnet;
      const headers = { "access-control-allow-origin": "*" };
      return route.fulfill({ json: { jsonrpc: "2.0", id, result }, headers });
    });

  /** Makes the market one of devnet as long as something runs. */
  async function whileOnDevnet(run: () => Promise<void>): Promise<void> {
    await bindToCluster(site.world, constants.PUBLIC_CLUSTERS.devnet);
    try {
      await run();
    } finally {
      await bindToCluster(site.world);
    }
  }

  it("are there with the link, whose token stays nowhere in the address or the history", async () => {
    const { page } = await opened(site.served.link);
    await page.getByRole("button", { name: "Connect a wallet" }).click();
    await page.getByRole("button", { name: "Local network" }).waitFor();
    await expectNoToken(page);
    await page.getByRole("link", { name: "You" }).click();
    await page.goBack();
    await page.getByRole("heading", { name: "Market", exact: true }).waitFor();
    await expectNoToken(page);
    await page.context().close();
  });

  it("are there where the link is opened in a tab that shows the page already", async () => {
    const { page, asked } = await opened(site.served.url);
    expect(asked).to.deep.equal([]);
    await page.goto(site.served.link);
    await page.getByRole("button", { name: "Connect a wallet" }).click();
    await page.getByRole("button", { name: "Local network" }).waitFor();
    await expectNoToken(page);
    await page.context().close();
  });

  it("are not there without the link, and are not asked for", async () => {
    const { page, asked } = await opened(site.served.url);
    expect(await offered(page)).to.deep.equal([]);
    expect(asked).to.deep.equal([]);
    await page.context().close();
  });

  it("are not there with a token that was guessed", async () => {
    const guess = "A".repeat(hash.length - "#wallet=".length);
    const context = await site.browser.newContext();
    const page = await context.newPage();
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url().includes("local-wallets")),
      page.goto(`${site.served.url}#wallet=${guess}`),
    ]);
    expect(answer.status()).to.equal(401);
    expect(await offered(page)).to.deep.equal([]);
    await expectNoToken(page);
    await page.context().close();
  });

  it("are not there on another cluster, with the link's token and without, for any answer of its server", async () => {
    await whileOnDevnet(async () => {
      for (const link of [site.served.link, site.served.url]) {
        const { page, asked } = await opened(link, onDevnet);
        expect(await offered(page)).to.deep.equal([]);
        expect(asked).to.deep.equal([]);
        await expectNoToken(page);
        await page.context().close();
      }
    });
  });

  it("are not there where the server's configuration names none", async () => {
    const { page, asked } = await opened(site.served.link, (context) =>
      context.route("**/config.json", async (route) => {
        const own = (await (await route.fetch()).json()) as object;
        return route.fulfill({ json: { ...own, localWallets: false } });
      }),
    );
    expect(await offered(page)).to.deep.equal([]);
    expect(asked).to.deep.equal([]);
    await expectNoToken(page);
    await page.context().close();
  });

  it("are not there for a market that the user chose instead of the server's", async () => {
    const own = await fetch(`${site.served.url}config.json`);
    const { rpcUrl, market } = (await own.json()) as Record<string, string>;
    const chosen = JSON.stringify({ rpcUrl, market });
    const { page, asked } = await opened(site.served.link, (context) =>
      context.addInitScript((text) => localStorage.setItem("diem:network", text), chosen),
    );
    expect(await offered(page)).to.deep.equal([]);
    expect(asked).to.deep.equal([]);
    await page.context().close();
  });

  it("sign for no page of another origin", async () => {
    const context = await site.browser.newContext();
    const page = await context.newPage();
    await page.route("https://other.example/", (route) =>
      route.fulfill({ contentType: "text/html", body: "<title>other</title>" }),
    );
    await page.goto("https://other.example/");
    const token = `Bearer ${hash.slice("#wallet=".length)}`;
    for (const authorization of ["", token]) {
      const answered = await page.evaluate(
        async ([url = "", given = ""]) =>
          fetch(`${url}local-wallets`, { headers: { authorization: given } }).then(
            () => true,
            () => false,
          ),
        [site.served.url, authorization],
      );
      expect(answered).to.equal(false);
    }
    await context.close();
  });
});
