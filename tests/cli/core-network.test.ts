import { expect } from "chai";
import { Keypair } from "@solana/web3.js";
import { fieldOffset } from "../../app/sdk/dist/codec/layout";
import type { Actor } from "../support/world";
import type { Listening } from "../support/listening";
import { answering, failingAt, nobody } from "./proxies";
import { Cli, expectError } from "./support";

const LOOK = "check --url (`diem config` shows it) and that the cluster is up";

describe("cli: networks", () => {
  let cli: Cli;
  let staker: Actor;
  const proxies: Listening[] = [];
  const through = async (proxy: Promise<Listening>) => {
    const opened = await proxy;
    proxies.push(opened);
    return opened.url;
  };
  before(async () => {
    cli = await Cli.start();
    staker = await cli.world.actor(1_000_000_000n);
  });
  after(async () => {
    await Promise.all(proxies.map((proxy) => proxy.close()));
    await cli.close();
  });

  /** Every command of a staker, with arguments that would do. */
  const commands = [
    "balance",
    "position",
    "position close",
    "stake 1",
    "unstake 1",
    "tickets",
    "tickets cancel 0",
    "tickets withdraw",
    "claim",
    "claim --compound",
    "mint 1",
    "burn 1",
    "quote mint 1",
    "quote burn 1",
  ];

  for (const command of commands) {
    it(`diem ${command} says that the RPC is down`, async () => {
      const url = await nobody();
      const result = await cli.as(staker)(...command.split(" "), "--url", url);
      const error = expectError(result, "RpcUnreachable", 3);
      expect(error.message).to.equal(`cannot reach ${url}: ECONNREFUSED`);
      expect(error.next).to.contain(LOOK);
    });

    it(`diem ${command} says that there is no such market on the cluster`, async () => {
      const market = Keypair.generate().publicKey.toBase58();
      const result = await cli.as(staker)(...command.split(" "), "--market", market);
      const error = expectError(result, "MarketNotFound", 3);
      expect(error.message).to.equal(`there is no market ${market} on ${cli.url}`);
      expect(error.next).to.contain("check --url and --market");
    });
  }

  it("refuses a market of another cluster, for every command", async () => {
    const { embedded } = cli.chain;
    const address = cli.world.market.market;
    const account = embedded?.getAccount(address);
    if (account === null || account === undefined) throw new Error("there is no market");
    const at = fieldOffset("market", "clusterTag");
    const foreign = Buffer.from(account.data);
    foreign[at] = (foreign[at] ?? 0) ^ 1;
    embedded?.setAccount(address, { ...account, data: foreign });
    try {
      for (const command of commands) {
        const error = expectError(await cli.as(staker)(...command.split(" ")), "WrongCluster", 3);
        expect(error.message).to.equal(
          `the market ${cli.market} belongs to another cluster than ${cli.url}`,
        );
        expect(error.next).to.contain("point --url at the cluster of the market");
      }
    } finally {
      embedded?.setAccount(address, account);
    }
    expect((await cli.as(staker)("balance")).code).to.equal(0);
  });

  it("refuses what is no market, or one of another program", async () => {
    const wallet = staker.address.toBase58();
    const error = expectError(await cli.as(staker)("balance", "-m", wallet), "NotAMarket", 3);
    expect(error.message).to.contain(`${wallet} on ${cli.url} is not a market of the program`);
    const programId = Keypair.generate().publicKey.toBase58();
    const result = await cli.as(staker)("balance", "--program-id", programId);
    expect(expectError(result, "NotAMarket", 3).next).to.contain("--program-id");
  });

  it("says that something else than an RPC answers", async () => {
    const page = await through(answering(200, "<html></html>"));
    const error = expectError(await cli.as(staker)("balance", "-u", page), "NotAnRpc", 3);
    expect(error.message).to.equal(`the server at ${page} is not a Solana RPC node`);
  });

  it("says what an RPC refuses with, and shows no key", async () => {
    const closed = await through(answering(403, "no"));
    const url = `${closed}/?api-key=secret`;
    const result = await cli.as(staker)("balance", "-u", url);
    const error = expectError(result, "RpcRefused", 3);
    expect(error.message).to.equal(`${closed}/?... answers 403 Forbidden`);
    expect(result.stderr).not.to.contain("secret");
  });

  it("tells people in two lines", async () => {
    const url = await nobody();
    const keypair = cli.walletFile(staker.keypair);
    const result = await cli.run(["balance", "-u", url, "-k", keypair]);
    expect(result.code).to.equal(3);
    expect(result.stdout).to.equal("");
    const [error, next, ...none] = result.stderr.trimEnd().split("\n");
    expect(error).to.equal(`error: cannot reach ${url}: ECONNREFUSED [RpcUnreachable]`);
    expect(next).to.match(/^next: check --url/);
    expect(none).to.deep.equal([]);
  });

  const REQUESTS = [
    "getGenesisHash",
    "getAccountInfo",
    "getMultipleAccounts",
    "getLatestBlockhash",
    "simulateTransaction",
  ];
  for (const method of REQUESTS) {
    it(`sends nothing where ${method} has no answer`, async () => {
      const url = await through(failingAt(cli.url, method, 1));
      const before = await cli.world.balance(staker.vvv);
      const result = await cli.as(staker)("stake", "0.1", "--url", url);
      const error = expectError(result, "RpcUnreachable", 3);
      expect(error.message).to.contain(`cannot reach ${url}`);
      expect(error).not.to.have.property("signature");
      expect(await cli.world.balance(staker.vvv)).to.equal(before);
    });
  }

  for (const method of ["sendTransaction", "getSignatureStatuses"]) {
    it(`does it once, and says so, where the first ${method} has no answer`, async () => {
      const url = await through(failingAt(cli.url, method, 1));
      const before = await cli.world.balance(staker.vvv);
      const result = await cli.as(staker)("stake", "0.1", "--url", url);
      expect(result.json()).to.have.property("signature");
      expect(await cli.world.balance(staker.vvv)).to.equal(before - 100_000_000n);
    });
  }

  it("names a confirmed transaction whose figures could not be read", async () => {
    const url = await through(failingAt(cli.url, "getTransaction", 1));
    const before = await cli.world.balance(staker.vvv);
    const result = await cli.as(staker)("stake", "0.1", "--url", url);
    const error = expectError(result, "ResultUnknown", 3);
    expect(error.message).to.equal(
      `the transaction ${error.signature} is confirmed, but its figures could not be read`,
    );
    expect(error.next).to.contain("do not send it again");
    expect(await cli.world.balance(staker.vvv)).to.equal(before - 100_000_000n);
  });
});
