import { createMint, createWrappedNativeAccount, getAccount, NATIVE_MINT } from "@solana/spl-token";
import {
  ComputeBudgetProgram,
  Keypair,
  SYSVAR_CLOCK_PUBKEY,
  TransactionInstruction,
} from "@solana/web3.js";
import { expect } from "chai";

import { GENESIS_TIME, type Setup, setUp, sign, transfer } from "./setup";

const SOME = 10_000_000;

interface Answer {
  readonly id?: unknown;
  readonly result?: unknown;
  readonly error?: { code: number; message: string; data?: Record<string, unknown> };
}

/** Every expectation was read off a validator (Agave 3.1). */
describe("embedded chain: answers in a validator's words", () => {
  let setup: Setup;
  beforeEach(() => {
    setup = setUp();
  });

  const serve = (body: unknown) => setup.chain.rpc.serve(JSON.stringify(body));
  const call = (method: string, params?: unknown) =>
    JSON.parse(serve({ jsonrpc: "2.0", id: 1, method, params })) as Answer;
  const refusal = (method: string, params: unknown) => {
    const { error } = call(method, params);
    return error && [error.code, error.message];
  };
  const valueOf = ({ result }: Answer) => (result as { value: Record<string, unknown> }).value;
  const wireOf = async (instructions: TransactionInstruction[], blockhash?: string) =>
    (await sign(setup, instructions, blockhash)).serialize().toString("base64");

  it("names what is wrong with a parameter", () => {
    const address = setup.payer.publicKey.toBase58();
    for (const [method, params, message] of [
      ["getBalance", [], "`params` should have at least 1 argument(s)"],
      ["getBalance", { address }, "`params` should be an array"],
      ["getBalance", [5], "Invalid params: invalid type: integer `5`, expected a string."],
      ["getBalance", ["zz"], "Invalid param: WrongSize"],
      ["getBalance", ["0OIl"], "Invalid param: Invalid"],
      ["getBlockTime", [-1], "Invalid params: invalid value: integer `-1`, expected u64."],
      ["getBlockTime", ["1"], 'Invalid params: invalid type: string "1", expected u64.'],
      ["getSignatureStatuses", [["zz"]], "Invalid param: WrongSize"],
      ["getSignaturesForAddress", [address, { limit: 1_001 }], "Invalid limit; max 1000"],
      ["getSignaturesForAddress", [address, { before: "zz" }], "Invalid param: WrongSize"],
      ["isBlockhashValid", ["zz"], "WrongSize"],
      [
        "sendTransaction",
        ["!", { encoding: "base64" }],
        "invalid base64 encoding: InvalidByte(0, 33)",
      ],
      ["getTokenSupply", [address], "Invalid param: not a Token mint"],
      [
        "getSignaturesForAddress",
        [address, { commitment: "processed" }],
        "Method does not support commitment below `confirmed`",
      ],
      [
        "sendTransaction",
        ["AAAA", { encoding: "base64" }],
        "failed to deserialize solana_transaction::versioned::VersionedTransaction: io error: failed to fill whole buffer",
      ],
      [
        "getProgramAccounts",
        [address, { filters: [{ bogus: 1 }] }],
        "Invalid params: unknown variant `bogus`, expected one of `dataSize`, `memcmp`, `tokenAccountState`.",
      ],
    ] as const) {
      expect(refusal(method, params)).to.deep.equal([-32602, message]);
    }
  });

  it("answers no notification, and refuses what is no call", () => {
    const health = { jsonrpc: "2.0", method: "getHealth" };
    expect(serve(health)).to.equal("");
    expect(serve([])).to.equal("");
    expect(JSON.parse(serve([health, { ...health, id: 7 }]))).to.deep.equal([
      { jsonrpc: "2.0", id: 7, result: "ok" },
    ]);
    for (const body of [5, [5], { ...health, id: {} }]) {
      expect((JSON.parse(serve(body)) as Answer).error?.code).to.equal(-32700);
    }
    const nameless = JSON.parse(serve({ jsonrpc: "2.0", id: 3 })) as Answer;
    expect([nameless.id, nameless.error?.code]).to.deep.equal([3, -32600]);
  });

  it("reports a bad signature as the outcome of the simulation", async () => {
    const wire = Buffer.from(await wireOf([transfer(setup.payer, SOME)]), "base64").fill(7, 1, 65);
    const text = wire.toString("base64");
    const { error } = call("sendTransaction", [text, { encoding: "base64" }]);
    expect(error?.code).to.equal(-32002);
    expect(error?.data?.err).to.equal("SignatureFailure");
    const options = { encoding: "base64", sigVerify: true };
    const value = valueOf(call("simulateTransaction", [text, options]));
    expect(value.err).to.equal("SignatureFailure");
    expect(value.preBalances).to.equal(null);
  });

  it("shows fee, data size and balances of a simulation", async () => {
    const { connection, payer } = setup;
    const balance = await connection.getBalance(payer.publicKey);
    const options = { encoding: "base64" };
    const good = await wireOf([transfer(payer, SOME)]);
    const value = valueOf(call("simulateTransaction", [good, options]));
    expect(value.fee).to.equal(5_000);
    expect(value.preBalances).to.deep.equal([balance, 0, 1]);
    expect(value.postBalances).to.deep.equal([balance - SOME - 5_000, SOME, 1]);
    expect(value.loadedAccountsDataSize).to.be.greaterThan(128);
    const failing = await wireOf([transfer(payer, 2 * balance)]);
    const failed = valueOf(call("simulateTransaction", [failing, options]));
    expect(failed.postBalances).to.deep.equal([balance - 5_000, 0, 1]);
    const preflight = call("sendTransaction", [failing, options]).error?.data;
    expect(preflight?.fee).to.equal(5_000);
    expect(preflight?.innerInstructions).to.equal(null);
    expect(preflight?.preBalances).to.equal(null);
    const stale = await wireOf([transfer(payer, SOME)], Keypair.generate().publicKey.toBase58());
    expect(valueOf(call("simulateTransaction", [stale, options])).fee).to.equal(null);
  });

  it("tells a missing program from an account that is no program", async () => {
    const wallet = Keypair.generate().publicKey;
    setup.chain.airdrop(wallet, SOME);
    for (const [programId, err] of [
      [Keypair.generate().publicKey, "ProgramAccountNotFound"],
      [wallet, "InvalidProgramForExecution"],
    ] as const) {
      const nothing = new TransactionInstruction({ programId, keys: [], data: Buffer.alloc(0) });
      const answer = call("sendTransaction", [await wireOf([nothing]), { encoding: "base64" }]);
      expect(answer.error?.data?.err, JSON.stringify(answer)).to.equal(err);
    }
  });

  it("refuses what no block could hold, preflight or not", async () => {
    const limits = [1, 2].map((units) => ComputeBudgetProgram.setComputeUnitLimit({ units }));
    const wire = await wireOf(limits);
    const message =
      "invalid transaction: Transaction contains a duplicate instruction (1) that is not allowed";
    for (const skipPreflight of [false, true]) {
      const options = { encoding: "base64", skipPreflight };
      expect(refusal("sendTransaction", [wire, options])).to.deep.equal([-32602, message]);
    }
  });

  it("gives an airdrop that fails on chain a signature", async () => {
    const { connection } = setup;
    const signature = await connection.requestAirdrop(Keypair.generate().publicKey, 5);
    const { value } = await connection.confirmTransaction(signature);
    expect(value.err).to.deep.equal({ InsufficientFundsForRent: { account_index: 1 } });
  });

  it("has wrapped SOL, readable sysvars and base64 where a validator has it", async () => {
    const { connection, payer } = setup;
    const wrapped = await createWrappedNativeAccount(connection, payer, payer.publicKey, SOME);
    expect((await getAccount(connection, wrapped)).amount).to.equal(BigInt(SOME));
    expect((await connection.getTokenSupply(NATIVE_MINT)).value.decimals).to.equal(9);
    const { value } = await connection.getParsedAccountInfo(SYSVAR_CLOCK_PUBKEY);
    const { parsed } = value?.data as { parsed: { info: { unixTimestamp: number } } };
    expect(parsed.info.unixTimestamp).to.equal(Number(GENESIS_TIME));
    const mint = await createMint(connection, payer, payer.publicKey, null, 0);
    const several = call("getMultipleAccounts", [[mint.toBase58()]]).result as {
      value: { data: [string, string] }[];
    };
    expect(several.value[0]?.data[1]).to.equal("base64");
    expect(refusal("getAccountInfo", [wrapped.toBase58()])?.[0]).to.equal(-32600);
  });
});
