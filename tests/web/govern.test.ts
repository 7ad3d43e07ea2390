import { expect } from "chai";
import type { Page } from "playwright-core";
import { quotes } from "@diem/sdk";
import type { WalletName } from "@diem/start";
import { CHROMIUM } from "../support/browser";
import { mayUse } from "../support/tools";
import { confirm } from "./dialogs";
import { expectAccessible, expectNoOverflow } from "./checks";
import { Site } from "./site";
import { until } from "./you-support";

const AUTHORITY_KEYS = ["authority", "guardian", "arbiter", "treasury"] as const;

const CHANGED = { treasuryBps: 600, stakersBps: 900, maxTargetStepBps: 80 };

describe("web: the page on which a market is governed", () => {
  if (!mayUse(CHROMIUM)) return;
  let site: Site;
  let page: Page;

  before(async () => {
    site = await Site.start();
    page = await site.open();
    await page.getByRole("link", { name: "Govern" }).click();
    await page.getByRole("heading", { name: "Govern" }).waitFor();
  });

  after(() => site.close());

  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const market = async (name: WalletName = "authority") => (await site.client(name)).read.market();

  it("says who may, where no wallet or another one is connected", async () => {
    const pause = button("Pause");
    expect(await pause.getAttribute("aria-disabled")).to.equal("true");
    await page.getByText("Connect a wallet.").first().waitFor();
    await site.connect(page, "staker");
    await page.getByText(/^Only the guardian or the authority may: /).waitFor();
    await page.getByText(/^Only the arbiter may: /).waitFor();
    await pause.click({ force: true });
    expect(await page.locator("dialog").count()).to.equal(0);
  });

  it("pauses and unpauses entries, and everybody sees it", async () => {
    await site.use(page, "authority");
    await button("Pause").click();
    await page.getByLabel("mint").check();
    await page.getByLabel("open").check();
    await confirm(page);
    expect((await market()).paused).to.deep.equal(["mint", "open"]);
    await page.locator(".notices").getByText("mint, open").waitFor();
    await button("Unpause").click();
    await page.getByLabel("mint").check();
    await page.getByLabel("open").check();
    await confirm(page);
    expect((await market()).paused).to.deep.equal([]);
    await page.locator(".notices .note").waitFor({ state: "detached" });
  });

  it("refuses parameters outside of their law by name, and says what others do", async () => {
    await button("Announce other parameters").click();
    const form = page.locator("[data-propose]");
    await form.getByLabel(/^treasury /).fill("11%");
    await form.getByText("from 1% to 10%").first().waitFor();
    await form.locator(".note.bad").getByText("InvalidMarketFile").waitFor();
    expect(await button("Review the announcement").getAttribute("aria-disabled")).to.equal("true");
    await form.getByLabel(/^treasury /).fill("6%");
    await form
      .getByText("what makes provider, quota, treasury and stakers 100% together")
      .first()
      .waitFor();
    await form.getByLabel(/^stakers /).fill("9%");
    await form.getByLabel(/^maxTargetStep /).fill("0.8%");
    await form.getByText("stakers get less of revenue").waitFor();
    await form.getByLabel(/^Price of VVV in US dollars/).fill("1");
    await form.getByText(/^bondPerCredit is worth \$2 a credit/).waitFor();
    await form.locator('[data-red-flag="maxTargetStep"]').waitFor();
    const { targetCap } = (await market()).params;
    expect(targetCap).to.equal(400_000_000_000_000n);
    const now = page.getByRole("region", { name: "Parameters that hold now" });
    await now.getByText("400,000 DIEM", { exact: true }).waitFor();
    await form.getByLabel(/^targetCap /).fill("300,000 DIEM");
    await form.getByText("300,000 DIEM", { exact: true }).waitFor();
    await form.getByLabel(/^targetCap /).fill("400,000 DIEM");
    await form.getByText("300,000 DIEM", { exact: true }).waitFor({ state: "detached" });
  });

  it("announces parameters, shows them with their delay, and cancels them", async () => {
    await button("Review the announcement").click();
    await confirm(page);
    const { proposal, params } = await market();
    expect(proposal?.params).to.deep.equal({ ...params, ...CHANGED });
    const pending = page.locator("[data-pending]");
    await pending.getByText("treasury gets more").waitFor();
    await pending.getByText(/^Anyone may, in /).waitFor();
    await pending.getByRole("button", { name: "Cancel the announcement" }).click();
    await confirm(page);
    expect((await market()).proposal).to.equal(null);
    await pending.waitFor({ state: "detached" });
  });

  it("lets anyone apply what was announced, once its delay is over", async () => {
    const client = await site.client("authority");
    const { params } = await client.read.market();
    await client.act.proposeParams({ params: { ...params, quotaPoolEpochs: 31 } });
    site.network.chain?.clock.advance(params.paramsDelaySecs + 1n);
    // the network's keeper closes epochs: while it does, a preview is made again
    await until(async () => {
      const clock = await client.read.market();
      return quotes.epochsDue({ market: clock, now: await client.read.now() }) === 0;
    });
    await site.use(page, "staker");
    const apply = page.locator("[data-pending]").getByRole("button", { name: "Apply" });
    await page.locator("[data-pending] button.primary[aria-disabled=false]").waitFor();
    await apply.click();
    await confirm(page);
    expect((await market()).params.quotaPoolEpochs).to.equal(31);
  });

  it("slashes a provider, once its address was typed again, and lists it", async () => {
    await site.use(page, "authority");
    const { provider } = site.network;
    const client = await site.client("authority");
    const before = (await client.read.provider(provider)).bond;
    await button("Slash a provider").click();
    await page.getByLabel("Reason, a code").fill("70000");
    await page.getByText("Write a whole number from 0 to 65535.").waitFor();
    await page.getByLabel("Reason, a code").fill("3");
    await page.getByLabel("Maximum to take (VVV)").fill("10");
    await page.getByText("Fee and rent").waitFor();
    expect(await page.locator("dialog button.primary").isDisabled()).to.equal(true);
    await page.getByLabel(/^To confirm/).fill(provider.toBase58().slice(0, 6));
    await confirm(page);
    const after = (await client.read.provider(provider)).bond;
    expect(before - after).to.equal(10_000_000_000n);
    const row = page.locator('[aria-label="Slashes, the newest first"] tbody tr');
    await row.getByText("10 VVV", { exact: true }).waitFor();
  });

  it("funds rewards with what is to be said of them, and refuses what is too short", async () => {
    const before = (await market()).rewardStream.remaining;
    await button("Fund rewards").click();
    await page.getByLabel("Amount (VVV)").fill("5");
    await page.getByLabel("Release time in days").fill("1000");
    await page.locator("dialog").getByText("RewardDurationOutOfRange").waitFor();
    await page.getByLabel("Release time in days").fill("20");
    await page.getByText("rewards for less than 30 days draw stake").waitFor();
    await confirm(page);
    // what the first funding released in the meantime is gone from the stream
    expect((await market()).rewardStream.remaining > before - 100_000_000_000n).to.equal(true);
  });

  it("names roles at once, and another authority in two steps", async () => {
    const { publicKey: staker } = site.network.wallets.staker;
    await button("Name guardian, arbiter or treasury").click();
    await page.getByLabel("Address of the guardian").fill("nobody");
    await page.getByText("Invalid address").waitFor();
    await page.getByLabel("Address of the guardian").fill(staker.toBase58());
    await confirm(page);
    expect((await market()).roles.guardian.equals(staker)).to.equal(true);
    await button("Propose another authority").click();
    await page.getByLabel("Address of the next authority").fill(staker.toBase58());
    await confirm(page);
    await site.use(page, "staker");
    await button("Accept the authority").click();
    await confirm(page);
    const { roles, pendingAuthority } = await market();
    expect(roles.authority.equals(staker)).to.equal(true);
    expect(pendingAuthority).to.equal(null);
    const held = AUTHORITY_KEYS.filter((role) => roles[role].equals(staker));
    expect(held).to.deep.equal(["authority", "guardian"]);
  });

  it("is accessible with its form open, and fits a phone", async () => {
    await button("Announce other parameters").click();
    await page.locator("[data-propose]").waitFor();
    await expectAccessible(page);
    await page.setViewportSize({ width: 360, height: 740 });
    await expectNoOverflow(page);
  });

  it("complains of nothing", () => {
    expect(site.complaints.faults).to.deep.equal([]);
  });
});
