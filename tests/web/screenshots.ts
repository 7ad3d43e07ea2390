import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { SCREENS, Site, visit } from "./site";

const PAGES = ["market", "you", "use", "providers", "activity", "govern", "lab"];
const FOLDER = join(__dirname, "..", "..", "target", "screenshots");

/** Pictures of every page on every screen, light and dark, to be looked at: `npm run screenshots [-- PAGE...]`. */
async function main(): Promise<void> {
  const asked = process.argv.slice(2);
  await mkdir(FOLDER, { recursive: true });
  const site = await Site.start();
  try {
    for (const colorScheme of ["light", "dark"] as const) {
      for (const [screen, viewport] of Object.entries(SCREENS)) {
        const page = await site.open({ viewport, colorScheme });
        await site.connect(page, "staker");
        for (const name of PAGES.filter((one) => asked.length === 0 || asked.includes(one))) {
          await visit(page, site.services.page.url, `/${name === "market" ? "" : name}`);
          const file = `${name}-${screen}-${colorScheme}.png`;
          await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
          await page.screenshot({ path: join(FOLDER, file), fullPage: true });
        }
        await page.context().close();
      }
    }
  } finally {
    await site.close();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
