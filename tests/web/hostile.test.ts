import { expect } from "chai";
import type { BrowserContext, Page, Route } from "playwright-core";
import { TOKEN_METADATA_PROGRAM_ID } from "../../app/sdk/src/token-metadata";
import { CHROMIUM } from "../support/browser";
import { mayUse } from "../support/tools";
import { SCREENS, Site, visit } from "./site";
import { coolForADay } from "./you-support";

const CORS = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "x-diem-slot, x-diem-lag-slots, x-diem-lag-seconds",
};
const PROGRESS = { "x-diem-slot": "7", "x-diem-lag-slots": "9000", "x-diem-lag-seconds": "3600" };

/** A name as a thief of names writes it: markup, a text that is turned around, and 10 kB. */
const NAME = `<img src=x onerror="document.title='owned'">\u202Eevil\u2066${"x".repeat(10_000)}`;

/** What an indexer answers that is no history. */
const LIES: readonly (readonly [string, unknown])[] = [
  ["nothing", {}],
  ["figures in the place of lists", { items: 5, points: 5, events: 5, series: 5 }],
  [
    "events without data",
    { items: [{ name: "ProviderSlashed", data: {} }, null, 7], points: [null] },
  ],
  ["a text", "history"],
  ["a list", [1, 2, 3]],
];

/** The account of Metaplex's program that gives a mint its texts. */
function metadataAccount(texts: readonly string[]): string {
  const parts = texts.map((text) => {
    const bytes = Buffer.from(text);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    return Buffer.concat([length, bytes]);
  });
  return Buffer.concat([Buffer.alloc(65), ...parts]).toString("base64");
}

describe("web: a page whose sources lie, fall behind or fail", () => {
  if (!mayUse(CHROMIUM)) return;
  let site: Site;
  let paths: readonly string[];

  before(async () => {
    site = await Site.start();
    // an announcement of a test is never over before the page shows it
    await coolForADay(site);
    const page = await site.open();
    const links = page.locator('nav[aria-label="Pages"] a');
    await links.first().waitFor();
    paths = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
    await page.context().close();
  });

  after(() => site.close());

  async function prepared(prepare: (context: BrowserContext) => Promise<unknown>): Promise<Page> {
    const context = await site.browser.newContext({ viewport: SCREENS.desktop });
    await prepare(context);
    return site.openIn(context, site.services.page.link);
  }

  /** Closes the window of a page, also while its routes are still busy. */
  async function closed(page: Page): Promise<void> {
    await page.context().unrouteAll({ behavior: "ignoreErrors" });
    await page.context().close();
  }

  const indexed = (context: BrowserContext, answer: (route: Route) => Promise<unknown>) =>
    context.route(`${site.services.indexer.url}/**`, answer);

  /** Every page shows itself, and its part from the chain works: the wallet can stake. */
  async function expectWorking(page: Page): Promise<void> {
    await site.connect(page, "staker");
    for (const href of paths) {
      await visit(page, site.services.page.url, href.slice(1));
    }
    await page.getByRole("link", { name: "Govern" }).click();
    await page.getByRole("heading", { name: "Parameters" }).waitFor();
    await page.getByRole("button", { name: "Fund rewards" }).click();
    await page.getByLabel("Amount (VVV)").fill("1");
    await page.getByText("Fee and rent").waitFor();
    expect(await page.locator("dialog button.primary").isEnabled()).to.equal(true);
  }

  it("works without an indexer that answers, and says that there is no history", async () => {
    const page = await prepared((context) => indexed(context, (route) => route.abort()));
    await page.getByText("the indexer does not answer: no history").waitFor();
    await expectWorking(page);
    await closed(page);
  });

  it("says how far an indexer is behind", async () => {
    const page = await prepared((context) =>
      indexed(context, async (route) => {
        const response = await route.fetch();
        return route.fulfill({
          response,
          headers: { ...response.headers(), ...CORS, ...PROGRESS },
        });
      }),
    );
    await page.getByText("history to slot 7, 1 h behind").waitFor();
    await expectWorking(page);
    await closed(page);
  });

  for (const [name, lie] of LIES) {
    it(`works beside an indexer that answers ${name}`, async () => {
      const page = await prepared((context) =>
        indexed(context, (route) =>
          route.fulfill({ json: lie, headers: { ...CORS, ...PROGRESS } }),
        ),
      );
      await expectWorking(page);
      await closed(page);
    });
  }

  for (const [clock, skewMs] of [
    ["an hour fast", 3_600_000],
    ["an hour slow", -3_600_000],
  ] as const) {
    it(`goes by the chain's clock where the browser's is ${clock}`, async () => {
      const client = await site.client("authority");
      const { params } = await client.read.market();
      await client.act.proposeParams({ params: { ...params, quotaPoolEpochs: 40 } });
      const page = await prepared((context) =>
        context.addInitScript((skew) => {
          const now = Date.now.bind(Date);
          Date.now = () => now() + skew;
        }, skewMs),
      );
      await page.getByRole("link", { name: "Govern" }).click();
      await page
        .locator("[data-pending]")
        .getByText(/^Anyone may, in (1 day|23 h 5\d min)\.$/)
        .waitFor();
      await client.act.cancelParams();
      await expectWorking(page);
      await closed(page);
    });
  }

  it("shows the texts of a market as texts: no markup, no turned text, no page of them", async () => {
    const page = await prepared((context) =>
      context.route(`${site.network.url}/**`, async (route) => {
        const asked = route.request().postDataJSON() as {
          readonly method?: string;
          readonly id?: string;
        };
        const response = await route.fetch();
        const json = (await response.json()) as { result?: { value?: unknown; context?: object } };
        // of one account at once, the page asks for this one alone
        if (asked.method !== "getAccountInfo" || json.result?.value !== null) {
          return route.fulfill({ response });
        }
        json.result.value = {
          data: [metadataAccount([NAME, "\u202EDIEM", "javascript:alert(1)"]), "base64"],
          owner: TOKEN_METADATA_PROGRAM_ID.toBase58(),
          ...{ lamports: 1, executable: false, rentEpoch: 0, space: 1 },
        };
        return route.fulfill({ json, headers: CORS });
      }),
    );
    await page.getByRole("link", { name: "Govern" }).click();
    const shown = page.locator("[data-metadata] dd");
    await shown.first().waitFor();
    const [name = "", symbol = "", uri = ""] = await shown.allTextContents();
    expect(name)
      .to.match(/^<img src=x onerror=/)
      .and.to.have.lengthOf(201);
    expect(name + symbol).not.to.match(/[\u202A-\u202E\u2066-\u2069]/);
    expect(uri).to.equal("javascript:alert(1)");
    expect(await page.locator("[data-metadata] :is(img, a)").count()).to.equal(0);
    expect(await page.title()).to.equal("DIEM");
    await closed(page);
  });
});
