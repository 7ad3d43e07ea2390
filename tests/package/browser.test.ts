import { join } from "node:path";
import { expect } from "chai";
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { Endpoint } from "@diem/localnet";
import { vouchers } from "@diem/sdk";
import { CHROMIUM, startBrowser } from "../support/browser";
import { UNIT } from "../support/market";
import type { World } from "../support/world";
import type { Given, page as functions } from "./consumers/page";
import { mayUse } from "../support/tools";
import { servePage } from "./serve-page";
import { project } from "./project";
import { servedMarket } from "./fixture";

/** A function of the page, as the browser has it. */
type Call = (given: Given, argument: unknown) => Promise<unknown>;

describe("package: a page with @diem/sdk in Chromium", () => {
  if (!mayUse(CHROMIUM)) return;
  let world: World;
  let endpoint: Endpoint;
  let server: Awaited<ReturnType<typeof servePage>>;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let given: Given;
  const faults: string[] = [];
  const hosts = new Set<string>();

  /** Calls a function of the page, or of another page of the same origin. */
  const call = (name: keyof typeof functions, argument: unknown = null, at = page) =>
    at.evaluate(
      ([method, ...args]): Promise<unknown> =>
        (globalThis as unknown as { page: Record<keyof typeof functions, Call> }).page[method](
          ...args,
        ),
      [name, given, argument] as const,
    );
  const openPage = async (): Promise<Page> => {
    const opened = await context.newPage();
    opened.on("pageerror", ({ message }) => faults.push(message));
    opened.on("console", (message) => {
      if (message.type() === "error") faults.push(message.text());
    });
    opened.on("request", (request) => hosts.add(new URL(request.url()).hostname));
    await opened.goto(server.url);
    return opened;
  };

  before(async () => {
    const { folder } = await project();
    ({ world, endpoint } = await servedMarket());
    server = await servePage(join(folder, "page.ts"));
    browser = await startBrowser();
    const market = world.market.market.toBase58();
    given = { url: endpoint.url, market, channel: world.market.escrow.toBase58() };
    context = await browser.newContext();
    page = await openPage();
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

  describe("keeps vouchers in IndexedDB", () => {
    const put = (key: string, value: string | null) => ({ key, value });

    it("commits a batch whole, and finds its entries by their prefix after a reload", async () => {
      const changes = [put("a/1", "one"), put("a/2", "two"), put("b/1", "other")];
      expect(await call("commit", { changes })).to.equal("committed");
      expect(await call("commit", { changes: [put("a/1", null)] })).to.equal("committed");
      await page.reload();
      expect(await call("entries", "a/")).to.deep.equal([["a/2", "two"]]);
      expect(await call("value", "a/1")).to.equal(null);
      expect(await call("value", "b/1")).to.equal("other");
    });

    it("commits nothing of a batch that expects something else", async () => {
      const expected = [put("a/2", "another"), put("b/1", "other")];
      const batch = { expected, changes: [put("a/2", "lost"), put("a/3", "lost")] };
      expect(await call("commit", batch)).to.equal("StoreConflict");
      expect(await call("entries", "a/")).to.deep.equal([["a/2", "two"]]);
    });

    it("lets one of two pages win that expect the same", async () => {
      const other = await openPage();
      const claim = (owner: string) => ({
        expected: [put("lease", null)],
        changes: [put("lease", owner)],
      });
      const claims = [call("commit", claim("one")), call("commit", claim("two"), other)];
      expect(await Promise.all(claims)).to.have.members(["committed", "StoreConflict"]);
      expect(await call("value", "lease", other)).to.equal(await call("value", "lease"));
      await other.close();
    });

    it("never signs below what it signed before, whatever became of the page", async () => {
      const before = vouchers.fromText((await call("openCall", "300")) as string);
      expect(before.voucher.diem).to.equal(300n);
      // the page ends in the middle of a call, and another one goes on
      await page.close();
      page = await openPage();
      expect(await call("signed")).to.equal("300");
      const after = vouchers.fromText((await call("openCall", "400")) as string);
      expect(after.voucher.diem).to.equal(400n);
      expect(vouchers.verify(after)).to.equal(true);
    });
  });

  it("needs nobody but its server and the chain, and has nothing to complain of", () => {
    expect([...hosts]).to.deep.equal(["127.0.0.1"]);
    expect(faults).to.deep.equal([]);
  });
});
