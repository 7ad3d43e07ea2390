import { expect } from "chai";
import type { Page } from "playwright-core";
import { CHROMIUM } from "../support/browser";
import { mayUse } from "../support/tools";
import { act } from "./dialogs";
import { expectAccessible, expectNoOverflow } from "./checks";
import { Site } from "./site";

describe("web: the page of a local network in Chromium", () => {
  if (!mayUse(CHROMIUM)) return;
  let site: Site;
  let page: Page;

  before(async () => {
    site = await Site.start();
    page = await site.open();
  });

  after(() => site.close());

  it("shows the market's supply as the chain has it", async () => {
    await page.getByRole("heading", { name: "Market" }).waitFor();
    const supply = await (await site.client("staker")).read.supply();
    await page.locator(`data[value="${supply}"]`).first().waitFor();
  });

  it("takes the token out of the address, and connects a wallet of the network", async () => {
    expect(new URL(page.url()).hash).to.equal("#/");
    await site.connect(page, "staker");
  });

  it("stakes: preview, wallet, confirmation, and the chain has it", async () => {
    const client = await site.client("staker");
    const before = (await client.read.position())?.staked ?? 0n;
    await page.getByRole("link", { name: "You" }).click();
    await act(page, "Stake", { "Amount (VVV)": "2.5" });
    const after = await client.read.position();
    const unit = 10n ** BigInt(client.connectedTo.vvvDecimals);
    expect((after?.staked ?? 0n) - before).to.equal((25n * unit) / 10n);
  });

  it("is accessible, and fits a phone", async () => {
    await expectAccessible(page);
    await page.setViewportSize({ width: 360, height: 740 });
    await expectNoOverflow(page);
  });

  it("asks nobody but this machine, and complains of nothing", () => {
    expect([...site.complaints.hosts]).to.deep.equal(["127.0.0.1"]);
    expect(site.complaints.faults).to.deep.equal([]);
  });
});
