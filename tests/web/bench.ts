import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { Keypair } from "@solana/web3.js";
import { DIEM, DiemClient, keypairWallet, parseAmount } from "@diem/sdk";
import { type LocalNetwork, startNetwork } from "@diem/start";
import { servePage } from "../../app/start/dist/page/serve";
import { startBrowser } from "../support/browser";

const PROVIDERS = 1_000;
const CHANNELS = 10_000;
/** How long the page of many channels is left open, which reads the chain again every five seconds. */
const OPEN_MS = 60_000;
const MIB = 1 << 20;

/** A task of the browser's main thread that took longer than 50 ms. */
interface Long {
  longTasks: number[];
}

/** What a page with many rows costs a browser: nodes, long tasks while it is scrolled, and memory while it stays open. */
async function main(): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), "diem-web-bench-"));
  // neither keeper, gateway nor indexer: they would read all that is copied as well, in this same process
  const network = await startNetwork({ dir, port: 0, keeper: false });
  const { url: rpcUrl, wsUrl, market, wallets } = network;
  const config = { rpcUrl, wsUrl, market: market.market.toBase58() };
  const served = await servePage({ port: 0, config, wallets });
  const browser = await startBrowser();
  try {
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

/** Puts copies of a provider and of a channel on the chain, at addresses of their own. */
async function multiply({ chain, connection, market, provider, wallets }: LocalNetwork) {
  if (chain === null) throw new Error("the copies need the embedded chain");
  const wallet = keypairWallet(wallets.consumer);
  const client = await DiemClient.connect({ connection, market: market.market, wallet });
  await client.act.openChannel({ provider, deposit: parseAmount("1", DIEM) });
  const [channel] = await client.read.channels();
  if (channel === undefined) throw new Error("there is no channel to copy");
  for (const [of, many] of [
    [provider, PROVIDERS],
    [channel.address, CHANNELS],
  ] as const) {
    const account = await connection.getAccountInfo(of);
    if (account === null) throw new Error(`there is no account ${of.toBase58()}`);
    for (let nth = 1; nth < many; nth++) chain.setAccount(Keypair.generate().publicKey, account);
  }
}

async function measure(page: Page, url: string, name: string): Promise<void> {
  await page.goto("about:blank");
  const began = performance.now();
  await page.goto(url);
  const list = page.locator(".table-scroll.tall").first();
  await list.waitFor({ timeout: 120_000 });
  const shown = performance.now() - began;
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
