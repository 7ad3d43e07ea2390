import { expect } from "chai";
import type { Page } from "playwright-core";
import { accounts, constants, keepers, pda, quotes } from "@diem/sdk";
import { priceListBytes, priceListHash } from "@diem/wire";
import { CHROMIUM } from "../support/browser";
import {
  closeChannel,
  openChannel,
  type Opened,
  requestClose,
  stakeQuota,
} from "../support/channels";
import { epoch as runningEpoch, nextEpoch, rollEpoch } from "../support/epochs";
import { UNIT } from "../support/market";
import { providerAccount, type Seller } from "../support/providers";
import { collect } from "../support/settling";
import { mayUse } from "../support/tools";
import { catchUp, report, serve } from "../support/trade";
import type { Actor } from "../support/world";
import { act, begin, confirm, dialogOf } from "./dialogs";
import { expectAccessible, expectNoOverflow, figureOf } from "./checks";
import { PriceLists } from "./price-lists";
import { SCREENS } from "./site";
import { WorldSite } from "./world-site";

const EPOCH_SECS = 3_600n;
const CREDIT = constants.CREDIT_UNIT;
const PRICES = { version: 1, models: { small: { input: 150_000 } } } as const;
const VVV = 100n * UNIT;
const BOND = 40n * UNIT;

