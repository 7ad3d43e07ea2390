import { expect } from "chai";
import type { PublicKey } from "@solana/web3.js";
import type { Locator, Page } from "playwright-core";
import { CHROMIUM } from "../support/browser";
import { mayUse } from "../support/tools";
import { expectAccessible, expectNoOverflow } from "./checks";
import { copyAccount } from "./copies";
import { SCREENS, Site } from "./site";

const COPIES = 120;

describe("web: choosing one of many providers", () => {
  if (!mayUse(CHROMIUM)) return;
  let site: Site;
  let page: Page;
  let copies: PublicKey[];
  let dialog: Locator;
  let field: Locator;
  let found: Locator;
  const options = () => dialog.getByRole("option");
  const press = (key: string) => page.keyboard.press(key);

  before(async () => {
    site = await Site.start();
    copies = await copyAccount(site.network, site.network.provider, COPIES);
    page = await site.open({ viewport: SCREENS.phone });
    await site.connect(page, "consumer");
    await page.goto(`${site.services.page.url}#/use`);
    await page.getByRole("button", { name: "Open a channel" }).first().click();
    dialog = page.locator("dialog[open]");
    field = dialog.getByRole("combobox", { name: "Provider" });
    found = dialog.getByRole("status").filter({ hasText: /found|search/ });
  });
  after(() => site.close());

  it("says how many there are, and lists none before it is asked", async () => {
    await found.getByText(`Type to search ${COPIES + 1} providers.`).waitFor();
    expect(await options().count()).to.equal(0);
    expect(await field.getAttribute("aria-expanded")).to.equal("false");
  });

  it("lists fifty at most, to a screen reader and on a phone as well", async () => {
    await field.focus();
    await press("ArrowDown");
    await found.getByText(`${COPIES + 1} are found, of which the first 50 are listed.`).waitFor();
    expect(await options().count()).to.equal(50);
    await expectAccessible(page);
    await expectNoOverflow(page);
  });

  it("moves by the arrows over both ends, and names what is chosen next", async () => {
    const active = async () => {
      const id = (await field.getAttribute("aria-activedescendant")) ?? "";
      return page.evaluate((of) => {
        const element = document.getElementById(of);
        const place = [...(element?.parentElement?.children ?? [])].findIndex(
          (one) => one === element,
        );
        return { place, chosen: element?.ariaSelected };
      }, id);
    };
    await press("Escape");
    await press("ArrowDown");
    const first = (await active()).place;
    for (let step = first; step > 0; step--) await press("ArrowUp");
    expect(await active()).to.deep.equal({ place: 0, chosen: "true" });
    await press("ArrowUp");
    expect(await active()).to.deep.equal({ place: 49, chosen: "true" });
    await press("ArrowDown");
    expect(await active()).to.deep.equal({ place: 0, chosen: "true" });
  });

  it("finds one of them by a part of its address, and chooses it by Enter", async () => {
    const address = copies[COPIES - 1]?.toBase58() ?? "";
    await field.fill(address.slice(8, 30).toLowerCase());
    await found.getByText("One is found.").waitFor();
    await press("Enter");
    expect(await field.inputValue()).to.contain(address.slice(-4));
    expect(await options().count()).to.equal(0);
  });

  it("goes back to what was chosen by Escape, and leaves the dialog open", async () => {
    const before = await field.inputValue();
    await field.fill("no provider has this");
    await found.getByText("No provider is found").waitFor();
    await press("Enter");
    await press("Escape");
    expect(await field.inputValue()).to.equal(before);
    expect(await dialog.isVisible()).to.equal(true);
  });

  it("takes what is clicked", async () => {
    await field.click();
    const second = options().nth(1);
    const text = await second.innerText();
    await second.click();
    expect(await field.inputValue()).to.equal(text);
  });
});
