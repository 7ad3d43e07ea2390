import { execFileSync } from "node:child_process";
import { expect } from "chai";
import { keepers, keypairWallet, transactions } from "@diem/sdk";
import { type LocalNetwork, startNetwork } from "@diem/start";
import { mayUse } from "../support/tools";
import { blocks, ROOT } from "./blocks";
import { type Action, CalledCommands, npxDiem } from "./called-commands";
import { Checkout, type Ended } from "./checkout";
import { PAGES } from "./pages";

/** Everything that a page tells a terminal to do. */
const scriptOf = (page: string) =>
  blocks(page, "sh")
    .map(({ text }) => text)
    .join("\n");

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

/** Follows a page whose commands are calls in this process, where what it waits for comes at once. */
async function byCalls(page: string): Promise<Ended> {
  const started: { network?: LocalNetwork } = {};
  /** Time passes, and the network's keeper does what is due then. */
  const sleep: Action = async ([seconds = ""]) => {
    const { network } = started;
    if (network === undefined) throw new Error("the network has not started");
    network.chain?.clock.advance(BigInt(seconds));
    const { connection, market: keys, wallets } = network;
    const wallet = keypairWallet(wallets.operator);
    const due = { connection, market: keys.market, payer: wallet.publicKey };
    for (const { kind, instructions } of await keepers.due(due)) {
      if (kind !== "applyParams") await transactions.send({ connection, wallet }, { instructions });
    }
    return 0;
  };
  /** Nobody types two commands within a second. */
  const npx: Action = async (args, io) => {
    const code = await npxDiem(args, io);
    started.network?.chain?.clock.advance(1n);
    return code;
  };
  const called = await CalledCommands.start({ npx, sleep });
  const { script } = called;
  const checkout = new Checkout({ npx: script, sleep: script });
  try {
    const { path: dir } = checkout;
    started.network = await startNetwork({ dir, port: 0, keeper: false });
    return await checkout.run(scriptOf(page));
  } finally {
    await started.network?.close();
    await called.close();
    checkout.remove();
  }
}

/** Of each kind of command one page with processes shows that they work as the others' calls do. */
const BY_PROCESSES = ["README.md", "docs/guides/integrators.md"];

describe("docs: the commands of the pages", () => {
  if (!mayUse("bash")) return;

  it("are found by npx itself", () => {
    const version = execFileSync("npx", ["diem", "--version"], { cwd: ROOT, encoding: "utf8" });
    expect(version).to.match(/^\d+\.\d+\.\d+\n$/);
  });

  for (const page of PAGES) {
    it(`run as ${page} has them, against a network that npm start made`, async () => {
      expect(scriptOf(page)).to.match(/^npx diem|^npm run example/m);
      const follow = BY_PROCESSES.includes(page) ? byProcesses : byCalls;
      const { code, output } = await follow(page);
      expect(code, output).to.equal(0);
    });
  }
});
