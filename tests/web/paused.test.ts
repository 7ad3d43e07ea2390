import { expect } from "chai";
import type { Page } from "playwright-core";
import { constants, instructions } from "@diem/sdk";
import { CHROMIUM } from "../support/browser";
import { openChannel } from "../support/channels";
import { nextEpoch } from "../support/epochs";
import { UNIT } from "../support/market";
import { requestBondWithdrawal, type Seller, setTerms } from "../support/providers";
import { mayUse } from "../support/tools";
import type { Actor } from "../support/world";
import { act } from "./dialogs";
import { expectAccessible, expectNoOverflow } from "./checks";
import { SCREENS } from "./site";
import { WorldSite } from "./world-site";

const EPOCH_SECS = 3_600n;
const ENTRIES = Object.keys(constants.PAUSE) as constants.Entry[];

/** Each action that a pause stops, by its page, with the entry that stops it. */
const STOPPED: Readonly<Record<string, Readonly<Record<string, constants.Entry>>>> = {
  you: { Stake: "stake", "Stake the rewards": "stake", Cancel: "stake", Mint: "mint" },
  use: { "Open a channel": "open", "Top up": "deposit", "Stake for quota": "deposit" },
  provider: { "Add bond": "register" },
  providers: { "Become a provider": "register" },
};

/** A button that acts, as a user finds it. */
interface Button {
  readonly name: string;
  readonly disabled: boolean;
  /** What a screen reader says of it besides its name. */
  readonly why: string;
}

describe("web: a market in which everything that can be is paused", () => {
  if (!mayUse(CHROMIUM)) return;
  let site: WorldSite;
  /** Holds everything that a wallet can hold in a market. */
  let holder: Actor;
  let stranger: Actor;
  let seller: Seller;
  let page: Page;
  let paths: Readonly<Record<string, string>>;

  before(async () => {
    site = await WorldSite.start(396, { epochSecs: EPOCH_SECS });
    const { world } = site;
    const offer = { capacity: 40n * constants.CREDIT_UNIT, bond: 60n * UNIT };
    seller = await world.provider(offer);
    // at which the page asks nothing
    await setTerms(world, seller, { endpoint: "none" });
    holder = seller.owner;
    await world.actor(100_000n * UNIT, holder.keypair);
    await world.send([world.openPosition(holder)], [holder.keypair]);
    await world.stake(holder, 50_000n * UNIT);
    await world.mint(holder, 20n * UNIT);
    await world.requestUnstake(holder, UNIT);
    await world.fundRewards(1_000n * UNIT, 40n * 86_400n);
    await nextEpoch(world);
    await openChannel(world, { provider: seller, consumer: holder, deposit: 5n * UNIT });
    await requestBondWithdrawal(world, seller, UNIT);
    stranger = await world.actor(100n * UNIT);
    paths = {
      ...{ market: "/", you: "/you", use: "/use", providers: "/providers", govern: "/govern" },
      provider: `/providers/${seller.provider.toBase58()}`,
    };
    page = await site.openFor(holder, "/you");
  });

  after(() => site.close());

  const pausing = (kind: "pause" | "unpause", entries: readonly constants.Entry[]) => {
    const { market, creator } = site.world;
    const key = creator.publicKey;
    const instruction =
      kind === "pause"
        ? instructions.pause({ market, pauser: key, entries })
        : instructions.unpause({ market, authority: key, entries });
    return site.world.send([instruction], [creator]);
  };

  /** Opens a page of a window, as it is now on the chain. */
  async function visit(window: Page, name: string): Promise<void> {
    await window.goto(`${site.served.url}#${paths[name]}`);
    await window.reload();
    await window.locator("main h1").waitFor();
    await window.locator(".loading").first().waitFor({ state: "detached" });
  }

  const button = (window: Page, name: string) =>
    window.locator("main").getByRole("button", { name, exact: true });
  const whyOf = (window: Page, name: string) =>
    window
      .locator(".act", { has: window.getByRole("button", { name, exact: true }) })
      .locator(".why");

  /** All buttons of the page, with what is said of those that cannot be pressed. */
  function buttonsOf(window: Page): Promise<readonly Button[]> {
    return window.locator("main button").evaluateAll((all) =>
      (all as HTMLButtonElement[])
        .filter((one) => one.checkVisibility())
        .map((one) => ({
          name: one.innerText,
          disabled: one.disabled || one.getAttribute("aria-disabled") === "true",
          why: document.getElementById(one.getAttribute("aria-describedby") ?? "")?.innerText ?? "",
        })),
    );
  }

  /** Who looks at a page: whose provider it is can register no other. */
  async function windowFor(name: string): Promise<Page> {
    return name === "providers" ? site.openFor(stranger, "/providers") : page;
  }

  it("lets all of it be done before, but for what has a reason of its own", async () => {
    for (const [name, actions] of Object.entries(STOPPED)) {
      const window = await windowFor(name);
      await visit(window, name);
      for (const action of Object.keys(actions)) {
        await button(window, action).first().waitFor();
        await whyOf(window, action).first().waitFor({ state: "detached" });
      }
      if (window !== page) await window.context().close();
    }
  });

  for (const entry of ENTRIES) {
    it(`stops with ${entry} what it says, and nothing else`, async () => {
      await pausing("pause", [entry]);
      try {
        for (const [name, actions] of Object.entries(STOPPED)) {
          const window = await windowFor(name);
          await visit(window, name);
          await window.locator(".notices").getByText(`guardian: ${entry}.`).waitFor();
          for (const [action, stopping] of Object.entries(actions)) {
            await button(window, action).first().waitFor();
            // a channel begins with a deposit
            const stops =
              stopping === entry || (entry === "deposit" && action === "Open a channel");
            const said = whyOf(window, action).first();
            if (stops) await said.getByText(/^The market's guardian has paused /).waitFor();
            else await said.waitFor({ state: "detached" });
          }
          if (window !== page) await window.context().close();
        }
      } finally {
        await pausing("unpause", [entry]);
      }
    });
  }

  it("says of every button that cannot be pressed why, on every page, and opens nothing by it", async () => {
    await pausing("pause", ENTRIES);
    for (const name of Object.keys(paths)) {
      await visit(page, name);
      const all = await buttonsOf(page);
      const silent = all.filter(({ disabled, why }) => disabled && why.trim() === "");
      expect({ name, silent }).to.deep.equal({ name, silent: [] });
      for (const { name: action, disabled } of all) {
        if (!disabled) continue;
        await button(page, action).first().click({ force: true });
        expect(await page.locator("dialog[open]").count(), action).to.equal(0);
      }
      await expectAccessible(page);
      for (const size of [SCREENS.phone, SCREENS.desktop]) {
        await page.setViewportSize(size);
        await expectNoOverflow(page);
      }
    }
  });

  it("lets its holder leave: burn, claim, unstake, unstake quota, close, take out bond and retire", async () => {
    await visit(page, "you");
    await act(page, "Claim");
    await act(page, "Burn", { "Amount (DIEM)": "1" });
    await act(page, "Unstake", { "Amount (VVV)": "1" });
    await visit(page, "use");
    await act(page, "Request closing");
    await visit(page, "provider");
    await act(page, "Take out bond", { "Amount (VVV)": "1" });
    await act(page, "Retire");
  });

  it("complains of nothing", () => {
    expect(site.faults).to.deep.equal([]);
  });
});
