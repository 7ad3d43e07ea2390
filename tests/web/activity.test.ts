import { expect } from "chai";
import type { Page } from "playwright-core";
import { events, vvvOf } from "@diem/sdk";
import { eventText } from "@diem/sdk/text";
import { CHROMIUM } from "../support/browser";
import { UNIT } from "../support/market";
import { mayUse } from "../support/tools";
import type { Actor } from "../support/world";
import { holds } from "../indexer/context";
import { plain } from "../../app/indexer/dist/store/plain";
import { expectAccessible, expectNoOverflow } from "./checks";
import { FakeIndexer, type Served } from "./fake-indexer";
import { SCREENS } from "./site";
import { WorldSite } from "./world-site";

/** Nine times what the page keeps: a quarter of an hour at 20 events a second. An hour of them takes as much. */
const EVENTS = 18_000;
const BATCH = 500;
/** Bytes by which the heap may differ between two moments of a page that does not grow. */
const SLACK = 3_000_000;

describe("web: the activity page", () => {
  if (!mayUse(CHROMIUM)) return;
  let site: WorldSite;
  let staker: Actor;
  let fake: FakeIndexer;
  /** An event of the chain, as an indexer serves it. */
  let sample: Served;

  before(async () => {
    site = await WorldSite.start(395, { epochSecs: 3_600n });
    staker = await site.world.staker(1_000n * UNIT, 0n);
    const signature = await site.world.stake(staker, 5n * UNIT);
    const [staked] = await events.fetch(site.world.chain.connection, signature);
    if (staked === undefined) throw new Error("staking has no event");
    sample = {
      ...{
        name: staked.name,
        data: plain(staked.data),
        signature,
        slot: 1,
        timestamp: 1_700_000_000,
      },
      ...{ outerIndex: 0, innerIndex: 0, final: true, cursor: "1" },
    };
    fake = await FakeIndexer.start();
  });

  after(async () => {
    await fake.close();
    await site.close();
  });

  const rows = (page: Page) => page.locator(".events li");
  const row = (page: Page, signature: string) => page.locator(`li[data-signature="${signature}"]`);
  const served = (nth: number, changes: Served = {}): Served => ({
    ...{ ...sample, signature: `signature${nth}`, slot: nth },
    ...changes,
  });
  const openFake = async () => {
    // the window of the test before may listen for a moment more
    await holds(() => fake.listening === 0);
    const page = await site.open("/activity", { indexerUrl: fake.url });
    await holds(() => fake.listening > 0);
    return page;
  };

  it("shows what happens as it happens, in words and with its transaction", async () => {
    const page = await site.open("/activity");
    await rows(page).first().waitFor();
    const signature = await site.world.stake(staker, 7n * UNIT);
    await row(page, signature).waitFor();
    const [event] = await events.fetch(site.world.chain.connection, signature);
    const amount = event && eventText(event, { vvv: vvvOf({ vvvDecimals: 9 }) });
    expect(amount).to.include("staked 7 VVV");
    expect(await row(page, signature).innerText()).to.include("staked 7 VVV, now 12 VVV");
    expect(await row(page, signature).locator("a").getAttribute("href")).to.include(signature);
    await page.getByText(/^Indexed to slot \d+/).waitFor();
    await page.context().close();
  });

  it("filters by kind, by name and by account, also what comes later", async () => {
    const page = await site.open("/activity");
    await rows(page).first().waitFor();
    await page.getByLabel("Kind of event").selectOption("DiemMinted");
    await page.getByText("No such events yet.").waitFor();
    const other = await site.world.staker(1_000n * UNIT);
    await site.world.stake(staker, 1n * UNIT);
    const minted = await site.world.mint(other, UNIT);
    await row(page, minted).waitFor();
    expect(await rows(page).count()).to.equal(1);
    await page.getByLabel("Kind of event").selectOption("");
    const account = page.getByLabel(/^Account: address/);
    await account.fill("0x1");
    await page.getByRole("button", { name: "Show" }).click();
    await page.getByText("Invalid address").waitFor();
    await account.fill(other.address.toBase58());
    await page.getByRole("button", { name: "Show" }).click();
    await row(page, minted).waitFor();
    await holds(async () => (await rows(page).count()) === 3);
    await page.context().close();
  });

  it("goes on without an indexer, from the chain, and says so", async () => {
    for (const indexerUrl of ["", "http://127.0.0.1:9"]) {
      const page = await site.open("/activity", { indexerUrl });
      await page.getByText(/^History is not available/).waitFor();
      await rows(page).first().waitFor();
      const signature = await site.world.stake(staker, 3n * UNIT);
      await row(page, signature).waitFor();
      await page.context().close();
    }
    const refused = site.faults.splice(0);
    expect(refused.filter((fault) => !fault.includes("ERR_"))).to.deep.equal([]);
  });

  it("shows what is not final as such, and takes it out where it comes to nothing", async () => {
    fake.items = [];
    const page = await openFake();
    const open = { final: false, cursor: null };
    for (const nth of [1, 2]) {
      const event = served(nth, open);
      await fake.tell("confirmed", { signature: event["signature"], slot: nth, events: [event] });
      await row(page, `signature${nth}`).getByText("not final yet").waitFor();
    }
    await fake.tell("event", served(1));
    await row(page, "signature1").getByText("not final yet").waitFor({ state: "detached" });
    await fake.tell("dropped", { signature: "signature2", slot: 2, events: [served(2, open)] });
    await row(page, "signature2").waitFor({ state: "detached" });
    await page.getByText(/came to nothing, and were taken out: 1/).waitFor();
    // what was final stays, also when something else is said later
    await fake.tell("dropped", { signature: "signature1", slot: 1, events: [served(1)] });
    await page.getByText(/taken out: 2/).waitFor();
    await row(page, "signature1").waitFor();
    await page.context().close();
  });

  it("reads anew what it missed while the stream was broken, and drops what was not final", async () => {
    fake.items = [served(1)];
    const page = await openFake();
    const lost = served(2, { final: false, cursor: null });
    await fake.tell("confirmed", { signature: "signature2", slot: 2, events: [lost] });
    await row(page, "signature2").waitFor();
    fake.items = [served(3), served(1)];
    fake.breakStreams();
    await row(page, "signature3").waitFor();
    await row(page, "signature2").waitFor({ state: "detached" });
    await row(page, "signature1").waitFor();
    await page.context().close();
    site.faults.splice(0);
  });

  it("shows texts of strangers as texts, and what is no event as nothing else", async () => {
    const metadata = { stamp: (sample["data"] as { stamp: unknown }).stamp };
    const named = (nth: number, name: string) =>
      served(nth, {
        name: "DiemMetadataSet",
        data: {
          ...metadata,
          before: null,
          after: { name, symbol: "<b>x</b>", uri: "javascript:alert(1)" },
        },
      });
    fake.items = [
      named(5, "x".repeat(10_000)),
      named(4, "\u202egnp.exe\u2066"),
      named(3, '<img src=x onerror="document.title=1">'),
      served(2, { data: { amount: {} } }),
      served(1, { name: "toString", data: "<script>" }),
    ];
    const page = await openFake();
    await fake.tell("event", "{", null, [], { events: 5 });
    await fake.tell("head", { slot: "<b>", lagSeconds: {} });
    await row(page, "signature5").waitFor();
    expect((await row(page, "signature5").innerText()).length).to.be.lessThan(600);
    const turned = await row(page, "signature4").innerText();
    expect(turned).not.to.match(/[\u202a-\u202e\u2066-\u2069]/);
    expect(await row(page, "signature3").innerText()).to.include("<img src=x onerror=");
    expect(await page.locator(".events img, .events script").count()).to.equal(0);
    for (const nth of [1, 2]) {
      await row(page, `signature${nth}`)
        .getByText("An event that this page cannot read.")
        .waitFor();
    }
    await page.setViewportSize(SCREENS.phone);
    await expectNoOverflow(page);
    await expectAccessible(page);
    await page.context().close();
    expect(site.faults).to.deep.equal([]);
  });

  it("stands still while it is paused or read, and says how much is new", async () => {
    fake.items = Array.from({ length: 100 }, (_, nth) => served(100 - nth));
    const page = await openFake();
    await row(page, "signature100").waitFor();
    await page.getByRole("button", { name: "Pause" }).click();
    await fake.tell("event", served(101), served(102));
    await page.getByText("The list is paused: 2 new").waitFor();
    expect(await row(page, "signature102").count()).to.equal(0);
    await page.getByRole("button", { name: "Go on" }).click();
    await row(page, "signature102").waitFor();
    await page.locator(".events").evaluate((list) => list.scrollTo(0, 2_000));
    await page.getByText("The list is paused.", { exact: true }).waitFor();
    await fake.tell("event", served(103));
    await page.getByText("The list is paused: 1 new").waitFor();
    await page.locator(".events").evaluate((list) => list.scrollTo(0, 0));
    await row(page, "signature103").waitFor();
    await page.context().close();
  });

  it("does not grow with what has happened", async () => {
    fake.items = [];
    const page = await openFake();
    const session = await page.context().newCDPSession(page);
    const heap = async () => {
      await session.send("HeapProfiler.collectGarbage");
      return (await session.send("Runtime.getHeapUsage")).usedSize;
    };
    const measured: number[] = [];
    for (let sent = 0; sent < EVENTS; sent += BATCH) {
      const batch = Array.from({ length: BATCH }, (_, nth) => served(sent + nth));
      await fake.tell("event", ...batch);
      if ((sent + BATCH) % (EVENTS / 4) > 0) continue;
      await row(page, `signature${sent + BATCH - 1}`).waitFor();
      measured.push(await heap());
    }
    const [first = 0, ...later] = measured;
    expect(Math.max(...later) - first, String(measured)).to.be.lessThan(SLACK);
    expect(await page.locator(".events li").count()).to.be.lessThan(60);
    await page.getByText("2000 events", { exact: true }).waitFor();
    await page.context().close();
  });
});
