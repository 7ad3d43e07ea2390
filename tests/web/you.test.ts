import { expect } from "chai";
import type { Page } from "playwright-core";
import { constants, type DiemClient } from "@diem/sdk";
import { CHROMIUM } from "../support/browser";
import { mayUse } from "../support/tools";
import { act, begin, confirm, dialogOf } from "./dialogs";
import { expectAccessible, expectNoOverflow, layoutShift } from "./checks";
import { SCREENS, Site } from "./site";
import { coolForADay, COOLDOWN_SECS, openYou, positionOf, until, vvv } from "./you-support";

const ROUNDS = [
  { screen: "desktop", wallet: "staker" },
  { screen: "phone", wallet: "authority" },
] as const;

describe("web: a person stakes, mints, burns, claims and leaves", () => {
  if (!mayUse(CHROMIUM)) return;
  let site: Site;

  before(async () => {
    site = await Site.start();
    await coolForADay(site);
  });

  after(() => site.close());

  for (const { screen, wallet } of ROUNDS) {
    describe(`on a ${screen}`, () => {
      let page: Page;
      let client: DiemClient;

      before(async () => {
        client = await site.client(wallet);
        page = await site.open({ viewport: SCREENS[screen] });
        await site.connect(page, wallet);
        await openYou(page);
      });

      after(() => page.context().close());

      it("says why nothing can be done yet, and when", async () => {
        const why = async (name: string) => {
          const button = page.getByRole("button", { name, exact: true });
          expect(await button.getAttribute("aria-disabled")).to.equal("true");
          return page.locator(".act", { has: button }).locator(".why").textContent();
        };
        expect(await why("Unstake")).to.equal("You have nothing staked.");
        expect(await why("Mint")).to.equal("Stake VVV first: minting locks a part of it.");
        expect(await why("Burn")).to.equal("You owe no DIEM, and nothing is locked.");
        expect(await why("Claim")).to.equal("You have no position: stake first.");
        await expectAccessible(page);
        await expectNoOverflow(page);
      });

      it("stakes", async () => {
        const said = await act(page, "Stake", { "Amount (VVV)": "5000" });
        expect(said).to.contain("staked 5,000 VVV");
        expect((await positionOf(client)).staked).to.equal(vvv(client, 5_000n));
      });

      it("shows what a mint locks, at which rates, and what unlocks it", async () => {
        const dialog = await begin(page, "Mint", { "Amount (DIEM)": "2" });
        await dialog.getByText("Fee and rent").waitFor();
        const rows = await dialog.locator(".rows").first().innerText();
        for (const shown of [
          "You get, exactly",
          "Locks at most",
          "Average rate",
          "Rate of the next DIEM",
          "Debt",
        ]) {
          expect(rows).to.contain(shown);
        }
        expect(await dialog.innerText()).to.contain("until you burn");
        await expectAccessible(page);
        await expectNoOverflow(page);
        await confirm(page);
        const { bill, locked } = await positionOf(client);
        expect(bill).to.equal(2n * constants.DIEM_UNIT);
        expect(locked > 0n).to.equal(true);
        await page.locator(`.figure data[value="${locked}"]`).first().waitFor();
      });

      it("moves nothing while its figures load", async () => {
        await page.reload();
        await page.getByRole("region", { name: "History of your position" }).waitFor();
        expect(await layoutShift(page)).to.be.below(0.01);
      });

      it("burns a part, and then the whole bill", async () => {
        const before = await positionOf(client);
        expect(await act(page, "Burn", { "Amount (DIEM)": "0.5" })).to.contain("burned 0.5 DIEM");
        const between = await positionOf(client);
        expect(between.locked < before.locked).to.equal(true);
        await page.locator(`.figure data[value="${between.locked}"]`).first().waitFor();
        const dialog = await begin(page, "Burn");
        await dialog.getByRole("button", { name: "All", exact: true }).click();
        await confirm(page);
        const { bill, locked } = await positionOf(client);
        expect({ bill, locked }).to.deep.equal({ bill: 0n, locked: 0n });
      });

      it("counts what is claimable by the second, claims it, and stakes the rewards", async () => {
        const figure = page.locator("#you-earnings ~ .figures data").nth(2);
        const shown = async () => BigInt((await figure.getAttribute("value")) ?? 0);
        const first = await shown();
        await until(async () => (await shown()) > first);
        site.network.chain?.clock.advance(60n);
        const before = await client.read.balances();
        expect(await act(page, "Claim")).to.contain("claimed");
        const after = await client.read.balances();
        expect(after.vvv > before.vvv).to.equal(true);
        site.network.chain?.clock.advance(60n);
        const { staked } = await positionOf(client);
        expect(await act(page, "Stake the rewards")).to.contain("compounded");
        expect((await positionOf(client)).staked > staked).to.equal(true);
      });

      it("unstakes on tickets: one is cancelled, one is withdrawn when it has cooled", async () => {
        await act(page, "Unstake", { "Amount (VVV)": "1000" });
        await page.getByText("in 23 h").or(page.getByText("in 1 day")).first().waitFor();
        await act(page, "Cancel");
        expect(await client.read.tickets()).to.deep.equal([]);
        await act(page, "Unstake", { "Amount (VVV)": "700" });
        await expectNoOverflow(page);
        site.network.chain?.clock.advance(COOLDOWN_SECS);
        const before = await client.read.balances();
        await act(page, "Withdraw");
        const after = await client.read.balances();
        expect(after.vvv - before.vvv).to.equal(vvv(client, 700n));
        expect(await client.read.tickets()).to.deep.equal([]);
      });

      it("leaves: unstakes all, withdraws, claims what is left and closes the position", async () => {
        const dialog = await begin(page, "Unstake");
        await dialog.getByRole("button", { name: "All", exact: true }).click();
        await confirm(page);
        site.network.chain?.clock.advance(COOLDOWN_SECS);
        await act(page, "Withdraw");
        await act(page, "Claim");
        await act(page, "Close the position");
        expect(await client.read.position()).to.equal(null);
        await dialogOf(page).waitFor({ state: "detached" });
      });

      it("shows it all as history, and offers it as CSV", async () => {
        const table = page.getByRole("region", { name: "History of your position" });
        await table.getByText("closed the stake position").waitFor();
        const csv = await (
          await fetch(
            (await page.getByRole("link", { name: "Download as CSV" }).getAttribute("href")) ?? "",
          )
        ).text();
        expect(csv).to.contain("PositionClosed");
        await expectAccessible(page);
        await expectNoOverflow(page);
      });
    });
  }

  // a suite's own tests run before those of the suites in it
  describe("in all of that", () => {
    it("complains of nothing, and asks nobody but this machine", () => {
      expect([...site.complaints.hosts]).to.deep.equal(["127.0.0.1"]);
      expect(site.complaints.faults).to.deep.equal([]);
    });
  });
});
