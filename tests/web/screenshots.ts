import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { constants } from "@diem/sdk";
import { begin } from "./dialogs";
import { SCREENS, Site, visit } from "./site";
import { vvv } from "./you-support";

const FOLDER = join(__dirname, "..", "..", "target", "screenshots");

/** What a picture is of: where it is, and what is done there first. */
interface View {
  readonly path: string;
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** Pictures of every page and of some dialogs on every screen, light and dark, to be looked at: `npm run screenshots [-- NAME...]`. */
async function main(): Promise<void> {
  const asked = process.argv.slice(2);
  await mkdir(FOLDER, { recursive: true });
  const site = await Site.start();
  try {
    await enliven(site);
    const views = Object.entries(viewsOf(site));
    for (const colorScheme of ["light", "dark"] as const) {
      for (const [screen, viewport] of Object.entries(SCREENS)) {
        const page = await site.open({ viewport, colorScheme });
        await site.connect(page, "staker");
        for (const [name, { path, prepare }] of views) {
          if (asked.length > 0 && !asked.includes(name)) continue;
          await visit(page, site.services.page.url, path);
          if (prepare === undefined) {
            await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
          }
          await prepare?.(page);
          const file = join(FOLDER, `${name}-${screen}-${colorScheme}.png`);
          await page.screenshot({ path: file, fullPage: prepare === undefined });
          await page.keyboard.press("Escape");
        }
        await page.context().close();
      }
    }
  } finally {
    await site.close();
  }
}

/** Every page, and a dialog that quotes. */
function viewsOf({ network }: Site): Readonly<Record<string, View>> {
  const mint = async (page: Page) => {
    const dialog = await begin(page, "Mint", { "Amount (DIEM)": "2" });
    await dialog.getByText("Fee and rent").waitFor();
  };
  return {
    market: { path: "/" },
    you: { path: "/you" },
    mint: { path: "/you", prepare: mint },
    use: { path: "/use" },
    providers: { path: "/providers" },
    provider: { path: `/providers/${network.provider.toBase58()}` },
    activity: { path: "/activity" },
    govern: { path: "/govern" },
    lab: { path: "/lab" },
  };
}

/** Gives the wallet that the pictures are of a position, a ticket and a channel, and announces a parameter. */
async function enliven(site: Site): Promise<void> {
  const staker = await site.client("staker");
  await staker.act.stake({ amount: vvv(staker, 25_000n) });
  await staker.act.mintDiem({ diemAmount: 20n * constants.DIEM_UNIT });
  await staker.act.requestUnstake({ amount: vvv(staker, 1_000n) });
  await staker.act.openChannel({
    provider: site.network.provider,
    deposit: 5n * constants.DIEM_UNIT,
  });
  const authority = await site.client("authority");
  const { params } = await authority.read.market();
  await authority.act.proposeParams({ params: { ...params, quotaPoolEpochs: 40 } });
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
