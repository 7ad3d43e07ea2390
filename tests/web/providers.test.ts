import { expect } from "chai";
import type { Page } from "playwright-core";
import { constants, type DiemClient } from "@diem/sdk";
import { CHROMIUM } from "../support/browser";
import { mayUse } from "../support/tools";
import { act, confirm } from "./dialogs";
import { expectAccessible, expectNoOverflow } from "./checks";
import { SCREENS, Site } from "./site";

for (const screen of ["desktop", "phone"] as const) {
  describe(`web: providers, on a ${screen}`, () => {
    if (!mayUse(CHROMIUM)) return;
    let site: Site;
    let page: Page;
    let owner: DiemClient;
    before(async () => {
      site = await Site.start();
      page = await site.open({ viewport: SCREENS[screen] });
      await site.connect(page, "provider");
      owner = await site.client("provider");
      await page.getByRole("link", { name: "Providers", exact: true }).click();
    });
    after(() => site.close());

    const provider = () => owner.read.provider(site.network.provider);
    const vvv = (whole: bigint) => whole * 10n ** BigInt(owner.connectedTo.vvvDecimals);

    it("lists who sells calls, and verifies the price list against the chain", async () => {
      const row = page.getByRole("table", { name: /^Providers/ }).locator("tbody tr");
      await row.waitFor();
      await row.getByText("verified").waitFor();
      const { price } = await provider();
      await row.locator(`data[value="${price}"]`).first().waitFor();
      await expectAccessible(page);
      await expectNoOverflow(page);
    });

    it("asks nothing at an endpoint that is none, and names a list that is another one", async () => {
      const stranger = await site.client("staker");
      const endpoint = "javascript:alert(1)//<b>\u202e";
      const capacity = constants.CREDIT_UNIT;
      await stranger.act.registerProvider({ endpoint, price: 1n, capacity });
      const row = page.getByRole("row", { name: /javascript:/ });
      await row.getByText("not asked").waitFor();
      expect(await page.locator("a[href^=javascript]").count()).to.equal(0);
      await row.getByText("<b>\ufffd").waitFor();
      // a gateway with other prices than the chain's hash says
      const { endpoint: real } = await provider();
      await stranger.act.updateProvider({ endpoint: real });
      await page.getByText("another list").waitFor();
      await stranger.act.updateProvider({ endpoint: "http://192.0.2.1/v1" });
      await page
        .getByRole("row", { name: /192\.0\.2\.1/ })
        .getByText("not asked")
        .waitFor();
    });

    it("shows one in full, with what its gateway says and what happened", async () => {
      await page.getByRole("link", { name: "Go to your provider" }).click();
      await page.getByText("Verified: the list has the hash").waitFor();
      await page.getByText("Settlements that failed").waitFor();
      await page.getByRole("table", { name: "History, the newest first" }).waitFor();
      await expectAccessible(page);
      await expectNoOverflow(page);
    });

    it("changes its price from the next epoch on", async () => {
      await act(page, "Change the offer", { "Price of a credit (DIEM)": "0.0007" });
      const { nextPrice } = await provider();
      expect(nextPrice).to.equal((7n * constants.DIEM_UNIT) / 10_000n);
    });

    it("changes its capacity", async () => {
      await act(page, "Change the capacity", { "Capacity per epoch (credits)": "900" });
      expect((await provider()).capacity.next).to.equal(900n * constants.CREDIT_UNIT);
    });

    it("adds bond, takes some out, and withdraws it after its cool-down", async () => {
      const { bond } = await provider();
      await act(page, "Add bond", { "Amount (VVV)": "5" });
      expect((await provider()).bond).to.equal(bond + vvv(5n));
      await act(page, "Take out bond", { "Amount (VVV)": "3" });
      expect((await provider()).bondCooling.amount).to.equal(vvv(3n));
      expect(await owner.read.bondTickets(site.network.provider)).to.have.length(1);
      site.network.chain?.clock.advance(31n);
      const { vvv: before } = await owner.read.balances();
      await page.getByRole("button", { name: "Withdraw bond" }).click();
      await confirm(page);
      expect((await owner.read.balances()).vvv - before).to.equal(vvv(3n));
    });

    it("says why it cannot do what it cannot, and retires", async () => {
      await page.getByText("There is no new revenue.").waitFor();
      await page.getByText("Retire it first.").waitFor();
      await act(page, "Retire");
      expect((await provider()).retiring).to.equal(true);
      await page.getByText("It is leaving the market").waitFor();
    });

    it("asks nobody but this machine, and complains of nothing", () => {
      expect([...site.complaints.hosts]).to.deep.equal(["127.0.0.1"]);
      expect(site.complaints.faults).to.deep.equal([]);
    });
  });
}
