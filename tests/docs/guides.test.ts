import { execFileSync } from "node:child_process";
import { expect } from "chai";
import { mayUse } from "../support/tools";
import { blocks, ROOT } from "./blocks";
import { Checkout, type Ended } from "./checkout";
import { PAGES } from "./pages";

/** Everything that a page tells a terminal to do. */
const scriptOf = (page: string) =>
  blocks(page, "sh")
    .map(({ text }) => text)
    .join("\n");

/** A checkout of a page's own, with `npm start` in another terminal. */
async function open() {
  const checkout = new Checkout();
  // Port 0 is a free one, so that a network which someone has started is not in the way.
  const network = await checkout.start("npm start -- --port 0", /\.diem\/env/);
  return { checkout, network };
}

describe("docs: the commands of the pages", () => {
  if (!mayUse("bash")) return;
  const followed = new Map<string, Ended>();

  // One build after the other, as they share their output; then all pages at once, as cool-downs are waited for in real time.
  before(async function () {
    this.timeout(600_000);
    const places: { page: string; at: Awaited<ReturnType<typeof open>> }[] = [];
    for (const page of PAGES) places.push({ page, at: await open() });
    const follow = async ({ page, at: { checkout, network } }: (typeof places)[number]) => {
      followed.set(page, await checkout.run(scriptOf(page)));
      await network.stop();
      checkout.remove();
    };
    await Promise.all(places.map(follow));
  });

  it("are found by npx itself", () => {
    const version = execFileSync("npx", ["diem", "--version"], { cwd: ROOT, encoding: "utf8" });
    expect(version).to.match(/^\d+\.\d+\.\d+\n$/);
  });

  for (const page of PAGES) {
    it(`run as ${page} has them, against a network that npm start made`, () => {
      expect(scriptOf(page)).to.match(/^npx diem|^npm run example/m);
      const { code, output } = followed.get(page) ?? { code: null, output: "it never ended" };
      expect(code, output).to.equal(0);
    });
  }
});
