import { expect } from "chai";
import type { Page } from "playwright-core";
import { DiemClient, keypairWallet, quotes, views } from "@diem/sdk";
import { CHROMIUM } from "../support/browser";
import { openChannel } from "../support/channels";
import { UNIT } from "../support/market";
import { collect } from "../support/settling";
import { mayUse } from "../support/tools";
import { serve } from "../support/trade";
import type { Actor } from "../support/world";
import { act, begin, confirm, dialogOf } from "./dialogs";
import { SCREENS } from "./site";
import { WorldSite } from "./world-site";

const EPOCH_SECS = 3_600n;

describe("web: what anyone pays into a market, and how its authority names it", () => {
  if (!mayUse(CHROMIUM)) return;
  let site: WorldSite;
  let payer: Actor;
  let anyone: Page;
  let authority: Page;

  before(async () => {
    site = await WorldSite.start(398, { epochSecs: EPOCH_SECS });
    const { world } = site;
    const { clusterTag } = await world.marketAccount();
    payer = await world.consumer(40n * UNIT);
    const provider = await world.provider({});
    const opened = await openChannel(world, { provider, consumer: payer, deposit: 10n * UNIT });
    await serve(world, opened, { diem: 10n * UNIT }, { clusterTag });
    await collect(world, opened);
    await world.distribute(provider.provider);
    anyone = await site.openFor(payer, "/govern", { viewport: SCREENS.phone });
    authority = await site.openFor({ keypair: world.creator }, "/govern");
  });

  after(() => site.close());

  const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

  it("fills the quota pool by what is paid", async () => {
    const { quotaPool } = await site.world.marketAccount();
    await act(anyone, "Fund the quota pool", { "Amount (DIEM)": "2.5" });
    const after = (await site.world.marketAccount()).quotaPool;
    expect(after - quotaPool).to.equal((5n * UNIT) / 2n);
  });

  it("pays the treasury what it is owed, and nobody else", async () => {
    const { world } = site;
    const before = await world.marketAccount();
    const owed = quotes.splitFee({ market: before, amount: 10n * UNIT }).treasury;
    expect(before.treasuryOwed).to.equal(owed);
    const { diem } = await world.actor(0n, world.treasury);
    const dialog = await begin(anyone, "Pay the treasury");
    await dialog.getByText(world.treasury.publicKey.toBase58()).first().waitFor();
    await dialog.locator(`data[value="${owed}"]`).waitFor();
    await confirm(anyone);
    expect(await world.balance(diem)).to.equal(owed);
    expect((await world.marketAccount()).treasuryOwed).to.equal(0n);
    await anyone.getByText("The treasury is owed nothing now.").waitFor();
  });

  it("cancels the proposal of another authority", async () => {
    await act(authority, "Propose another authority", {
      "Address of the next authority": payer.address.toBase58(),
    });
    expect((await site.world.marketAccount()).pendingAuthority?.equals(payer.address)).to.equal(
      true,
    );
    await act(authority, "Cancel the proposal");
    expect((await site.world.marketAccount()).pendingAuthority).to.equal(null);
    await button(authority, "Cancel the proposal").waitFor({ state: "detached" });
  });

  it("names DIEM for wallets, within the bytes that a name may have", async () => {
    const dialog = await begin(authority, "Change them", { Name: "n".repeat(33), Symbol: "DIEM" });
    await dialog.getByText("Write 1 to 32 bytes.").waitFor();
    await dialog.getByLabel("Name").fill("Compute");
    await confirm(authority);
    const { market, chain } = site.world;
    const metadata = await views.diemMetadata({ connection: chain.connection, market });
    expect(metadata).to.include({ name: "Compute", symbol: "DIEM", uri: "" });
    await authority.locator("[data-metadata]").getByText("Compute").waitFor();
  });

  it("makes a preview again where a keeper closed the same epochs before the signature", async () => {
    const { chain, market, creator } = site.world;
    const wallet = keypairWallet(creator);
    const { connection } = chain;
    const client = await DiemClient.connect({ connection, market: market.market, wallet });
    const { params } = await client.read.market();
    await client.act.proposeParams({ params: { ...params, quotaPoolEpochs: 31 } });
    await chain.advance(params.paramsDelaySecs + 3n * EPOCH_SECS);
    const page = await site.openFor({ keypair: creator }, "/govern");
    await page.locator("[data-pending] button.primary[aria-disabled=false]").click();
    const dialog = dialogOf(page);
    await dialog.getByText("Fee and rent").waitFor();
    await dialog.getByText("Epochs closed first").waitFor();
    await client.act.rollEpoch();
    await dialog.getByRole("button", { name: /^Sign with/ }).click();
    await dialog.getByText("The market changed after the preview was made.").waitFor();
    expect((await client.read.market()).params.quotaPoolEpochs).to.equal(params.quotaPoolEpochs);
    await confirm(page);
    expect((await client.read.market()).params.quotaPoolEpochs).to.equal(31);
  });

  it("complains of nothing", () => {
    expect(site.faults).to.deep.equal([]);
  });
});
