import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { configSchema, type Indexer, startIndexer } from "@diem/indexer";
import { type Endpoint, serve } from "@diem/localnet";
import { servePage, type ServedPage } from "../../app/start/dist/page/serve";
import { startBrowser } from "../support/browser";
import { startChain } from "../support/chain";
import type { MarketOptions } from "../support/market";
import { bindToCluster } from "../support/patching";
import { type Actor, World } from "../support/world";
import { SCREENS } from "./site";
import { addWallet } from "./wallet-in-page";

/** Of a new window. */
interface WindowOptions extends BrowserContextOptions {
  /** Done before the page is asked for. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** The page of a market that a test makes what it wants, on a chain whose clock the test moves. */
export class WorldSite {
  /** What the page's console called an error, and errors that nobody caught. */
  readonly faults: string[] = [];

  private constructor(
    readonly world: World,
    readonly endpoint: Endpoint,
    readonly indexer: Indexer,
    readonly served: ServedPage,
    readonly browser: Browser,
  ) {}

  static async start(seed: number, options: MarketOptions): Promise<WorldSite> {
    const chain = await startChain(seed);
    if (chain.embedded === undefined) throw new Error("unset ANCHOR_PROVIDER_URL for these tests");
    const world = await World.create(chain, options);
    await bindToCluster(world);
    const endpoint = await serve(chain.embedded);
    const config = configSchema.parse({
      ...{ listen: { port: 0 }, database: ":memory:", logLevel: "silent" },
      chain: { url: endpoint.url, wsUrl: endpoint.wsUrl, pollSecs: 0.2 },
    });
    const { connection } = chain;
    const indexer = await startIndexer(config, { connection });
    const site = { rpcUrl: endpoint.url, wsUrl: endpoint.wsUrl, indexerUrl: indexer.url };
    const served = await servePage({
      port: 0,
      config: { ...site, market: world.market.market.toBase58(), cluster: "test" },
      wallets: Object.fromEntries(
        (["authority", "staker", "consumer", "provider", "operator"] as const).map((name) => [
          name,
          world.creator,
        ]),
      ) as Parameters<typeof servePage>[0]["wallets"],
    });
    return new WorldSite(world, endpoint, indexer, served, await startBrowser());
  }

  /** A new window at a path of the page; `config` replaces members of its configuration. */
  async open(
    path = "/",
    config: Readonly<Record<string, unknown>> = {},
    { prepare, ...options }: WindowOptions = {},
  ): Promise<Page> {
    const context = await this.browser.newContext({ viewport: SCREENS.desktop, ...options });
    const page = await context.newPage();
    await prepare?.(page);
    page.on("pageerror", ({ message }) => this.faults.push(message));
    page.on("console", (message) => {
      if (message.type() === "error") this.faults.push(message.text());
    });
    if (Object.keys(config).length > 0) {
      const { url } = this.served;
      const own = (await (await fetch(`${url}config.json`)).json()) as Record<string, unknown>;
      const body = JSON.stringify({ ...own, ...config });
      await page.route("**/config.json", (route) =>
        route.fulfill({ contentType: "application/json", body }),
      );
    }
    await page.goto(`${this.served.url}#${path}`);
    return page;
  }

  /** A new window at a path of the page, in which the wallet of an actor is connected. */
  async openFor(
    { keypair }: Pick<Actor, "keypair">,
    path: string,
    { config = {}, ...options }: BrowserContextOptions & { readonly config?: object } = {},
  ): Promise<Page> {
    const prepare = (page: Page) => addWallet(page, [keypair]);
    const page = await this.open(path, { ...config }, { prepare, ...options });
    await page.getByRole("button", { name: "Connect a wallet" }).click();
    await page.getByRole("button", { name: "Test wallet" }).click();
    await page.getByRole("button", { name: "Connect a wallet" }).waitFor({ state: "detached" });
    return page;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.served.close();
    await this.indexer.close();
    await this.endpoint.close();
  }
}
