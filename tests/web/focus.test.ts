import { expect } from "chai";
import type { Page } from "playwright-core";
import { constants } from "@diem/sdk";
import { CHROMIUM } from "../support/browser";
import { openChannel } from "../support/channels";
import { nextEpoch } from "../support/epochs";
import { UNIT } from "../support/market";
import { setTerms } from "../support/providers";
import { mayUse } from "../support/tools";
import type { Actor } from "../support/world";
import { act, begin, dialogOf, sign } from "./acting";
import { addWallet, type PageWallet } from "./wallet-in-page";
import { WorldSite } from "./world-site";

const EPOCH_SECS = 3_600n;

/** How a user leaves a dialog without signing. */
const LEAVING: readonly (readonly [name: string, leave: (page: Page) => Promise<void>])[] = [
  ["its Cancel", (page) => dialogOf(page).getByRole("button", { name: "Cancel" }).click()],
  [
    "its cross",
    (page) => dialogOf(page).getByRole("button", { name: "Close", exact: true }).click(),
  ],
  ["Escape", (page) => page.keyboard.press("Escape")],
];

describe("web: where the focus goes", function () {
  if (!mayUse(CHROMIUM)) return;
  this.timeout(180_000);
  let site: WorldSite;
  let actor: Actor;
  let page: Page;
  let wallet: PageWallet;
  /** Pages with a button that opens a dialog. */
  let opening: readonly (readonly [path: string, button: string])[];

  before(async () => {
    site = await WorldSite.start(397, {
      epochSecs: EPOCH_SECS,
      params: { stakeCooldownSecs: EPOCH_SECS },
    });
    const { world } = site;
    const seller = await world.provider({ capacity: 10n * constants.CREDIT_UNIT });
    // at which the page asks nothing
    await setTerms(world, seller, { endpoint: "none" });
    actor = seller.owner;
    await world.actor(100_000n * UNIT, actor.keypair);
    await world.send([world.openPosition(actor)], [actor.keypair]);
    await world.stake(actor, 50_000n * UNIT);
    await world.mint(actor, 20n * UNIT);
    await nextEpoch(world);
    await openChannel(world, { provider: seller, consumer: actor, deposit: 5n * UNIT });
    opening = [
      ["/you", "Stake"],
      ["/use", "Top up"],
      [`/providers/${seller.provider.toBase58()}`, "Add bond"],
      ["/govern", "Fund rewards"],
    ];
    const prepare = async (of: Page) => {
      wallet = await addWallet(of, [actor.keypair]);
    };
    page = await site.open("/", {}, { prepare });
  });

  after(() => site.close());

  /** Text of what has the focus. */
  const focused = (of = page) =>
    of.evaluate(() => (document.activeElement as HTMLElement | null)?.innerText ?? "");
  const isInDialog = () =>
    page.evaluate(() => document.activeElement?.closest("dialog[open]") !== null);
  const isInContent = () => page.evaluate(() => document.activeElement?.id === "content");
  async function visit(path: string): Promise<void> {
    await page.goto(`${site.served.url}#${path}`);
    await page.locator("main h1").waitFor();
    await page.locator(".loading").first().waitFor({ state: "detached" });
  }

  it("goes from the menu of wallets to the wallet's own, and back when it is disconnected", async () => {
    await page.getByRole("button", { name: "Connect a wallet" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Wallets" }).waitFor();
    await page.keyboard.press("Escape");
    expect(await focused()).to.equal("Connect a wallet");
    const connect = async () => {
      await page.getByRole("button", { name: "Connect a wallet" }).click();
      await page.getByRole("button", { name: "Test wallet" }).click();
      await page.locator(".wallet-menu > button[title]").waitFor();
    };
    await connect();
    const shown = await page.locator(".wallet-menu > button").innerText();
    expect(await focused()).to.equal(shown);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Disconnect" }).click();
    await page.getByRole("button", { name: "Connect a wallet" }).waitFor();
    expect(await focused()).to.equal("Connect a wallet");
    await connect();
  });

  it("is on the skip link first, which leads to the content, on every page", async () => {
    const links = page.locator('nav[aria-label="Pages"] a');
    const paths = await links.evaluateAll((all) =>
      all.map((link) => (link.getAttribute("href") ?? "").slice(1)),
    );
    for (const path of paths) {
      await visit(path);
      await page.reload();
      await page.locator("main h1").waitFor();
      await page.locator(".loading").first().waitFor({ state: "detached" });
      await page.keyboard.press("Tab");
      expect(await focused()).to.equal("Skip to the content");
      const link = page.getByRole("link", { name: "Skip to the content" });
      const { x = -1, y = -1 } = (await link.boundingBox()) ?? {};
      expect(x >= 0 && y >= 0, "the skip link is in sight").to.equal(true);
      await page.keyboard.press("Enter");
      expect(await isInContent()).to.equal(true);
      expect(new URL(page.url()).hash).to.equal(`#${path}`);
      await page.keyboard.press("Tab");
      const isInMain = await page.evaluate(
        () => document.activeElement?.closest("main, footer") !== null,
      );
      expect(isInMain).to.equal(true);
    }
  });

  it("returns to the button when a dialog is left, on every page that has one", async () => {
    for (const [path, name] of opening) {
      await visit(path);
      for (const [how, leave] of LEAVING) {
        await page.locator("main").getByRole("button", { name, exact: true }).focus();
        await page.keyboard.press("Enter");
        await dialogOf(page).waitFor();
        expect([name, how, await isInDialog()]).to.deep.equal([name, how, true]);
        await leave(page);
        await dialogOf(page).waitFor({ state: "detached" });
        expect([how, await focused()]).to.deep.equal([how, name]);
      }
    }
  });

  it("stays in the dialog while the wallet refuses, and returns to the button after it", async () => {
    await visit("/you");
    wallet.manner = "refuses";
    await begin(page, "Stake", { "Amount (VVV)": "1" });
    await sign(page);
    await dialogOf(page).locator("[data-stage=failed]").waitFor();
    expect(await isInDialog()).to.equal(true);
    await dialogOf(page).getByRole("button", { name: "Try again" }).click();
    await dialogOf(page).getByText("Fee and rent").waitFor();
    expect(await isInDialog()).to.equal(true);
    wallet.manner = "silent";
    await sign(page);
    await dialogOf(page).getByRole("button", { name: "Do not sign" }).click();
    await dialogOf(page).locator("[data-stage=preview]").waitFor();
    expect(await isInDialog()).to.equal(true);
    await page.keyboard.press("Escape");
    await dialogOf(page).waitFor({ state: "detached" });
    expect(await focused()).to.equal("Stake");
  });

  it("returns to the button after a confirmation", async () => {
    wallet.manner = "signs";
    // no block passes here: what the silent wallet still has would be the same transaction
    await begin(page, "Stake", { "Amount (VVV)": "2" });
    await sign(page);
    await dialogOf(page).locator("[data-stage=confirmed]").waitFor();
    expect(await isInDialog()).to.equal(true);
    await dialogOf(page).getByRole("button", { name: "Done" }).press("Enter");
    await dialogOf(page).waitFor({ state: "detached" });
    expect(await focused()).to.equal("Stake");
  });

  it("goes to the content where the button is gone with what was done", async () => {
    const { world } = site;
    await act(page, "Unstake", { "Amount (VVV)": "1" });
    await world.chain.advance(EPOCH_SECS + 1n);
    await page.reload();
    await begin(page, "Withdraw");
    await sign(page);
    await dialogOf(page).locator("[data-stage=confirmed]").waitFor();
    await page.getByRole("region", { name: "Unstake tickets" }).waitFor({ state: "detached" });
    await dialogOf(page).getByRole("button", { name: "Done" }).click();
    await dialogOf(page).waitFor({ state: "detached" });
    expect(await isInContent()).to.equal(true);
  });

  it("complains of nothing", () => {
    expect(site.faults).to.deep.equal([]);
  });
});
