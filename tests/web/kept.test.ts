import { expect } from "chai";
import type { Page } from "playwright-core";
import { CHROMIUM } from "../support/browser";
import { UNIT } from "../support/market";
import { mayUse } from "../support/tools";
import type { Actor } from "../support/world";
import { act } from "./dialogs";
import { visit } from "./site";
import { addWallet } from "./wallet-in-page";
import { WorldSite } from "./world-site";

/** What another page of the same origin may have left in the place of what this one keeps. */
const DAMAGED = ["{", "[1, null]", '{"wallet":1}'];

/** Blocks what a page keeps, as a browser does that takes no cookies. */
const BLOCKED = `Object.defineProperty(globalThis, "localStorage", {
  get() { throw new DOMException("denied", "SecurityError"); },
});`;

describe("web: what the browser keeps for the page, damaged or blocked", () => {
  if (!mayUse(CHROMIUM)) return;
  let site: WorldSite;
  let actor: Actor;
  /** Names of all that the page keeps. */
  let names: readonly string[];

  before(async () => {
    site = await WorldSite.start(403, {});
    actor = await site.world.actor(100n * UNIT);
    const market = site.world.market.market.toBase58();
    names = ["theme", "local-wallet", "wallet", "network", "vvv-per-diem", `sent:${market}`];
  });

  after(() => site.close());

  const windowWith = (script: string) =>
    site.open(
      "/",
      {},
      {
        prepare: async (page) => {
          await addWallet(page, [actor.keypair]);
          await page.addInitScript({ content: script });
        },
      },
    );

  /** The page shows the market and what the wallet has, and stakes. */
  async function expectWorking(page: Page): Promise<void> {
    await page.getByRole("heading", { name: "Mint curve" }).waitFor();
    await page.getByRole("button", { name: "Connect a wallet" }).click();
    await page.getByRole("button", { name: "Test wallet" }).click();
    await visit(page, site.served.url, "/you");
    expect(await act(page, "Stake", { "Amount (VVV)": "1" })).to.contain("staked 1 VVV");
    await page.context().close();
  }

  for (const [nth, text] of DAMAGED.entries()) {
    it(`begins anew where it is damaged: ${nth + 1}`, async () => {
      const items = JSON.stringify(names.map((name) => [`diem:${name}`, text]));
      await expectWorking(
        await windowWith(`for (const [key, text] of ${items}) localStorage.setItem(key, text);`),
      );
    });
  }

  it("works where the browser keeps nothing", async () => {
    await expectWorking(await windowWith(BLOCKED));
  });

  it("complains of nothing", () => {
    // the browser calls it an error that a damaged token is refused
    expect(site.faults.filter((fault) => !fault.includes("401"))).to.deep.equal([]);
  });
});
