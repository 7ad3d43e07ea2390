import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { DIEM, DiemClient, keypairWallet, parseAmount } from "@diem/sdk";
import { type LocalNetwork, startNetwork } from "@diem/start";
import { servePage } from "../../app/start/dist/page/serve";
import { startBrowser } from "../support/browser";
import { copyAccount } from "./copies";

const VISITS = 5;
const PROVIDERS = 1_000;
const CHANNELS = 10_000;
/** How long the page of many channels is left open, which reads the chain again every five seconds. */
const OPEN_MS = 60_000;
const MIB = 1 << 20;

/** A task of the browser's main thread that took longer than 50 ms. */
interface Long {
  longTasks: number[];
}

interface Seen {
  readonly figures?: Moments;
}

/** When parts of the first page were there, in milliseconds after the visit began. */
interface Moments {
  readonly painted: number;
  readonly market: number;
  readonly all: number;
}

/** How long a first visit waits, and what a page with many rows costs a browser: nodes, long tasks while it is scrolled, and memory while it stays open. */
async function main(): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), "diem-web-bench-"));
  // neither keeper, gateway nor indexer: they would read all that is copied as well, in this same process
  const network = await startNetwork({ dir, port: 0, keeper: false });
  const { url: rpcUrl, wsUrl, market, wallets } = network;
  const config = { rpcUrl, wsUrl, market: market.market.toBase58() };
  const served = await servePage({ port: 0, config, wallets });
  const browser = await startBrowser();
  try {
    await firstVisits(browser, served.url);
    await multiply(network);
    const page = await browser.newPage();
    await page.goto(served.link);
    await page.getByRole("button", { name: "Connect a wallet" }).click();
    await page.getByRole("button", { name: "Local network" }).click();
    await page.locator(".wallet-menu > button").click();
    await page.getByRole("dialog", { name: "Wallet" }).getByText("consumer").click();
    for (const [path, rows] of [
      ["#/providers", PROVIDERS],
      ["#/use", CHANNELS],
    ] as const) {
      await measure(page, `${served.url}${path}`, `${path}, ${rows} rows`);
    }
    const before = await heapOf(page);
    await page.waitForTimeout(OPEN_MS);
    const after = await heapOf(page);
    say(`#/use left open for ${OPEN_MS / 1_000} s: heap ${before} MiB, then ${after} MiB`);
  } finally {
    await browser.close();
    await served.close();
    await network.close();
    await rm(dir, { recursive: true });
  }
}

/** Opens the page with nothing in the browser's cache; the median of some visits. */
async function firstVisits(browser: Browser, url: string): Promise<void> {
  const visits: Moments[] = [];
  for (let nth = 0; nth < VISITS; nth++) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.addInitScript(watchFigures);
    await page.goto(url);
    const seen = await page.waitForFunction(() => (globalThis as unknown as Seen).figures?.all);
    visits.push((await page.evaluate(() => (globalThis as unknown as Seen).figures)) as Moments);
    await seen.dispose();
    await context.close();
  }
  const median = (of: keyof Moments) => {
    const sorted = visits.map((visit) => visit[of]).sort((a, b) => a - b);
    return `${sorted[Math.floor(VISITS / 2)]?.toFixed(0)} ms`;
  };
  say(
    `first visit, median of ${VISITS}: painted after ${median("painted")}, figures of the market after ${median("market")}, all figures after ${median("all")}`,
  );
}

/** Notes in the page when its figures are there. */
function watchFigures(): void {
  let market: number | undefined;
  const timer = setInterval(() => {
    const [curve, ...others] = ["Mint curve", "Use", "Returns"].map((section) =>
      document.querySelector(`section[aria-label="${section}"] .figure .value`),
    );
    if (curve) market ??= performance.now();
    if (market === undefined || !others.every(Boolean)) return;
    clearInterval(timer);
    const [paint] = performance.getEntriesByName("first-contentful-paint");
    const painted = paint?.startTime ?? NaN;
    Object.assign(globalThis, { figures: { painted, market, all: performance.now() } });
  }, 5);
}

/** Puts copies of a provider and of a channel on the chain. */
async function multiply(network: LocalNetwork): Promise<void> {
  const { connection, market, provider, wallets } = network;
  const wallet = keypairWallet(wallets.consumer);
  const client = await DiemClient.connect({ connection, market: market.market, wallet });
  await client.act.openChannel({ provider, deposit: parseAmount("1", DIEM) });
  const [channel] = await client.read.channels();
  if (channel === undefined) throw new Error("there is no channel to copy");
  await copyAccount(network, provider, PROVIDERS - 1);
  await copyAccount(network, channel.address, CHANNELS - 1);
}

async function measure(page: Page, url: string, name: string): Promise<void> {
  await page.goto("about:blank");
  const began = performance.now();
  await page.goto(url);
  const list = page.locator(".table-scroll.tall").first();
  await list.waitFor({ timeout: 120_000 });
  const shown = performance.now() - began;
  // a space stands for the rows that are out of sight, once their code is there
  await list.locator('tr[aria-hidden="true"]').first().waitFor({ state: "attached" });
  const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
  await page.evaluate(() => {
    const kept = globalThis as unknown as Long;
    kept.longTasks = [];
    const observer = new PerformanceObserver((entries) => {
      kept.longTasks.push(...entries.getEntries().map(({ duration }) => duration));
    });
    observer.observe({ type: "longtask" });
  });
  await list.evaluate(async (element) => {
    for (let at = 0; at < 200; at++) {
      element.scrollTop = (element.scrollHeight * at) / 200;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  });
  const long = await page.evaluate(() => (globalThis as unknown as Long).longTasks);
  const longest = Math.max(0, ...long);
  say(
    `${name}: shown after ${shown.toFixed(0)} ms, ${nodes} nodes, while scrolled ${long.length} tasks over 50 ms, the longest ${longest.toFixed(0)} ms`,
  );
}

/** MiB of JavaScript's heap after a collection. */
async function heapOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return (usedSize / MIB).toFixed(1);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
