import {
  Keypair,
  LAMPORTS_PER_SOL,
  type PublicKey,
  SystemProgram,
  TransactionMessage,
  VersionedTransaction,
} from "@solana/web3.js";
import { expect } from "chai";

import { EmbeddedChain } from "@diem/localnet";

import { GENESIS_TIME, rejection, type Setup, setUp } from "./setup";

const SOME = LAMPORTS_PER_SOL / 100;

interface Refusal {
  readonly code: number;
  readonly message: string;
}

describe("embedded chain: blocks and the cluster", () => {
  let setup: Setup;
  beforeEach(() => {
    setup = setUp();
  });

  const airdrop = (chain: EmbeddedChain, to: PublicKey = Keypair.generate().publicKey) =>
    chain.airdrop(to, BigInt(SOME));

  function ask(method: string, ...params: unknown[]): unknown {
    const call = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
    const { result, error } = JSON.parse(setup.chain.rpc.serve(call)) as {
      result?: unknown;
      error?: Refusal;
    };
    return error ? [error.code, error.message] : result;
  }

  it("shows a block with the transactions that it holds, as the caller wants them", async () => {
    const { chain, connection } = setup;
    const slot = Number(chain.clock.slot());
    const to = Keypair.generate().publicKey;
    const signature = airdrop(chain, to);
    chain.produceBlocks(1);
    const block = await connection.getBlock(slot, { maxSupportedTransactionVersion: 0 });
    const transaction = await connection.getTransaction(signature, {
      maxSupportedTransactionVersion: 0,
    });
    expect(block?.blockTime).to.equal(Number(GENESIS_TIME));
    expect(block?.parentSlot).to.equal(slot - 1);
    expect(block?.transactions).to.have.length(1);
    expect(block?.transactions[0]?.meta).to.deep.equal(transaction?.meta);
    const next = await connection.getBlock(slot + 1, { transactionDetails: "none" });
    expect(next?.previousBlockhash).to.equal(block?.blockhash);
    expect(next).to.not.have.property("transactions");
    expect(await connection.getBlockSignatures(slot)).to.deep.include({
      signatures: [signature],
    });
    const options = { maxSupportedTransactionVersion: 0, rewards: false };
    expect(ask("getBlock", slot, { ...options, transactionDetails: "accounts" }))
      .to.have.nested.property("transactions[0].transaction")
      .that.deep.includes({ signatures: [signature] })
      .and.has.nested.property("accountKeys[1]")
      .that.deep.equals({
        pubkey: to.toBase58(),
        signer: false,
        source: "transaction",
        writable: true,
      });
    expect(ask("getBlock", slot, { ...options, encoding: "jsonParsed" }))
      .to.have.nested.property("transactions[0].transaction.message.instructions[0]")
      .that.includes({ program: "system" });
  });

  it("says why there is no block", () => {
    const { chain } = setup;
    const slot = Number(chain.clock.slot());
    chain.clock.advance(2n);
    chain.produceBlocks(1);
    expect(ask("getBlock", slot)).to.deep.equal([
      -32007,
      `Slot ${slot} was skipped, or missing due to ledger jump to recent snapshot`,
    ]);
    const open = Number(chain.clock.slot());
    expect(ask("getBlock", open)).to.deep.equal([-32004, `Block not available for slot ${open}`]);
    const first = ask("getFirstAvailableBlock") as number;
    expect(ask("getBlock", first - 1)).to.deep.equal([
      -32001,
      `Block ${first - 1} cleaned up, does not exist on node. First available block: ${first}`,
    ]);
    for (const options of [{ encoding: "x" }, { transactionDetails: "x" }]) {
      expect(ask("getBlock", open - 1, options)).to.deep.equal([
        -32602,
        "Invalid params: data did not match any variant of untagged enum RpcEncodingConfigWrapper.",
      ]);
    }
    expect(ask("getBlock", open - 1, { commitment: "processed" })).to.deep.equal([
      -32602,
      "Method does not support commitment below `confirmed`",
    ]);
  });

  it("refuses a version 0 transaction in a block to a caller that does not know it", async () => {
    const { chain, connection, payer } = setup;
    const slot = Number(chain.clock.slot());
    const message = new TransactionMessage({
      payerKey: payer.publicKey,
      recentBlockhash: (await connection.getLatestBlockhash()).blockhash,
      instructions: [
        SystemProgram.transfer({
          fromPubkey: payer.publicKey,
          toPubkey: Keypair.generate().publicKey,
          lamports: SOME,
        }),
      ],
    }).compileToV0Message();
    const transaction = new VersionedTransaction(message);
    transaction.sign([payer]);
    await connection.sendTransaction(transaction);
    const [code] = ask("getBlock", slot) as [number];
    expect(code).to.equal(-32015);
    const options = { maxSupportedTransactionVersion: 0, transactionDetails: "accounts" };
    expect(ask("getBlock", slot, options)).to.have.nested.property("transactions[0].version", 0);
  });

  it("lists blocks and leaves skipped slots out", () => {
    const { chain } = setup;
    const first = Number(chain.clock.slot());
    chain.produceBlocks(2);
    chain.clock.advance(1n);
    chain.produceBlocks(2);
    const listed = [first, first + 1, first + 4, first + 5];
    expect(ask("getBlocks", first)).to.deep.equal(listed);
    expect(ask("getBlocks", first, first + 4)).to.deep.equal(listed.slice(0, 3));
    expect(ask("getBlocks", first + 2, first + 3)).to.deep.equal([]);
    expect(ask("getBlocks", first + 1, first)).to.deep.equal([]);
    expect(ask("getBlocksWithLimit", first + 1, 2)).to.deep.equal(listed.slice(1, 3));
    expect(ask("getBlocksWithLimit", first, 500_001)).to.deep.equal([
      -32602,
      "Limit too large; max 500000",
    ]);
    chain.clock.warpToSlot(BigInt(first) + 600_000n);
    expect(ask("getBlocks", first)).to.deep.equal([-32602, "Slot range too large; max 500000"]);
  });

  it("describes a cluster of one node that needs no port for transactions", async () => {
    const { chain, connection } = setup;
    const { identity } = ask("getIdentity") as { identity: string };
    const slot = Number(chain.clock.slot());
    expect(await connection.getSlotLeader()).to.equal(identity);
    expect((await connection.getSlotLeaders(slot, 2)).map(String)).to.deep.equal([
      identity,
      identity,
    ]);
    expect(ask("getSlotLeaders", slot, 5_001)).to.deep.equal([-32602, "Invalid limit; max 5000"]);
    const [node] = await connection.getClusterNodes();
    expect([node?.pubkey, node?.tpu]).to.deep.equal([identity, null]);
    const schedule = await connection.getLeaderSchedule();
    expect(schedule[identity]).to.have.length(432_000);
    expect(ask("getLeaderSchedule", null, { identity: setup.payer.publicKey })).to.deep.equal({});
    const { current, delinquent } = await connection.getVoteAccounts();
    expect([current, delinquent]).to.deep.equal([[], []]);
    expect((await connection.getVersion())["solana-core"]).to.match(/^\d+\.\d+\.\d+/);
    expect(await connection.getEpochSchedule()).to.include({ slotsPerEpoch: 432_000 });
    expect(ask("getMaxRetransmitSlot")).to.equal(slot - 1);
    expect(ask("getMaxShredInsertSlot")).to.equal(slot - 1);
    expect(ask("getHighestSnapshotSlot")).to.deep.equal([-32008, "No snapshot"]);
    const production = await connection.getBlockProduction();
    const { firstSlot, lastSlot } = production.value.range;
    expect([firstSlot <= lastSlot, lastSlot]).to.deep.equal([true, slot - 1]);
    const [leads, produced] = production.value.byIdentity[identity] ?? [];
    expect(leads).to.equal(produced);
    expect(ask("getBlockCommitment", slot)).to.deep.equal({ commitment: null, totalStake: 0 });
  });

  it("knows supply, the largest wallets, and that there is no inflation", async () => {
    const { connection, payer } = setup;
    const { value: supply } = await connection.getSupply();
    expect(supply.total).to.equal(500_000_000 * LAMPORTS_PER_SOL);
    const { value: largest } = await connection.getLargestAccounts();
    const lamports = largest.map((account) => account.lamports);
    expect(lamports).to.deep.equal([...lamports].sort((a, b) => b - a));
    expect(largest.map(({ address }) => String(address))).to.include(payer.publicKey.toBase58());
    const frozen = await connection.getLargestAccounts({ filter: "nonCirculating" });
    expect(frozen.value).to.deep.equal([]);
    expect(ask("getLargestAccounts", { filter: "x" })).to.deep.equal([
      -32602,
      "Invalid params: unknown variant `x`, expected `circulating` or `nonCirculating`.",
    ]);
    expect((await connection.getInflationRate()).total).to.equal(0);
    expect((await connection.getInflationGovernor()).initial).to.equal(0);
    expect(await connection.getInflationReward([payer.publicKey])).to.deep.equal([null]);
    const { epoch } = await connection.getEpochInfo();
    const early = await rejection(connection.getInflationReward([payer.publicKey], epoch));
    expect(early.message).to.contain("Block not available for slot");
    expect((await connection.getStakeMinimumDelegation()).value).to.equal(LAMPORTS_PER_SOL);
  });

  it("samples its last minute once it has lived one", async () => {
    const { chain, connection } = setup;
    expect(await connection.getRecentPerformanceSamples()).to.deep.equal([]);
    chain.clock.advance(100n);
    airdrop(chain);
    chain.produceBlocks(3);
    const slot = Number(chain.clock.slot()) - 1;
    const sample = { slot, numTransactions: 1, numSlots: 4, samplePeriodSecs: 60 };
    const [found, ...others] = await connection.getRecentPerformanceSamples(1);
    expect(found).to.deep.include(sample);
    expect(others).to.deep.equal([]);
    expect(ask("getRecentPerformanceSamples", 0)).to.deep.equal([]);
    expect(ask("getRecentPerformanceSamples", 721)).to.deep.equal([
      -32602,
      "Invalid limit; max 720",
    ]);
  });
});
