import { expect } from "chai";
import type { Page, Route } from "playwright-core";
import { constants, instructions, pda } from "@diem/sdk";
import { type ModelPrice, priceListBytes } from "@diem/wire";
import { CHROMIUM } from "../support/browser";
import { nextEpoch } from "../support/epochs";
import { providerTerms, UNIT } from "../support/market";
import { mayUse } from "../support/tools";
import { holds } from "../indexer/context";
import { begin, confirm } from "./dialogs";
import { expectAccessible, expectNoOverflow, figureOf } from "./checks";
import { PriceLists, type Published } from "./price-lists";
import { SCREENS } from "./site";
import { WorldSite } from "./world-site";

const MOST = Number.MAX_SAFE_INTEGER;
const DEEP = "[".repeat(200_000) + "]".repeat(200_000);
const MARKUP = `<img src=x onerror="document.title='owned'">`;
const TURNED = "\u202Egpt\u2066-4\u200B";
const list = (models: string) => `{"models":{${models}},"version":1}`;

/** What a provider may publish and put the true hash of on chain, and how the page refuses it. */
const REFUSED: readonly (readonly [
  what: string,
  bytes: string,
  said: string | RegExp,
  name: string,
])[] = [
  ["a price below nothing", list('"m":{"input":-1}'), ".input is -1", "PriceListWrong"],
  ["a price that no number holds", list('"m":{"input":1e400}'), ".input is null", "PriceListWrong"],
  [
    "a price above 2^53",
    list('"m":{"input":9007199254740993}'),
    ".input is 9007199254740992",
    "PriceListWrong",
  ],
  ["a price as text", list('"m":{"input":"1"}'), '.input is "1"', "PriceListWrong"],
  ["lists in the place of models", list(`"m":${DEEP}`), 'models["m"] is a list', "PriceListWrong"],
  [
    "a version of endless lists",
    `{"models":{},"version":${DEEP}}`,
    "version is a list",
    "PriceListWrong",
  ],
  [
    "a name of 10 kB",
    list(`"${"x".repeat(10_000)}":{"input":1}`),
    "has an id of 10000 characters",
    "PriceListWrong",
  ],
  [
    "an unknown member with markup",
    list(`"m":{"input":1,"<b>":1}`),
    'has a member "<b>" that is not known',
    "PriceListWrong",
  ],
  [
    "a reference to itself",
    list('"m":{"$ref":"#/models/m","input":1}'),
    'has a member "$ref"',
    "PriceListWrong",
  ],
  [
    "a model twice, dear and cheap",
    list('"m":{"input":9},"m":{"input":1}'),
    "not in canonical form",
    "PriceListNotCanonical",
  ],
  [
    "a model that is the prototype",
    list('"__proto__":{"input":1}'),
    "cannot be the name of a member",
    "PriceListWrong",
  ],
  [
    "more models than a list may have",
    list(Array.from({ length: 10_001 }, (_, nth) => `"m${nth}":{"input":1}`).join()),
    "has 10001 models",
    "PriceListWrong",
  ],
  ["no JSON", "<html>", "not JSON in UTF-8", "PriceListNotCanonical"],
  [
    "more bytes than the page takes",
    " ".repeat(4 * 1024 * 1024 + 1),
    "more than 4194304 bytes",
    "PriceListTooLong",
  ],
];

const HIGHEST: ModelPrice = {
  ...{ input: MOST, cached_input: MOST, output: MOST, request: MOST, image: MOST },
  max_output: MOST,
};

/** Models of lists that follow the wire, and are shown. */
const SHOWN: Readonly<Record<string, Readonly<Record<string, ModelPrice>>>> = {
  "names and prices": {
    [MARKUP]: HIGHEST,
    [TURNED]: { input: 0 },
    ["y".repeat(256)]: { input: 1 },
  },
  "a dear model": { dear: { input: MOST, output: MOST, max_output: 100 } },
  "many models": Object.fromEntries(
    Array.from({ length: 10_000 }, (_, nth) => [`model-${nth}`, { input: nth }]),
  ),
};