describe("web: a provider from its registration to its closing", () => {
  if (!mayUse(CHROMIUM)) return;
  let site: WorldSite;
  let lists: PriceLists;

  before(async () => {
    site = await WorldSite.start(393, { epochSecs: EPOCH_SECS });
    lists = await PriceLists.start();
  });

  after(async () => {
    await lists.close();
    await site.close();
  });

  for (const screen of ["desktop", "phone"] as const) {
    describe(`on a ${screen}`, () => {
      let page: Page;
      let owner: Actor;
      let consumer: Actor;
      let seller: Seller;
      let opened: Opened;
      let clusterTag: Uint8Array;

      before(async () => {
        const { world } = site;
        ({ clusterTag } = await world.marketAccount());
        owner = await world.actor(VVV);
        consumer = await world.consumer(40n * UNIT);
        const provider = pda.provider({ market: world.market.market, owner: owner.address });
        const { diemMint } = world.market;
        const revenue = pda.revenue({ provider, diemMint });
        seller = { owner, operator: owner.keypair, provider, revenue };
        page = await site.openFor(owner, "/providers", { viewport: SCREENS[screen] });
      });

      after(() => page.context().close());

      /** Has the page read at once what others did; it would see it within some seconds by itself. */
      const readAnew = () => page.reload();
      const provider = () => providerAccount(site.world, seller);
      const balance = (of: "vvv" | "diem") => site.world.balance(owner[of]);
      /** The figure of a name shows that many base units. */
      const shows = (name: string, amount: bigint) =>
        figureOf(page, name).locator(`data[value="${amount}"]`).first().waitFor();
      /** Why a button cannot be pressed, once it is this. */
      const why = (button: string, text: string | RegExp) =>
        page
          .locator(".act", { has: page.getByRole("button", { name: button, exact: true }) })
          .locator(".why")
          .getByText(text)
          .waitFor();
      /** Lets the provider serve that much in all, in DIEM base units and micro-credits of quota. */
      const sell = (diem: bigint, quota: bigint) =>
        serve(site.world, opened, { diem, quota }, { clusterTag });

      it("refuses an offer that cannot be, by name, and signs nothing", async () => {
        const dialog = await begin(page, "Become a provider", {
          Endpoint: "https://ai.example/v1",
          "Price of a credit": "1",
          "Price list, as JSON": '{"version":1,"models":{"small":{"input":-1}}}',
          Capacity: "40",
        });
        await dialog.getByText('models["small"].input is -1').waitFor();
        const sign = dialog.getByRole("button", { name: /^Sign with/ });
        expect(await sign.getAttribute("aria-disabled")).to.equal("true");
        await dialog.getByLabel("Price list, as JSON").fill("");
        await dialog.getByLabel("Capacity").fill("1000");
        await dialog.getByText("InsufficientBalance").waitFor();
        await dialog.getByLabel("Capacity").fill("40");
        await dialog.getByLabel("staked DIEM").fill("41");
        await dialog.getByText("QuotaAboveCapacity").waitFor();
        expect(await sign.getAttribute("aria-disabled")).to.equal("true");
        await expectAccessible(page);
        await expectNoOverflow(page);
        await dialog.getByRole("button", { name: "Cancel" }).click();
        expect(await balance("vvv")).to.equal(VVV);
      });

      it("registers, with the bond of its capacity and the hash of its list", async () => {
        const { endpoint, hash } = lists.publish(priceListBytes(PRICES));
        const said = await act(page, "Become a provider", {
          Endpoint: endpoint,
          "Price of a credit": "1",
          "Price list, as JSON": JSON.stringify(PRICES),
          Capacity: "40",
          "staked DIEM": "9",
        });
        expect(said).to.include("Confirmed.");
        const made = await provider();
        expect(made.bond).to.equal(BOND);
        expect(made.endpoint).to.equal(endpoint);
        expect(made.terms.current.price).to.equal(UNIT);
        expect([...made.terms.current.priceListHash]).to.deep.equal([...hash]);
        expect([...hash]).to.deep.equal([...priceListHash(PRICES)]);
        expect([made.capacity.next, made.quotaCapacity.next]).to.deep.equal([
          40n * CREDIT,
          9n * CREDIT,
        ]);
        expect(await balance("vvv")).to.equal(VVV - BOND);
        await page.getByRole("link", { name: "Go to your provider" }).click();
        await page.getByText("Verified: the list has the hash").waitFor();
        await why("Distribute revenue", "There is no new revenue.");
        await why("Claim quota rewards", "No closed epoch has a reward to claim.");
        await why("Withdraw revenue", "Nothing was distributed to it.");
        await why("Close the provider", "Retire it first.");
      });

      it("has its revenue split as the market's parameters say", async () => {
        const { world } = site;
        await nextEpoch(world);
        await catchUp(world);
        const deposit = 20n * UNIT;
        opened = await openChannel(world, { provider: seller, consumer, deposit });
        await stakeQuota(world, opened, 8n * UNIT);
        await nextEpoch(world);
        await catchUp(world);
        await sell(5n * UNIT, CREDIT);
        await readAnew();
        await shows("Not collected", 5n * UNIT);
        await collect(world, opened);
        await readAnew();
        await shows("Not collected", 0n);
        await shows("Not distributed", 5n * UNIT);
        const before = await world.marketAccount();
        const split = quotes.splitFee({ market: before, amount: 5n * UNIT });
        const dialog = await begin(page, "Distribute revenue");
        for (const part of [5n * UNIT, split.provider, split.quota, split.treasury, split.stakers])
          await dialog.locator(`data[value="${part}"]`).first().waitFor();
        await expectNoOverflow(page);
        await confirm(page);
        const after = await world.marketAccount();
        expect((await provider()).claimable).to.equal(split.provider);
        expect(after.quotaPool - before.quotaPool).to.equal(split.quota);
        expect(after.treasuryOwed - before.treasuryOwed).to.equal(split.treasury);
        await shows("Can be withdrawn", split.provider);
        await why("Distribute revenue", "There is no new revenue.");
      });

      it("withdraws a part of its revenue, no more than there is, and then the rest", async () => {
        const { claimable } = await provider();
        const before = await balance("diem");
        const dialog = await begin(page, "Withdraw revenue", { "Amount (DIEM)": "1000" });
        await dialog.getByText("ClaimableExceeded").waitFor();
        await dialog.getByLabel("Amount (DIEM)").fill("1.5");
        await dialog.locator(`data[value="${claimable - (3n * UNIT) / 2n}"]`).waitFor();
        await confirm(page);
        expect((await balance("diem")) - before).to.equal((3n * UNIT) / 2n);
        await begin(page, "Withdraw revenue");
        await dialogOf(page).getByRole("button", { name: "All", exact: true }).click();
        await confirm(page);
        expect((await balance("diem")) - before).to.equal(claimable);
        expect((await provider()).claimable).to.equal(0n);
        await why("Withdraw revenue", "Nothing was distributed to it.");
      });

      it("claims the reward of the quota that it served in a closed epoch", async () => {
        const { world } = site;
        await report(world, seller, await runningEpoch(world));
        await nextEpoch(world, 2);
        await rollEpoch(world);
        const { connection } = world.chain;
        const records = await accounts.epochRecord.fetchAll(connection, {
          market: world.market.market,
        });
        const epoch = await runningEpoch(world);
        const [reward] = keepers.unclaimedRewards({
          ...{ providers: [await provider()], records, epoch },
        });
        expect(reward?.amount).to.be.a("bigint");
        const amount = reward?.amount ?? 0n;
        expect(amount > 0n).to.equal(true);
        await readAnew();
        await shows("Quota rewards", amount);
        const before = await balance("diem");
        const dialog = await begin(page, "Claim quota rewards");
        await dialog.getByText(`Of epoch ${reward?.record.epoch}`).waitFor();
        await confirm(page);
        expect((await balance("diem")) - before).to.equal(amount);
        await why("Claim quota rewards", "No closed epoch has a reward to claim.");
      });

      it("offers a stranger what anyone may do, and no more", async () => {
        const stranger = await site.openFor(consumer, `/providers/${seller.provider.toBase58()}`);
        await stranger.getByRole("button", { name: "Distribute revenue" }).waitFor();
        expect(await stranger.locator("main .actions button").allTextContents()).to.deep.equal([
          "Distribute revenue",
          "Claim quota rewards",
        ]);
        await stranger.context().close();
      });

      it("retires, and says what must end before it can close", async () => {
        const { world } = site;
        await sell(7n * UNIT, 0n);
        await requestClose(world, opened);
        await act(page, "Retire");
        expect((await provider()).retiring).to.equal(true);
        await page.getByText("It is leaving the market").waitFor();
        await why("Close the provider", /^The notice ends/);
        for (const name of ["Change the capacity", "Add bond", "Retire"])
          await why(name, "The provider is retiring.");
        const { params } = await world.marketAccount();
        await world.chain.advance(params.bondCooldownSecs + params.channelGraceSecs + 1n);
        await readAnew();
        await why("Close the provider", "Its channels must be closed first.");
        await closeChannel(world, opened);
        await readAnew();
        await why("Close the provider", "Its bond must be withdrawn first.");
      });

      it("takes its whole bond out, once it has cooled", async () => {
        const { world } = site;
        await begin(page, "Take out bond");
        await dialogOf(page).getByRole("button", { name: "All", exact: true }).click();
        await confirm(page);
        expect((await provider()).bond).to.equal(0n);
        await why("Withdraw bond", "It still cools.");
        await why("Take out bond", "There is no bond.");
        const { params } = await world.marketAccount();
        await world.chain.advance(params.bondCooldownSecs + 1n);
        await readAnew();
        await act(page, "Withdraw bond");
        expect(await balance("vvv")).to.equal(VVV);
      });

      it("closes: its owner gets its part of the last revenue and the rent, and it is gone", async () => {
        const { world } = site;
        const { connection } = world.chain;
        const fresh = 2n * UNIT;
        await shows("Not distributed", fresh);
        const split = quotes.splitFee({ market: await world.marketAccount(), amount: fresh });
        const before = await balance("diem");
        const dialog = await begin(page, "Close the provider");
        await dialog.locator(`data[value="${fresh - split.provider}"]`).waitFor();
        await dialog.getByText("returned rent").waitFor();
        await expectNoOverflow(page);
        expect(await confirm(page)).to.include("Confirmed.");
        expect((await balance("diem")) - before).to.equal(split.provider);
        for (const address of [seller.provider, seller.revenue])
          expect(await connection.getAccountInfo(address)).to.equal(null);
        await page.getByText("This market has no such provider.").waitFor();
        await page.getByRole("link", { name: "All providers" }).click();
        await page.getByRole("button", { name: "Become a provider" }).waitFor();
      });
    });
  }

  // a suite's own tests run before those of the suites in it
  describe("in all of that", () => {
    it("complains of nothing", () => {
      expect(site.faults).to.deep.equal([]);
    });
  });
});
