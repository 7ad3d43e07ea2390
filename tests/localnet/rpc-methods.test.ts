import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { EmbeddedChain, JsonRpcError } from "@diem/localnet";

const PAGE = join(__dirname, "..", "..", "docs", "rpc-methods.md");

/** Every method of Agave 3.1's JSON-RPC API. */
const METHODS = `
  getAccountInfo getBalance getBlock getBlockCommitment getBlockHeight getBlockProduction getBlockTime getBlocks
  getBlocksWithLimit getClusterNodes getEpochInfo getEpochSchedule getFeeForMessage getFirstAvailableBlock getGenesisHash
  getHealth getHighestSnapshotSlot getIdentity getInflationGovernor getInflationRate getInflationReward getLargestAccounts
  getLatestBlockhash getLeaderSchedule getMaxRetransmitSlot getMaxShredInsertSlot getMinimumBalanceForRentExemption
  getMultipleAccounts getProgramAccounts getRecentPerformanceSamples getRecentPrioritizationFees getSignatureStatuses
  getSignaturesForAddress getSlot getSlotLeader getSlotLeaders getStakeMinimumDelegation getSupply getTokenAccountBalance
  getTokenAccountsByDelegate getTokenAccountsByOwner getTokenLargestAccounts getTokenSupply getTransaction
  getTransactionCount getVersion getVoteAccounts isBlockhashValid minimumLedgerSlot requestAirdrop sendTransaction
  simulateTransaction`
  .trim()
  .split(/\s+/);

const TOPICS = [
  "account",
  "block",
  "logs",
  "program",
  "root",
  "signature",
  "slot",
  "slotsUpdates",
  "vote",
];
const METHOD_NOT_FOUND = -32601;

/** What the page says of each method. */
const told = new Map(
  [...readFileSync(PAGE, "utf8").matchAll(/^\| `(\w+)` +\| (\w+) +\|(.*)\|$/gm)].map(
    ([, name = "", verdict, remark = ""]) => [name, { verdict, remark: remark.trim() }],
  ),
);

describe("docs: JSON-RPC methods", () => {
  const chain = EmbeddedChain.start();

  /** Whether the call is refused because there is no such method. */
  function isUnknown(call: () => unknown): boolean {
    try {
      call();
      return false;
    } catch (error) {
      return error instanceof JsonRpcError && error.code === METHOD_NOT_FOUND;
    }
  }

  it("has every method of a validator, and no other", () => {
    const subscriptions = TOPICS.map((topic) => `${topic}Subscribe`);
    expect([...told.keys()]).to.deep.equal([...METHODS, ...subscriptions]);
  });

  it("says of every method whether it is answered, and what is different about it", () => {
    for (const [name, { verdict, remark }] of told) {
      expect([name, ["answered", "partly", "not"].includes(verdict ?? "")]).to.deep.equal([
        name,
        true,
      ]);
      if (verdict !== "answered") expect([name, remark === ""]).to.deep.equal([name, false]);
    }
  });

  it("is true of every method", () => {
    for (const name of METHODS) {
      const unknown = isUnknown(() => chain.rpc.handle(name, []));
      expect([name, told.get(name)?.verdict === "not"]).to.deep.equal([name, unknown]);
    }
    for (const topic of TOPICS) {
      const name = `${topic}Subscribe`;
      const params = topic === "block" ? ["all"] : [];
      const unknown = isUnknown(() => chain.pubsub.subscribe(name, params, () => undefined));
      expect([name, told.get(name)?.verdict === "not"]).to.deep.equal([name, unknown]);
    }
  });

  it("leaves out nothing that is answered", () => {
    const { methods } = chain.rpc as unknown as { methods: ReadonlyMap<string, unknown> };
    expect([...methods.keys()].filter((name) => !told.has(name))).to.deep.equal([]);
  });
});
