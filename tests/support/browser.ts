import type { Browser } from "playwright-core";

/** Path of Chromium on this machine. */
export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Headless, and without a word to anyone but the page's own server and the chain. */
const ARGUMENTS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** How long a page is waited for. A machine that runs much else at once takes ten times as long as a quiet one. */
const TIMEOUT_MS = 90_000;

/** Starts Chromium; close it in the end. */
export async function startBrowser(): Promise<Browser> {
  // takes a third of a second, in each process of a run that has no browser too
  const { chromium } = await import("playwright-core");
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
  browser.on("context", (context) => context.setDefaultTimeout(TIMEOUT_MS));
  return browser;
}
