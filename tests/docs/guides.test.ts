import { execFileSync } from "node:child_process";
import { expect } from "chai";
import { accounts } from "@diem/sdk";
import { mayUse } from "../support/tools";
import { ROOT, scriptOf } from "./blocks";
import { CalledNetwork } from "./called-network";
import { Checkout, type Ended } from "./checkout";
import { GUIDES } from "./pages";

const README = "README.md";

/** Follows a page whose commands are processes of their own, against a network that `npm start` made in another. */
async function byProcesses(page: string): Promise<Ended> {
  const checkout = new Checkout();
  try {
    // Port 0 is a free one, so that a network which someone has started is not in the way.
    const network = await checkout.start("npm start -- --port 0", /\.diem\/env/);
    try {
      return await checkout.run(scriptOf(page));
    } finally {
      await network.stop();
    }
  } finally {
    checkout.remove();
  }
}

/** What the operators' guide changes, and changes back. */
async function governed({ network: { connection, market } }: CalledNetwork) {
  const { params, roles, paused } = await accounts.market.fetch(connection, market.market);
  const keys = Object.entries(roles).map(([role, key]) => [role, key.toBase58()]);
  return { params, paused, roles: Object.fromEntries(keys) as Record<string, string> };
}

describe("docs: the commands of the pages", () => {
  if (!mayUse("bash")) return;

  it("are found by npx itself", () => {
    const version = execFileSync("npx", ["diem", "--version"], { cwd: ROOT, encoding: "utf8" });
    expect(version).to.match(/^\d+\.\d+\.\d+\n$/);
  });

  it(`run as ${README} has them, against a network that npm start made`, async () => {
    const { code, output } = await byProcesses(README);
    expect(code, output).to.equal(0);
  });

  describe("run as the guides have them, one guide after the other on one network", () => {
    let called: CalledNetwork;
    let untouched: Awaited<ReturnType<typeof governed>>;
    before(async () => {
      called = await CalledNetwork.start();
      untouched = await governed(called);
    });
    after(() => called.close());

    for (const round of ["the first time", "once more"]) {
      for (const page of GUIDES) {
        it(`${page}, ${round}`, async () => {
          expect(scriptOf(page)).to.match(/^npx diem|^npm run example/m);
          const { code, output } = await called.follow(page);
          expect(code, output).to.equal(0);
        });
      }

      it(`which leave roles, parameters and pauses as they were, ${round}`, async () => {
        expect(await governed(called)).to.deep.equal(untouched);
      });
    }
  });
});
