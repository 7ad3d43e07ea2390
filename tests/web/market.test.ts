import { expect } from "chai";
import type { Page } from "playwright-core";
import { instructions, marketStanding, quotes } from "@diem/sdk";
import { CHROMIUM } from "../support/browser";
import { UNIT } from "../support/market";
import { mayUse } from "../support/tools";
import { expectAccessible, expectNoOverflow, figureOf } from "./checks";
import { SCREENS } from "./site";
import { WorldSite } from "./world-site";

const EPOCH_SECS = 3_600n;

describe("web: the market page, in every state of a market", () => {
  if (!mayUse(CHROMIUM)) return;
  let site: WorldSite;
  let page: Page;

  before(async () => {
    site = await WorldSite.start(391, {
      epochSecs: EPOCH_SECS,
      params: { targetFloor: 100n * UNIT, stakeCooldownSecs: EPOCH_SECS },
    });
    page = await site.open();
  });

  after(() => site.close());

  const standing = () =>
    marketStanding({ connection: site.world.chain.connection, market: site.world.market });
  /** The figure of a name. */
  const figure = (name: string) => figureOf(page, name);
  const shows = (name: string, amount: bigint) =>
    figure(name).locator(`.value data[value="${amount}"]`).waitFor();
  const read = async () => {
    await page.reload();
    await page.getByRole("heading", { name: "Mint curve" }).waitFor();
  };

  it("shows an empty market", async () => {
    await shows("Supply", 0n);
    await shows("Target supply", 100n * UNIT);
    await shows("Mint rate", (await site.world.marketAccount()).params.baseRate);
    await figure("Stakers' APR").getByText("0 % and DIEM").waitFor();
    await page.getByText("No change of parameters is announced.").waitFor();
    for (const row of await page
      .getByRole("region", { name: /^Vaults/ })
      .locator("tbody tr")
      .all())
      expect(await row.textContent()).to.include("whole");
  });

  it("shows a base unit, and more than 2^63 of them, exactly", async () => {
    const { world } = site;
    await world.staker(1n, 1n);
    const whale = 2n ** 63n;
    await world.staker(whale, whale);
    await read();
    const held = whale + 1n;
    const stake = page.getByRole("region", { name: /^Vaults/ }).getByRole("row", { name: "Stake" });
    await stake.locator(`data[value="${held}"]`).first().waitFor();
    expect(await stake.textContent()).to.include("9,223,372,036.854775");
    expect(await stake.locator("data").first().getAttribute("title")).to.equal(
      "9,223,372,036.854775809 VVV",
    );
    expect(await page.locator("main").innerText()).not.to.match(/\de[+-]?\d/);
  });

  it("quotes what the next 1, 10 and 100 DIEM lock, as the chain would", async () => {
    const { world } = site;
    const staker = await world.staker(10_000_000n * UNIT);
    await world.mint(staker, 50n * UNIT);
    await read();
    const { market, supply, now } = await standing();
    await shows("Supply", supply);
    await shows("Mint rate", quotes.marginalRate({ market, supply, now }));
    const table = page.getByRole("region", { name: "VVV that minting locks now", exact: true });
    for (const whole of [1n, 10n]) {
      const { vvvLocked } = quotes.mintQuote({ market, supply, now, amount: whole * UNIT });
      await table.locator(`data[value="${vvvLocked}"]`).first().waitFor();
    }
    expect(supply).to.equal(50n * UNIT);
  });

  it("shows a supply of one and a half of the target, and that 100 DIEM more are outside of the curve", async () => {
    const { world } = site;
    const staker = await world.staker(100_000_000n * UNIT);
    await world.mint(staker, 100n * UNIT);
    await read();
    const { market, supply, now } = await standing();
    expect(supply).to.equal(150n * UNIT);
    await figure("Supply").getByText("150 % of the target").waitFor();
    await shows("Mint rate", quotes.marginalRate({ market, supply, now }));
    const row = page.getByRole("row", { name: /^100 DIEM/ });
    await row.getByText(/curve/).waitFor();
  });

  it("says what is paused", async () => {
    const { world } = site;
    const pausing = instructions.pause({
      ...{ market: world.market, pauser: world.creator.publicKey, entries: ["mint"] },
    });
    await world.send([pausing], [world.creator]);
    await page.getByText("Paused by the market's guardian: mint.").waitFor();
    const unpausing = instructions.unpause({
      ...{ market: world.market, authority: world.creator.publicKey, entries: ["mint"] },
    });
    await world.send([unpausing], [world.creator]);
  });

  it("values what is paid in DIEM by the price that its user names, and refuses what is none", async () => {
    const price = page.getByLabel("A DIEM is worth, in VVV");
    await price.fill("much");
    await page.getByRole("button", { name: "Use this price" }).click();
    await page.getByText(/digits/).waitFor();
    await price.fill("2.5");
    await page.getByRole("button", { name: "Use this price" }).click();
    await figure("Minters' APR")
      .getByText(/quota [\d.,]+ %/)
      .waitFor();
  });

  it("shows announced parameters with what they do and from when", async () => {
    const { world } = site;
    const { params } = await world.marketAccount();
    const proposing = instructions.proposeParams({
      ...{ market: world.market, authority: world.creator.publicKey },
      params: { ...params, maxSlashBps: 1_000 },
    });
    await world.send([proposing], [world.creator]);
    const row = page.getByRole("row", { name: /maxSlash/ });
    await row.getByText("the arbiter can take less of every bond").waitFor();
    expect(await row.textContent())
      .to.include("20%")
      .and.include("10%");
  });

  it("counts epochs that wait, and says what a keeper would do", async () => {
    const { world } = site;
    await world.fundRewards(1_000n * UNIT, EPOCH_SECS);
    await world.chain.advance(4n * EPOCH_SECS);
    await read();
    const { market, now } = await standing();
    const due = quotes.epochsDue({ market, now });
    expect(due).to.be.greaterThan(0);
    await figure("Epochs that wait").getByText(String(due), { exact: true }).waitFor();
    const { nextTarget } = quotes.rollPreview({ market, records: [], now }).market;
    await shows("Closing them would set", nextTarget);
    await page.getByText("Due transactions").click();
    await page
      .getByRole("listitem")
      .filter({ hasText: "apply the announced parameters" })
      .waitFor();
  });

  it("shows a market whose rewards have ended", async () => {
    await figure("Stakers' APR")
      .getByText(/rewards 0 %/)
      .waitFor();
  });

  it("has the history of each figure, as a chart and as a table", async () => {
    const { world, indexer } = site;
    const slot = await world.chain.connection.getSlot("finalized");
    while (indexer.programs.some(({ progress }) => progress.slot < slot))
      await page.waitForTimeout(50);
    await read();
    await page.getByText(/^Indexed to slot \d+, lag/).waitFor();
    const chart = page.locator("figure").filter({ hasText: "Supply and target" });
    await chart.locator("canvas").waitFor();
    await chart.getByText("Table of supply and target").click();
    await chart.getByRole("row").filter({ hasText: "150" }).first().waitFor();
    expect(await page.locator("figure.chart canvas").count()).to.be.at.least(13);
  });

  it("works without an indexer, and where none answers, and says so", async () => {
    for (const [indexerUrl, said] of [
      ["", "History is not available: this page has no indexer."],
      ["http://127.0.0.1:1", /^History is not available: the indexer does not answer/],
    ] as const) {
      const other = await site.open("/", { indexerUrl });
      await other.getByText(said).waitFor();
      await other.getByText("150 % of the target").waitFor();
      await other.context().close();
    }
    const refused = site.faults.splice(0);
    expect(
      refused.filter((fault) => !/ERR_UNSAFE_PORT|ERR_CONNECTION_REFUSED/.test(fault)),
    ).to.deep.equal([]);
  });

  it("is accessible, dark and light, and fits each screen", async () => {
    for (const colorScheme of ["dark", "light"] as const) {
      await page.emulateMedia({ colorScheme });
      for (const size of Object.values(SCREENS)) {
        await page.setViewportSize(size);
        await expectNoOverflow(page);
      }
      await expectAccessible(page);
    }
    expect(site.faults).to.deep.equal([]);
  });
});
