import { expect } from "chai";
import type { Page } from "playwright-core";
import { CHROMIUM } from "../support/browser";
import { mayUse } from "../support/tools";
import { expectAccessible, expectNoOverflow, layoutShift } from "./checks";
import { SCREENS, Site, visit } from "./site";

/** What shifted on a page since it was asked, as browsers count it: 0.1 and less is good. */
const MAX_SHIFT = 0.1;

/** More presses of Tab than any page needs. */
const MAX_TABS = 400;

/** Of the elements that act. */
const ACTING = "a[href], button, input:not([type=radio]), select, textarea, summary";

/**
 * What had the focus without showing it, and what acts and never had it, while Tab went once through the page. What the page adds
 * meanwhile, such as an event that has just happened, may come too late.
 */
async function walkByTab(page: Page): Promise<Record<"unseen" | "left", string[]>> {
  await page.evaluate((acting) => {
    (document.activeElement as HTMLElement | null)?.blur();
    document
      .querySelectorAll("[data-reached]")
      .forEach((one) => one.removeAttribute("data-reached"));
    document.querySelectorAll(acting).forEach((one) => one.setAttribute("data-there", ""));
  }, ACTING);
  const unseen: string[] = [];
  for (let nth = 0; nth < MAX_TABS; nth++) {
    await page.keyboard.press("Tab");
    const focus = await page.evaluate(() => {
      const element = document.activeElement;
      if (element?.hasAttribute("data-reached") === true) return null;
      // the end of the page: the next press begins at its top
      if (element === null || element === document.body) return { seen: true, html: "" };
      element.setAttribute("data-reached", "");
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const { width, height } = element.getBoundingClientRect();
      const seen = outlineStyle !== "none" && outlineWidth !== "0px" && width * height > 0;
      return { seen, html: element.outerHTML.slice(0, 120) };
    });
    if (focus === null) break;
    if (!focus.seen) unseen.push(focus.html);
  }
  const left = await page.evaluate(() => {
    return [...document.querySelectorAll<HTMLElement>("[data-there]")]
      .filter((element) => element.checkVisibility() && !element.matches(":disabled"))
      .filter((element) => !element.hasAttribute("data-reached"))
      .map(({ outerHTML }) => outerHTML.slice(0, 120));
  });
  return { unseen, left };
}

describe("web: every page of the navigation", () => {
  if (!mayUse(CHROMIUM)) return;
  let site: Site;
  /** Addresses and names of all pages, as the navigation has them. */
  let pages: readonly (readonly [href: string, name: string])[];

  before(async () => {
    site = await Site.start();
    const page = await site.open();
    const links = page.locator('nav[aria-label="Pages"] a');
    await links.first().waitFor();
    pages = await links.evaluateAll((all) =>
      all.map((link) => [link.getAttribute("href") ?? "", link.textContent ?? ""] as const),
    );
    await page.context().close();
  });

  after(() => site.close());

  const open = (page: Page, href: string) => visit(page, site.services.page.url, href.slice(1));

  it("has a name of its own, and says it in its heading", () => {
    expect(pages.length).to.be.greaterThan(5);
    expect(new Set(pages.map(([, name]) => name)).size).to.equal(pages.length);
  });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`is accessible in the ${colorScheme} theme, with a wallet and without`, async () => {
      const page = await site.open({ colorScheme });
      for (const [href] of pages) {
        await open(page, href);
        await expectAccessible(page);
      }
      await site.connect(page, "staker");
      for (const [href] of pages) {
        await open(page, href);
        await expectAccessible(page);
      }
      await page.context().close();
    });
  }

  for (const [screen, viewport] of Object.entries(SCREENS)) {
    it(`fits a ${screen} of ${viewport.width} px: nothing is cut or too wide`, async () => {
      const page = await site.open({ viewport });
      await site.connect(page, "consumer");
      for (const [href] of pages) {
        await open(page, href);
        await expectNoOverflow(page);
      }
      await page.context().close();
    });
  }

  it("does not shift while it is read", async () => {
    const context = await site.browser.newContext({ viewport: SCREENS.desktop });
    const shifts: [string, number][] = [];
    for (const [href, name] of pages) {
      const page = await site.openIn(context, `${site.services.page.url}${href}`);
      await page.locator("main h1").waitFor();
      await page.locator(".loading").first().waitFor({ state: "detached" });
      const shifted = await layoutShift(page);
      if (shifted > MAX_SHIFT) shifts.push([name, shifted]);
      await page.close();
    }
    expect(shifts).to.deep.equal([]);
    await context.close();
  });

  it("can be used by the keyboard: all that acts has the focus in the order of the page, and shows it", async () => {
    const page = await site.open();
    await site.connect(page, "staker");
    for (const [href, name] of pages) {
      await open(page, href);
      expect({ name, ...(await walkByTab(page)) }).to.deep.equal({ name, unseen: [], left: [] });
    }
    await page.context().close();
  });

  it("asks nobody but this machine, and complains of nothing", () => {
    expect([...site.complaints.hosts]).to.deep.equal(["127.0.0.1"]);
    expect(site.complaints.faults).to.deep.equal([]);
  });
});
