import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { DiemClient, keypairWallet } from "@diem/sdk";
import {
  type LocalNetwork,
  pricesFor,
  type Services,
  startNetwork,
  startServices,
  type WalletName,
} from "@diem/start";
import { startBrowser } from "../support/browser";

/** Sizes of screens that pages are looked at with. */
export const SCREENS = {
  phone: { width: 360, height: 740 },
  desktop: { width: 1280, height: 900 },
  large: { width: 3840, height: 2160 },
} as const;

/** What a page did that it must not. */
export interface Complaints {
  /** Errors that nobody caught, and what the console calls an error. */
  readonly faults: string[];
  /** Hosts that were asked. */
  readonly hosts: Set<string>;
}

/** Opens a path of the page, and waits until it has read what it shows. */
export async function visit(page: Page, base: string, path: string): Promise<void> {
  await page.goto(`${base}#${path}`);
  const [, first = ""] = path.split("/");
  // the page before it is shown until the browser tells of the new address
  const link = page.locator(`nav a[href="#/${first}"][aria-current=page]`);
  await link.waitFor({ state: "attached" });
  await page.locator("main h1").waitFor();
  await page.locator(".loading").first().waitFor({ state: "detached" });
}

/** A local network as `npm start` runs it, and a browser to look at its page. */
export class Site {
  readonly complaints: Complaints = { faults: [], hosts: new Set() };

  private constructor(
    readonly dir: string,
    readonly network: LocalNetwork,
    readonly services: Services,
    readonly browser: Browser,
  ) {}

  /** Starts everything at ports that are free. */
  static async start(): Promise<Site> {
    const dir = await mkdtemp(join(tmpdir(), "diem-web-"));
    const warned = (message: string) => void process.stderr.write(`${message}\n`);
    const network = await startNetwork({ dir, port: 0, onWarning: warned });
    const services = await startServices(network, {
      selling: { port: 0, prices: await pricesFor(undefined) },
      indexing: { port: 0 },
      pagePort: 0,
      onWarning: warned,
    });
    return new Site(dir, network, services, await startBrowser());
  }

  /** A new window of the page, by the link with the local wallets unless told otherwise. */
  async open({
    at = this.services.page.link,
    ...options
  }: BrowserContextOptions & { readonly at?: string } = {}): Promise<Page> {
    const context = await this.browser.newContext({ viewport: SCREENS.desktop, ...options });
    return this.openIn(context, at);
  }

  /** A new tab of a window. */
  async openIn(context: BrowserContext, at = this.services.page.url): Promise<Page> {
    const page = await context.newPage();
    const { faults, hosts } = this.complaints;
    page.on("pageerror", ({ message }) => faults.push(message));
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(message.text());
    });
    page.on("request", (request) => hosts.add(new URL(request.url()).hostname));
    await page.goto(at);
    return page;
  }

  /** Connects the page to the wallets of the network, and chooses one of them. */
  async connect(page: Page, name: WalletName): Promise<void> {
    await page.getByRole("button", { name: "Connect a wallet" }).click();
    await page.getByRole("button", { name: "Local network" }).click();
    await this.use(page, name);
  }

  /** Chooses another wallet of the network. */
  async use(page: Page, name: WalletName): Promise<void> {
    // that of the connected wallet: the one that connects is there a moment longer
    await page.locator(".wallet-menu > button[title]").click();
    await page.getByRole("dialog", { name: "Wallet" }).getByText(name, { exact: false }).click();
    await page.keyboard.press("Escape");
  }

  /** The chain, as a wallet of the network sees it without the page. */
  client(name: WalletName): Promise<DiemClient> {
    const { connection, market, wallets } = this.network;
    const wallet = keypairWallet(wallets[name]);
    return DiemClient.connect({ connection, market: market.market, wallet });
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.services.close();
    await this.network.close();
    await rm(this.dir, { recursive: true });
  }
}
