import { readFile } from "node:fs/promises";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { type ChannelAccount, constants, type DiemClient, quotes } from "@diem/sdk";
import { CHROMIUM } from "../support/browser";
import { mayUse } from "../support/tools";
import { act, confirm } from "./dialogs";
import { ask } from "./chatting";
import { expectAccessible, expectNoOverflow, figureOf } from "./checks";
import { SCREENS, Site } from "./site";
import { until } from "./you-support";

const { DIEM_UNIT } = constants;

for (const screen of ["desktop", "phone"] as const) {
  describe(`web: buying calls, on a ${screen}`, () => {
    if (!mayUse(CHROMIUM)) return;
    let site: Site;
    let page: Page;
    let consumer: DiemClient;
    before(async () => {
      site = await Site.start();
      page = await site.open({ viewport: SCREENS[screen] });
      await site.connect(page, "consumer");
      consumer = await site.client("consumer");
      await page.getByRole("link", { name: "Use", exact: true }).click();
    });
    after(() => site.close());

    const channels = () =>
      consumer.read.channels({ consumer: site.network.wallets.consumer.publicKey });
    const channelOf = async (): Promise<ChannelAccount> => {
      const [channel] = await channels();
      if (channel === undefined) throw new Error("there is no channel");
      return channel;
    };
    const epochNow = async () => {
      const [clock, now] = await Promise.all([consumer.read.market(), consumer.read.now()]);
      return quotes.epochAt({ clock, now });
    };
    const pass = (seconds: bigint) => site.network.chain?.clock.advance(seconds);

    /** The receipts as the page saves them. */
    const saved = async (format: "JSON lines" | "CSV") => {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: `Save as ${format}` }).click(),
      ]);
      return readFile(await download.path(), "utf8");
    };
    const receipts = async () => {
      const lines = (await saved("JSON lines")).trimEnd().split("\n");
      return lines.map((line) => JSON.parse(line) as { diem: string; quota: string });
    };

    it("opens a channel whose vouchers a key of the browser signs", async () => {
      await page.getByRole("button", { name: "Open a channel to chat" }).click();
      await page.getByLabel("Deposit (DIEM)").fill("2");
      await confirm(page);
      const channel = await channelOf();
      expect(channel.deposit).to.equal(2n * DIEM_UNIT);
      expect(channel.voucherSigner.equals(channel.consumer)).to.equal(false);
      await page.getByText("this browser's").waitFor();
    });

    it("chats, and shows what it costs", async () => {
      await ask(page, "say this again");
      const words = page.locator(".message.assistant .words").last();
      expect(await words.textContent()).to.include("say this again");
      const [receipt] = await receipts();
      expect(BigInt(receipt?.diem ?? 0) > 0n).to.equal(true);
      expect((await saved("CSV")).split("\r\n")).to.have.length(3);
      await page.locator(`.figure data[value="${receipt?.diem}"]`).first().waitFor();
    });

    it("goes on after a reload with the vouchers that it signed", async () => {
      await page.reload();
      await ask(page, "once more");
      expect(await receipts()).to.have.length(2);
    });

    it("tops up, and stakes DIEM for quota, which pays first", async () => {
      await act(page, "Top up", { "Amount (DIEM)": "0.5" });
      expect((await channelOf()).deposit).to.equal((25n * DIEM_UNIT) / 10n);
      await act(page, "Stake for quota", { "Amount (DIEM)": "3" });
      const staked = await channelOf();
      expect(staked.staked).to.equal(3n * DIEM_UNIT);
      expect(staked.nextAllowance).to.equal(3n * constants.CREDIT_UNIT);
      // quota counts from the next epoch on
      pass(30n);
      const left = page.locator(".chat").locator(figureOf(page, "Left"));
      await left.filter({ hasText: /[1-9] credits of quota/ }).waitFor();
      await ask(page, "by quota");
      const [newest] = await receipts();
      expect(newest?.diem).to.equal("0");
      expect(BigInt(newest?.quota ?? 0) > 0n).to.equal(true);
    });

    it("is accessible, and nothing is cut", async () => {
      await expectAccessible(page);
      await expectNoOverflow(page);
    });

    it("unstakes, and withdraws in the next epoch", async () => {
      await act(page, "Unstake", { "Amount (DIEM)": "1" });
      expect((await channelOf()).cooling).to.equal(DIEM_UNIT);
      const began = await epochNow();
      pass(30n);
      expect(await epochNow()).to.be.greaterThan(began);
      const { diem } = await consumer.read.balances();
      await act(page, "Withdraw unstaked");
      expect((await consumer.read.balances()).diem - diem).to.equal(DIEM_UNIT);
    });

    it("closes: the chain settles what the receipts say, and pays the rest back", async () => {
      const all = await receipts();
      const spent = all.reduce((sum, { diem }) => sum + BigInt(diem), 0n);
      const { diem } = await consumer.read.balances();
      await act(page, "Request closing");
      expect((await channelOf()).closesTs).to.not.equal(null);
      // the gateway settles at once where a closing was requested
      await until(async () => (await channelOf()).settled === spent);
      pass(90n);
      await act(page, "Close");
      expect(await channels()).to.have.length(0);
      const { diem: after } = await consumer.read.balances();
      expect(after - diem).to.equal((25n * DIEM_UNIT) / 10n - spent + 2n * DIEM_UNIT);
      await page.getByText("You have no channel yet.").waitFor();
    });

    it("asks nobody but this machine, and complains of nothing", () => {
      expect([...site.complaints.hosts]).to.deep.equal(["127.0.0.1"]);
      // the browser calls each refusal of the gateway an error
      const faults = site.complaints.faults.filter((fault) => !fault.includes("402"));
      expect(faults).to.deep.equal([]);
    });
  });
}