describe("web: a hostile price list that has the hash on chain", () => {
  if (!mayUse(CHROMIUM)) return;
  let site: WorldSite;
  let lists: PriceLists;
  let page: Page;
  /** Addresses of providers, by what they publish. */
  const sellers = new Map<string, string>();

  before(async () => {
    site = await WorldSite.start(394, { epochSecs: 3_600n });
    lists = await PriceLists.start();
    const consumer = await site.world.consumer(20n * UNIT);
    for (const [what, bytes] of REFUSED) sellers.set(what, await registered(lists.publish(bytes)));
    for (const [what, models] of Object.entries(SHOWN)) {
      const list = priceListBytes({ version: 1, models });
      sellers.set(what, await registered(lists.publish(list)));
    }
    await nextEpoch(site.world);
    page = await site.openFor(consumer, "/providers");
  });

  after(async () => {
    await lists.close();
    await site.close();
  });

  /** Registers a provider that sells by a published list; returns its address. */
  async function registered({ endpoint, hash }: Published): Promise<string> {
    const { world } = site;
    const { keypair, address } = await world.actor(100n * UNIT);
    const registration = {
      ...{ market: world.market, owner: address, bond: 40n * UNIT },
      ...{ capacity: 40n * constants.CREDIT_UNIT, quotaCapacity: 0n },
      terms: { ...providerTerms(address), endpoint, price: UNIT, priceListHash: hash },
    };
    await world.send([instructions.registerProvider(registration)], [keypair]);
    return pda.provider({ market: world.market.market, owner: address }).toBase58();
  }

  const sellerOf = (what: string): string => {
    const address = sellers.get(what);
    if (address === undefined) throw new Error(`nobody publishes ${what}`);
    return address;
  };

  /** Opens the page of the provider that publishes something. */
  async function visit(what: string): Promise<void> {
    const address = sellerOf(what);
    await page.goto(`${site.served.url}#/providers/${address}`);
    await page.getByRole("heading", { name: `Provider ${address.slice(0, 4)}` }).waitFor();
  }

  /** Opens the playground with the provider that publishes something. */
  async function play(what: string): Promise<void> {
    const address = sellerOf(what);
    await page.goto(`${site.served.url}#/use`);
    const providers = page.locator("label.field", { hasText: /^Provider/ }).locator("select");
    await providers.locator(`option[value="${address}"]`).waitFor({ state: "attached" });
    await providers.selectOption(address);
  }

  for (const [what, , said, name] of REFUSED) {
    it(`refuses ${what} by name, and buys nothing by it`, async () => {
      await visit(what);
      const note = page.locator(".note.warn", { hasText: "The price list:" });
      await note.getByText(said).waitFor();
      await note.getByText(name, { exact: true }).waitFor();
      expect((await note.innerText()).length).to.be.below(500);
      expect(await page.getByRole("region", { name: "Models and their prices" }).count()).to.equal(
        0,
      );
      await play(what);
      await page.locator(".note.warn").getByText(name, { exact: true }).waitFor();
      for (const button of ["Open a channel to chat", "Send"])
        expect(await page.getByRole("button", { name: button }).count()).to.equal(0);
      expect(await page.locator("label.field", { hasText: /^Model/ }).count()).to.equal(0);
    });
  }

  it("says of each of them in the list of providers that it is none", async () => {
    await page.getByRole("link", { name: "Providers", exact: true }).click();
    const table = page.getByRole("region", { name: /^Providers/ });
    await table
      .getByText("no price list")
      .nth(REFUSED.length - 1)
      .waitFor();
    await expectAccessible(page);
    await expectNoOverflow(page);
  });

  it("shows markup, turned text and the highest prices as what they are", async () => {
    await visit("names and prices");
    const table = page.getByRole("region", { name: "Models and their prices" });
    await table.waitFor();
    const names = (await table.locator("tbody td:first-child").allTextContents()).sort();
    expect(names).to.deep.equal([MARKUP, `${"y".repeat(64)}…`, "\ufffdgpt\ufffd-4\ufffd"].sort());
    expect(await table.locator("img").count()).to.equal(0);
    const row = table.getByRole("row", { name: /onerror/ });
    // credits of 10^6 micro-credits at one DIEM each
    await row
      .locator(`data[value="${BigInt(MOST) * 1_000n}"]`)
      .first()
      .waitFor();
    expect(await row.innerText())
      .to.include("9,007,199,254.740991")
      .and.not.match(/\de[+-]?\d/);
    expect(await page.title()).to.equal("DIEM");
    await expectAccessible(page);
    for (const size of Object.values(SCREENS)) {
      await page.setViewportSize(size);
      await expectNoOverflow(page);
    }
    await page.setViewportSize(SCREENS.desktop);
  });

  it("signs no voucher for a message that costs more than its user allows", async () => {
    await play("a dear model");
    await begin(page, "Open a channel to chat", { "Deposit (DIEM)": "1" });
    await confirm(page);
    await page.getByText("Voucher ceiling").waitFor();
    await page.getByLabel("Message", { exact: true }).fill("what does it cost?");
    await page.getByRole("button", { name: "Send" }).click();
    const answer = page.locator(".message.assistant .bad");
    await answer.getByText("OverBudget").waitFor();
    await figureOf(page, "Voucher ceiling").locator('data[value="0"]').waitFor();
    expect(lists.others.filter((path) => path.includes("completions"))).to.deep.equal([]);
  });

  it("stays smooth with as many models as a list may have", async () => {
    await visit("many models");
    const table = page.getByRole("region", { name: "Models and their prices" });
    expect(await table.locator("table").getAttribute("aria-rowcount")).to.equal("10001");
    expect(await table.locator("tbody tr[aria-rowindex]").count()).to.be.below(100);
    // the first rows stand in for the rest until what draws a part of the table is loaded
    await table.locator("tbody tr[aria-hidden]").waitFor({ state: "attached" });
    await table.evaluate((region) => region.scrollTo(0, region.scrollHeight));
    await table.getByText("model-9999", { exact: true }).waitFor();
    await play("many models");
    await page.getByText("Prices of 10,000 models").waitFor();
  });

  it("keeps the place in a long table that was scrolled to before all of its code was loaded", async () => {
    const other = await site.open();
    const code: Route[] = [];
    await other.route("**/long-rows*", (route) => void code.push(route));
    await other.goto(`${site.served.url}#/providers/${sellerOf("many models")}`);
    const table = other.getByRole("region", { name: "Models and their prices" });
    await holds(() => code.length > 0);
    const scrolled = () => table.evaluate((region) => region.scrollTop);
    await table.evaluate((region) => region.scrollTo(0, region.scrollHeight));
    const place = await scrolled();
    expect(place).to.be.greaterThan(0);
    const names = await table.locator("tbody td:first-child").allInnerTexts();
    const [top, bottom] = [names[0], names.at(-1)].map((name = "none") =>
      table.getByText(name, { exact: true }),
    );
    await Promise.all(code.map((route) => route.continue()));
    await table.locator("tbody tr[aria-hidden]").first().waitFor({ state: "attached" });
    await top?.waitFor({ state: "detached" });
    await bottom?.waitFor();
    expect(await scrolled()).to.equal(place);
    await other.context().close();
  });

  it("complains of nothing", () => {
    // the gateways of this test know no channel, which the browser calls an error
    const faults = site.faults.filter((fault) => !fault.includes("404"));
    expect(faults).to.deep.equal([]);
  });
});
