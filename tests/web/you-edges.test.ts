import { expect } from "chai";
import type { Page } from "playwright-core";
import { instructions } from "@diem/sdk";
import { CHROMIUM } from "../support/browser";
import { mayUse } from "../support/tools";
import type { Actor } from "../support/world";
import { act, begin, confirm, dialogOf } from "./dialogs";
import { expectAccessible, expectNoOverflow } from "./checks";
import { SCREENS } from "./site";
import { WorldSite } from "./world-site";
import { openYou } from "./you-support";

const EPOCH_SECS = 3_600n;
const WHALE = 2n ** 63n;
const TICKETS = 80;

describe("web: what a wallet has, at its smallest and its largest", () => {
  if (!mayUse(CHROMIUM)) return;
  let site: WorldSite;

  before(async () => {
    site = await WorldSite.start(392, {
      epochSecs: EPOCH_SECS,
      params: { stakeCooldownSecs: EPOCH_SECS },
    });
  });

  after(() => site.close());

  /** The page of an actor's wallet. */
  const pageOf = async (actor: Actor, config = {}): Promise<Page> => {
    const page = await site.openFor(actor, "/you", { config });
    await openYou(page);
    return page;
  };
  /** Why a button cannot be pressed. */
  const why = (page: Page, name: string) =>
    page
      .locator(".act", { has: page.getByRole("button", { name, exact: true }) })
      .locator(".why")
      .textContent();

  it("stakes one base unit, also without an indexer, and says that there is no history", async () => {
    const actor = await site.world.actor(1n);
    const page = await pageOf(actor, { indexerUrl: "" });
    await page.getByText("This page has no indexer").waitFor();
    await page.getByText("<0.000001").first().waitFor();
    const staking = await begin(page, "Stake", { "Amount (VVV)": "1,5" });
    await staking.getByText('invalid VVV amount "1,5"').waitFor();
    await staking.getByLabel("Amount (VVV)").fill("1,234.5");
    await staking.getByText("InsufficientBalance").waitFor();
    await staking.getByRole("button", { name: "Cancel" }).click();
    expect(await act(page, "Stake", { "Amount (VVV)": "0.000000001" })).to.contain(
      "staked 0.000000001 VVV",
    );
    expect((await site.world.position(actor)).staked).to.equal(1n);
    const dialog = await begin(page, "Mint", { "Amount (DIEM)": "0.000000001" });
    await dialog.getByText(/unlocked stake is smaller|too small/).waitFor();
    await page.context().close();
  });

  it("stakes 2^63 base units, to the unit and without an exponent", async () => {
    const actor = await site.world.actor(WHALE);
    const page = await pageOf(actor);
    await begin(page, "Stake");
    await dialogOf(page).getByRole("button", { name: "All", exact: true }).click();
    await confirm(page);
    expect((await site.world.position(actor)).staked).to.equal(WHALE);
    await page.getByTitle("9,223,372,036.854775808 VVV").first().waitFor();
    expect(await page.locator("main").innerText()).not.to.match(/\de[+-]?\d/);
    await page.setViewportSize(SCREENS.phone);
    await expectNoOverflow(page);
    await page.context().close();
  });

  it("says that rewards have ended", async () => {
    const { world } = site;
    const actor = await world.staker(1_000n);
    await world.fundRewards(1_000_000n, EPOCH_SECS);
    site.world.chain.embedded?.clock.advance(EPOCH_SECS);
    const page = await pageOf(actor);
    await page.getByText("the rewards have ended").waitFor();
    await page.context().close();
  });

  it("keeps many tickets smooth, and withdraws all that are ready", async () => {
    const { world } = site;
    const actor = await world.staker(1_000n);
    for (let nth = 0; nth < TICKETS; nth += 1) await world.requestUnstake(actor, 1n);
    const page = await pageOf(actor);
    const table = page.getByRole("region", { name: "Unstake tickets" });
    expect(await table.locator("table").getAttribute("aria-rowcount")).to.equal(
      String(TICKETS + 1),
    );
    expect(await table.locator("tbody tr[aria-rowindex]").count()).to.be.below(TICKETS);
    expect(await why(page, "Withdraw all that are ready")).to.contain("The next one is");
    await expectAccessible(page);
    site.world.chain.embedded?.clock.advance(EPOCH_SECS);
    await act(page, "Withdraw all that are ready");
    expect((await world.position(actor)).openTickets).to.equal(0);
    await page.context().close();
  });

  it("says what is paused, and lets everybody leave", async () => {
    const { world } = site;
    const actor = await world.staker(2_000n, 1_000n);
    const { market, creator } = world;
    const pause = instructions.pause({
      market,
      pauser: creator.publicKey,
      entries: ["stake", "mint"],
    });
    await world.send([pause], [creator]);
    const page = await pageOf(actor);
    expect(await why(page, "Stake")).to.contain("has paused staking");
    expect(await why(page, "Mint")).to.contain("has paused minting");
    await act(page, "Unstake", { "Amount (VVV)": "0.000000100" });
    expect(await why(page, "Cancel")).to.contain("has paused staking");
    site.world.chain.embedded?.clock.advance(EPOCH_SECS);
    await act(page, "Withdraw");
    expect((await world.position(actor)).staked).to.equal(900n);
    await page.context().close();
  });

  it("complains of nothing", () => {
    expect(site.faults).to.deep.equal([]);
  });
});
