import { expect } from "chai";
import type { Locator, Page } from "playwright-core";
import { constants } from "@diem/sdk";
import { CHROMIUM } from "../support/browser";
import { openChannel } from "../support/channels";
import { nextEpoch } from "../support/epochs";
import { UNIT } from "../support/market";
import { setTerms } from "../support/providers";
import { mayUse } from "../support/tools";
import type { Actor } from "../support/world";
import { act, begin, dialogOf, reach, sign } from "./dialogs";
import { visit } from "./site";
import { addWallet, type PageWallet } from "./wallet-in-page";
import { WorldSite } from "./world-site";

const EPOCH_SECS = 3_600n;

/** How a user leaves a dialog without signing. */
const LEAVING: readonly ((page: Page) => Promise<void>)[] = [
  (page) => dialogOf(page).getByRole("button", { name: "Cancel" }).click(),
  (page) => dialogOf(page).getByRole("button", { name: "Close", exact: true }).click(),
  (page) => page.keyboard.press("Escape"),
];

describe("web: where the focus goes", () => {
  if (!mayUse(CHROMIUM)) return;
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

  /** Waits until something has the focus: the page gives it once what was done is shown. */
  const hasFocus = (element: Locator) => element.and(page.locator(":focus")).waitFor();
  const buttonHasFocus = (name: string) =>
    hasFocus(page.getByRole("button", { name, exact: true }));
  const dialogHasFocus = () => page.locator("dialog[open]:focus, dialog[open] :focus").waitFor();
  const contentHasFocus = () => hasFocus(page.locator("#content"));
  const open = (path: string) => visit(page, site.served.url, path);

  it("goes from the menu of wallets to the wallet's own, and back when it is disconnected", async () => {
    await page.getByRole("button", { name: "Connect a wallet" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Wallets" }).waitFor();
    await page.keyboard.press("Escape");
    await buttonHasFocus("Connect a wallet");
    const connect = async () => {
      await page.getByRole("button", { name: "Connect a wallet" }).click();
      await page.getByRole("button", { name: "Test wallet" }).click();
      await page.locator(".wallet-menu > button[title]").waitFor();
    };
    await connect();
    await hasFocus(page.locator(".wallet-menu > button[title]"));
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Disconnect" }).click();
    await buttonHasFocus("Connect a wallet");
    await connect();
  });

  it("is on the skip link first, which leads to the content, on every page", async () => {
    const links = page.locator('nav[aria-label="Pages"] a');
    const paths = await links.evaluateAll((all) =>
      all.map((link) => (link.getAttribute("href") ?? "").slice(1)),
    );
    for (const path of paths) {
      await open(path);
      await page.reload();
      await page.locator("main h1").waitFor();
      await page.locator(".loading").first().waitFor({ state: "detached" });
      await page.keyboard.press("Tab");
      const link = page.getByRole("link", { name: "Skip to the content" });
      await hasFocus(link);
      const { x = -1, y = -1 } = (await link.boundingBox()) ?? {};
      expect(x >= 0 && y >= 0, "the skip link is in sight").to.equal(true);
      await page.keyboard.press("Enter");
      await contentHasFocus();
      expect(new URL(page.url()).hash).to.equal(`#${path}`);
      await page.keyboard.press("Tab");
      await page.locator(":is(main, footer) :focus").waitFor();
    }
  });

  it("returns to the button when a dialog is left, on every page that has one", async () => {
    for (const [path, name] of opening) {
      await open(path);
      for (const leave of LEAVING) {
        await page.locator("main").getByRole("button", { name, exact: true }).focus();
        await page.keyboard.press("Enter");
        await dialogHasFocus();
        await leave(page);
        await dialogOf(page).waitFor({ state: "detached" });
        await buttonHasFocus(name);
      }
    }
  });

  it("stays in the dialog while the wallet refuses, and returns to the button after it", async () => {
    await open("/you");
    wallet.manner = "refuses";
    await begin(page, "Stake", { "Amount (VVV)": "1" });
    await sign(page);
    await reach(page, "failed");
    await dialogHasFocus();
    await dialogOf(page).getByRole("button", { name: "Try again" }).click();
    await dialogOf(page).getByText("Fee and rent").waitFor();
    await dialogHasFocus();
    wallet.manner = "silent";
    await sign(page);
    await dialogOf(page).getByRole("button", { name: "Do not sign" }).click();
    await reach(page, "preview");
    await dialogHasFocus();
    await page.keyboard.press("Escape");
    await dialogOf(page).waitFor({ state: "detached" });
    await buttonHasFocus("Stake");
  });

  it("returns to the button after a confirmation", async () => {
    wallet.manner = "signs";
    // no block passes here: what the silent wallet still has would be the same transaction
    await begin(page, "Stake", { "Amount (VVV)": "2" });
    await sign(page);
    await reach(page, "confirmed");
    await dialogHasFocus();
    await dialogOf(page).getByRole("button", { name: "Done" }).press("Enter");
    await dialogOf(page).waitFor({ state: "detached" });
    await buttonHasFocus("Stake");
  });

  it("goes to the content where the button is gone with what was done", async () => {
    const { world } = site;
    await act(page, "Unstake", { "Amount (VVV)": "1" });
    await world.chain.advance(EPOCH_SECS + 1n);
    await page.reload();
    await begin(page, "Withdraw");
    await sign(page);
    await reach(page, "confirmed");
    await page.getByRole("region", { name: "Unstake tickets" }).waitFor({ state: "detached" });
    await dialogOf(page).getByRole("button", { name: "Done" }).click();
    await dialogOf(page).waitFor({ state: "detached" });
    await contentHasFocus();
  });

  it("complains of nothing", () => {
    expect(site.faults).to.deep.equal([]);
  });
});
