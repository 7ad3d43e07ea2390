import { expect } from "chai";
import type { Actor } from "../support/world";
import { proxy } from "./proxies";
import { Cli, expectError } from "./support";

const UNIT = 1_000_000_000n;

describe("cli: what a command asks the node", () => {
  let cli: Cli;
  let minter: Actor;
  beforeEach(async () => {
    cli = await Cli.start();
    minter = await cli.world.staker(1_000n * UNIT);
  });
  afterEach(() => cli.close());

  /** The methods of the calls that a command makes, in their order. */
  async function callsOf(...line: string[]): Promise<string[]> {
    const calls: string[] = [];
    const counting = await proxy(cli.url, (method) => {
      calls.push(method);
      return true;
    });
    try {
      (await cli.as(minter)(...line, "--url", counting.url)).json();
    } finally {
      await counting.close();
    }
    return calls;
  }

  it("mint makes 8 calls: of the plan's accounts all are read at once", async () => {
    const calls = await callsOf("mint", "5");
    // How often the status is asked for depends on how fast the node is.
    expect([...new Set(calls)].sort()).to.deep.equal([
      "getAccountInfo",
      "getGenesisHash",
      "getLatestBlockhash",
      "getMultipleAccounts",
      "getSignatureStatuses",
      "getTransaction",
      "sendTransaction",
      "simulateTransaction",
    ]);
    const once = calls.filter((method) => method !== "getSignatureStatuses");
    expect(once).to.have.length(7);
  });

  it("a mint that is refused costs 3 calls, and tells scripts all figures as texts", async () => {
    const calls: string[] = [];
    const counting = await proxy(cli.url, (method) => {
      calls.push(method);
      return true;
    });
    try {
      const result = await cli.as(minter)("mint", "20", "--url", counting.url);
      const { context } = expectError(result, "InsufficientUnlockedStake", 1);
      expect(context).to.include({ token: "VVV", decimals: 9, held: `${1_000n * UNIT}` });
      expect(Object.keys(context ?? {})).to.include.members(["needed", "mostMintable"]);
      expect(calls).to.have.length(3);
    } finally {
      await counting.close();
    }
  });
});
