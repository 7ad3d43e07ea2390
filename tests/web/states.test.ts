import { expect } from "chai";
import type { Page } from "playwright-core";
import { accounts, constants } from "@diem/sdk";
import { CHROMIUM } from "../support/browser";
import { openChannel } from "../support/channels";
import { nextEpoch } from "../support/epochs";
import { type MarketOptions, UNIT } from "../support/market";
import { setTerms } from "../support/providers";
import { mayUse } from "../support/tools";
import type { Actor, World } from "../support/world";
import { expectAccessible, expectNoOverflow } from "./checks";
import { SCREENS, visit } from "./site";
import { WorldSite } from "./world-site";

const EPOCH_SECS = 3_600n;
const WHALE = 2n ** 63n;
/** What no figure of a page may be. */
const NO_FIGURE = /\bNaN\b|\bInfinity\b|\bundefined\b|\bnull\b|\[object|\d\.?\d*e[+-]?\d/;

interface State {
  readonly name: string;
  readonly options?: MarketOptions;
  /** Makes the market what it is to be; returns whose wallet looks at it. */
  readonly make: (world: World) => Promise<Actor>;
  /** What each of these pages must say, by its path. */
  readonly says: Readonly<Record<string, readonly (string | RegExp)[]>>;
}

const STATES: readonly State[] = [
  {
    name: "that is empty",
    make: (world) => world.actor(UNIT),
    says: {
      "/you": ["You have nothing staked."],
      "/use": ["You have no channel yet.", "No provider sells anything now."],
      "/providers": ["This market has no provider yet."],
      "/govern": ["No change is announced."],
    },
  },
  {
    name: "whose supply is one and a half of its target, and whose rewards have ended",
    options: { params: { targetFloor: 100n * UNIT } },
    make: async (world) => {
      const holder = await world.staker(100_000_000n * UNIT);
      await world.fundRewards(1_000n * UNIT, EPOCH_SECS);
      await world.mint(holder, 50n * UNIT);
      await world.mint(holder, 100n * UNIT);
      await world.chain.advance(4n * EPOCH_SECS);
      return holder;
    },
    says: {
      "/": ["150 % of the target", /rewards 0 %/],
      "/you": ["the rewards have ended"],
    },
  },
  {
    name: "with amounts of one base unit and of 2^63",
    make: async (world) => {
      const capacity = constants.MAX_CAPACITY;
      const seller = await world.provider({ bond: WHALE / 2n, capacity, price: 1n });
      // at which the page asks nothing
      await setTerms(world, seller, { endpoint: "none" });
      const holder = await world.staker(WHALE);
      await world.mint(holder, 1n);
      await nextEpoch(world);
      await openChannel(world, { provider: seller, consumer: holder, deposit: 1n });
      return holder;
    },
    says: {
      "/use": ["<0.000001"],
      "/providers": ["4,611,686,018.42"],
      "/you": ["9,223,372,036.85477"],
    },
  },
];

for (const [nth, { name, options = {}, make, says }] of STATES.entries()) {
  describe(`web: every page of a market ${name}`, () => {
    if (!mayUse(CHROMIUM)) return;
    let site: WorldSite;
    let page: Page;
    let paths: readonly string[];

    before(async () => {
      const stakeCooldownSecs = EPOCH_SECS;
      const params = { stakeCooldownSecs, ...options.params };
      site = await WorldSite.start(400 + nth, { epochSecs: EPOCH_SECS, ...options, params });
      page = await site.openFor(await make(site.world), "/");
      const links = page.locator('nav[aria-label="Pages"] a');
      paths = await links.evaluateAll((all) =>
        all.map((link) => (link.getAttribute("href") ?? "").slice(1)),
      );
      const [provider] = await accounts.provider.fetchAll(site.world.chain.connection, {
        market: site.world.market.market,
      });
      if (provider !== undefined) paths = [...paths, `/providers/${provider.address.toBase58()}`];
    });

    after(() => site.close());

    const open = (path: string) => visit(page, site.served.url, path);

    it("says what is so", async () => {
      for (const [path, texts] of Object.entries(says)) {
        await open(path);
        for (const text of texts) await page.locator("main").getByText(text).first().waitFor();
      }
    });

    it("shows figures alone, and is accessible and whole on a phone and a desktop", async () => {
      for (const path of paths) {
        for (const size of [SCREENS.phone, SCREENS.desktop]) {
          await page.setViewportSize(size);
          await open(path);
          await expectNoOverflow(page);
        }
        await expectAccessible(page);
        const [wrong] = NO_FIGURE.exec(await page.locator("main").innerText()) ?? [];
        expect({ path, wrong }).to.deep.equal({ path, wrong: undefined });
      }
    });

    it("complains of nothing", () => {
      expect(site.faults).to.deep.equal([]);
    });
  });
}
