import { expect } from "chai";
import type { Page, Route } from "playwright-core";
import { Keypair } from "@solana/web3.js";
import { constants, type DiemClient } from "@diem/sdk";
import { CHROMIUM } from "../support/browser";
import { mayUse } from "../support/tools";
import { begin, dialogOf, reach, sign } from "./dialogs";
import { expectAccessible } from "./checks";
import { Site } from "./site";
import { addWallet, type PageWallet } from "./wallet-in-page";
import { openYou, positionOf, until, vvv } from "./you-support";

/** Holds the requests of a page back until they are released. */
async function holding(page: Page, url: string) {
  const held: Route[] = [];
  let holds = true;
  await page.route(url, (route) => (holds ? void held.push(route) : route.continue()));
  return {
    count: () => held.length,
    release: async () => {
      holds = false;
      await Promise.all(held.map((route) => route.continue()));
    },
  };
}

describe("web: wallets that refuse, nodes that are gone, and two tabs", () => {
  if (!mayUse(CHROMIUM)) return;
  let site: Site;
  let client: DiemClient;
  let page: Page;
  let wallet: PageWallet;
  const stranger = Keypair.generate();

  const opened = async (chain?: string) => {
    page = await (await site.browser.newContext()).newPage();
    wallet = await addWallet(page, [site.network.wallets.staker, stranger], chain);
    await page.goto(site.services.page.url);
    await page.getByRole("button", { name: "Connect a wallet" }).click();
    await page.getByRole("button", { name: "Test wallet" }).click();
    await openYou(page);
  };
  const staked = async () => (await client.read.position())?.staked ?? 0n;

  before(async () => {
    site = await Site.start();
    client = await site.client("staker");
    await client.act.stake({ amount: vvv(client, 20_000n) });
  });

  beforeEach(() => opened());
  afterEach(() => page.context().close());
  after(() => site.close());

  /** Begins to stake, signs, and reads what the dialog says once it failed. */
  const failure = async () => {
    await begin(page, "Stake", { "Amount (VVV)": "1" });
    await sign(page);
    const dialog = dialogOf(page);
    await reach(page, "failed");
    return dialog.innerText();
  };

  for (const [manner, said] of [
    ["refuses", "Test wallet did not sign: "],
    ["unsigned", "the wallet returned the transaction without its signature"],
    ["another", "Test wallet signed another transaction than the one that you were shown"],
  ] as const) {
    it(`sends nothing where the wallet answers so: ${manner}; the next try goes through`, async () => {
      const before = await staked();
      wallet.manner = manner;
      expect(await failure()).to.contain(said);
      await expectAccessible(page);
      expect(await staked()).to.equal(before);
      wallet.manner = "signs";
      await dialogOf(page).getByRole("button", { name: "Try again" }).click();
      await sign(page);
      await reach(page, "confirmed");
      expect(await staked()).to.equal(before + vvv(client, 1n));
      expect(wallet.asked).to.equal(2);
    });
  }

  it("stops waiting for a wallet that does not answer, and sends nothing", async () => {
    const before = await staked();
    wallet.manner = "silent";
    await begin(page, "Stake", { "Amount (VVV)": "1" });
    await sign(page);
    await dialogOf(page).getByRole("button", { name: "Do not sign" }).click();
    await reach(page, "preview");
    expect(await staked()).to.equal(before);
  });

  it("sends once for two clicks", async () => {
    const before = await staked();
    await begin(page, "Stake", { "Amount (VVV)": "1" });
    const button = dialogOf(page).getByRole("button", { name: /^Sign with/ });
    await dialogOf(page).getByText("Fee and rent").waitFor();
    await button.evaluate((element: HTMLElement) => {
      element.click();
      element.click();
    });
    await reach(page, "confirmed");
    expect(wallet.asked).to.equal(1);
    expect(await staked()).to.equal(before + vvv(client, 1n));
  });

  it("closes what was begun for another account of the wallet, and says so", async () => {
    const dialog = await begin(page, "Stake", { "Amount (VVV)": "1" });
    await dialog.getByText("Fee and rent").waitFor();
    await wallet.choose(1);
    await page.locator("main").getByText("nothing is signed any more").waitFor();
    await page.getByText("This wallet has no SOL").waitFor();
    await expectAccessible(page);
    expect(wallet.asked).to.equal(0);
  });

  it("says what a missing fee needs", async () => {
    const { chain } = site.network;
    const { publicKey } = site.network.wallets.staker;
    const account = chain?.getAccount(publicKey);
    if (chain === null || account == null) throw new Error("the staker has no account");
    chain.setAccount(publicKey, { ...account, lamports: 0 });
    try {
      const dialog = await begin(page, "Unstake", { "Amount (VVV)": "1" });
      await dialog.getByText("too little SOL").waitFor();
      expect(await dialog.innerText()).to.contain("send SOL to the payer");
    } finally {
      chain.setAccount(publicKey, account);
    }
  });

  it("refuses a wallet of another cluster before anything is signed", async () => {
    await page.context().close();
    await opened("solana:mainnet");
    await page.locator("main").getByText("the market is on solana:localnet").first().waitFor();
    const dialog = await begin(page, "Stake", { "Amount (VVV)": "1" });
    await dialog.getByText("Fee and rent").waitFor();
    expect(await dialog.getByRole("button", { name: /^Sign with/ }).isDisabled()).to.equal(true);
  });

  it("goes on by itself when the node is back, with what it showed before", async () => {
    const rpc = `${site.network.url}/**`;
    const gone = (route: Route) => route.abort();
    await page.route(rpc, gone);
    await page.getByRole("alert").getByText("does not answer").first().waitFor({ timeout: 60_000 });
    await page
      .locator(`.figure data[value="${await staked()}"]`)
      .first()
      .waitFor();
    const dialog = await begin(page, "Stake", { "Amount (VVV)": "1" });
    await dialog.getByRole("alert").first().waitFor();
    expect(await dialog.getByRole("button", { name: /^Sign with/ }).isDisabled()).to.equal(true);
    await page.unroute(rpc, gone);
    const before = await staked();
    await sign(page);
    await reach(page, "confirmed");
    expect(await staked()).to.equal(before + vvv(client, 1n));
  });

  it("looks an unknown outcome up, also after the dialog is closed, and signs nothing again", async () => {
    const before = await staked();
    const rpc = `${site.network.url}/**`;
    let asked = 0;
    // the node takes the transaction, and answers nothing from then on
    const gone = async (route: Route) => {
      const { method } = route.request().postDataJSON() as { method?: string };
      if (method === "sendTransaction") asked += 1;
      if (asked === 0) return route.continue();
      if (method === "sendTransaction" && asked === 1) await route.fetch();
      return route.abort();
    };
    await page.route(rpc, gone);
    await begin(page, "Stake", { "Amount (VVV)": "3" });
    await sign(page);
    await reach(page, "sent");
    await until(async () => (await staked()) > before);
    await dialogOf(page).getByRole("button", { name: "Stop waiting" }).click();
    await reach(page, "unknown");
    await dialogOf(page).getByText("Do not sign it again").waitFor();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await page.locator("main").getByText("Do not sign it again").waitFor();
    await page.locator("main").getByRole("button", { name: "Look it up now" }).click();
    await page.unroute(rpc, gone);
    await page.locator("main").getByText("Stake: it is confirmed.").waitFor();
    expect(await staked()).to.equal(before + vvv(client, 3n));
    expect(wallet.asked).to.equal(1);
  });

  it("asks again where the market moved past the bound", async () => {
    const other = await site.client("consumer");
    await begin(page, "Mint", { "Amount (DIEM)": "1", "Slippage (%)": "0" });
    await dialogOf(page).getByText("Fee and rent").waitFor();
    const held = await holding(page, `${site.network.url}/**`);
    await other.act.mintDiem({ diemAmount: 30n * constants.DIEM_UNIT });
    await dialogOf(page)
      .getByRole("button", { name: /^Sign with/ })
      .click();
    await until(() => Promise.resolve(held.count() > 0));
    await held.release();
    await dialogOf(page).getByText("The market moved past the bound").waitFor();
    expect(wallet.asked).to.equal(0);
    // an epoch that ends now moves the market again
    await dialogOf(page).getByLabel("Slippage (%)").fill("5");
    await sign(page);
    await reach(page, "confirmed");
    expect((await positionOf(client)).bill).to.equal(constants.DIEM_UNIT);
  });

  it("keeps two tabs of a browser apart: the second looks again before it signs", async () => {
    await page.context().close();
    const first = await site.open();
    await site.connect(first, "staker");
    const second = await site.openIn(first.context());
    const before = await staked();
    for (const tab of [first, second]) {
      await openYou(tab);
      await begin(tab, "Stake", { "Amount (VVV)": "2" });
      await dialogOf(tab).getByText("Fee and rent").waitFor();
    }
    // the wallet of the first one does not answer until the second one was asked to sign as well
    const held = await holding(first, "**/local-wallets/sign");
    await sign(first);
    await until(() => Promise.resolve(held.count() === 1));
    await sign(second);
    await reach(second, "waiting");
    await held.release();
    await reach(first, "confirmed");
    await dialogOf(second).getByText("Another tab acted").waitFor();
    await sign(second);
    await reach(second, "confirmed");
    expect(await staked()).to.equal(before + vvv(client, 4n));
    page = first;
  });

  it("acts with the keyboard alone", async () => {
    const before = await staked();
    await page.locator("main").getByRole("button", { name: "Stake", exact: true }).focus();
    await page.keyboard.press("Enter");
    await dialogOf(page).waitFor();
    await page.keyboard.type("1");
    await dialogOf(page).getByText("Fee and rent").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await reach(page, "confirmed");
    expect(await staked()).to.equal(before + vvv(client, 1n));
  });
});
