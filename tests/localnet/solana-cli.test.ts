import { Keypair, Transaction, TransactionInstruction } from "@solana/web3.js";
import { expect } from "chai";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";

import { DIEM_PROGRAM_PATH, EmbeddedChain, type Endpoint, serve } from "@diem/localnet";
import { PROGRAM_ID } from "@diem/sdk";

import { mayUse } from "../support/tools";
import { rejection } from "./setup";

const run = promisify(execFile);
const ROOT = join(__dirname, "..", "..");

describe("embedded chain: the Solana and the Anchor CLI", () => {
  if (!mayUse("solana") || !mayUse("anchor")) return;

  let dir: string;
  let chain: EmbeddedChain;
  let endpoint: Endpoint;
  let stop: () => void = () => undefined;
  let config: string;
  const wallet = Keypair.generate();
  const address = wallet.publicKey.toBase58();

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), "diem-cli-"));
    const programs = [{ programId: PROGRAM_ID, path: DIEM_PROGRAM_PATH }];
    chain = EmbeddedChain.start({ programs });
    stop = chain.run();
    endpoint = await serve(chain);
    config = join(dir, "config.yml");
    const keypair = await keyFile("wallet", wallet);
    const lines = [
      `json_rpc_url: ${endpoint.url}`,
      "websocket_url: ''",
      `keypair_path: ${keypair}`,
    ];
    await writeFile(config, `---\n${lines.join("\n")}\ncommitment: confirmed\n`);
  });
  after(async () => {
    await endpoint.close();
    stop();
    await rm(dir, { recursive: true });
  });

  async function keyFile(name: string, keypair: Keypair): Promise<string> {
    const path = join(dir, `${name}.json`);
    await writeFile(path, JSON.stringify([...keypair.secretKey]));
    return path;
  }

  async function solana(...args: string[]): Promise<string> {
    const { stdout } = await run("solana", ["--config", config, ...args]);
    return stdout;
  }

  async function json<T>(...args: string[]): Promise<T> {
    return JSON.parse(await solana(...args, "--output", "json")) as T;
  }

  it("airdrops, pays and confirms", async () => {
    expect(await solana("airdrop", "50")).to.contain("50 SOL");
    const to = Keypair.generate().publicKey.toBase58();
    const paid = await json<{ signature: string }>(
      "transfer",
      to,
      "1.5",
      "--allow-unfunded-recipient",
    );
    expect(await solana("balance", to)).to.equal("1.5 SOL\n");
    expect(await solana("confirm", paid.signature)).to.equal("Finalized\n");
    const shown = await solana("confirm", "-v", paid.signature);
    expect(shown).to.contain("Transfer { lamports: 1500000000 }");
    expect(await solana("transaction-history", address)).to.contain(paid.signature);
    const account = await json<{ account: { lamports: number; owner: string } }>("account", to);
    expect(account.account).to.include({ lamports: 1_500_000_000 });
  });

  it("is refused in a validator's words", async () => {
    const to = Keypair.generate().publicKey.toBase58();
    const refused = await rejection(solana("transfer", to, "1000", "--allow-unfunded-recipient"));
    expect(refused.message).to.contain("insufficient funds");
  });

  it("pays by a durable nonce, long after it was signed", async () => {
    const nonce = Keypair.generate();
    await solana("create-nonce-account", await keyFile("nonce", nonce), "0.01");
    const value = (await solana("nonce", nonce.publicKey.toBase58())).trim();
    const to = Keypair.generate().publicKey.toBase58();
    chain.produceBlocks(200);
    const by = ["--nonce", nonce.publicKey.toBase58(), "--blockhash", value];
    await solana("transfer", to, "1", "--allow-unfunded-recipient", ...by);
    expect(await solana("balance", to)).to.equal("1 SOL\n");
    expect((await solana("nonce", nonce.publicKey.toBase58())).trim()).to.not.equal(value);
  });

  it("reads blocks, epochs and the cluster", async () => {
    const { connection } = chain;
    expect((await solana("genesis-hash")).trim()).to.equal(await connection.getGenesisHash());
    const epoch = await json<{ epoch: number; slotsInEpoch: number }>("epoch-info");
    expect(epoch).to.include({
      epoch: (await connection.getEpochInfo()).epoch,
      slotsInEpoch: 432_000,
    });
    expect(Number(await solana("slot"))).to.be.greaterThan(epoch.epoch);
    const block = await json<Record<string, unknown>>("block");
    expect(block).to.include.keys("blockhash", "parentSlot", "transactions");
    expect(await solana("cluster-version")).to.match(/^\d+\.\d+\.\d+/);
    expect(await solana("gossip")).to.contain("Nodes: 1");
    expect(await solana("supply")).to.contain("Total: 500000000 SOL");
    expect(await solana("largest-accounts")).to.contain(address);
    expect(await solana("rent", "100")).to.contain("0.00158688 SOL");
    expect(await solana("feature", "status")).to.contain("active since");
    expect(await solana("block-production")).to.contain("Identity");
    expect(await solana("stakes")).to.equal("No stake accounts found\n");
  });

  it("publishes a program's IDL with Anchor, and fetches it", async () => {
    const file = join(ROOT, "app", "sdk", "src", "idl", "diem.json");
    const on = ["--provider.cluster", endpoint.url, "--provider.wallet", join(dir, "wallet.json")];
    const id = PROGRAM_ID.toBase58();
    const anchor = async (...args: string[]) =>
      (await run("anchor", ["idl", ...args, ...on], { cwd: ROOT, maxBuffer: 2 ** 24 })).stdout;
    expect(await anchor("init", id, "-f", file)).to.contain("Idl account created");
    const fetched = JSON.parse(await anchor("fetch", id)) as { address: string };
    expect(fetched.address).to.equal(id);
  });

  it("deploys a program through the upgradeable loader, upgrades it and closes it", async () => {
    const program = Keypair.generate();
    const id = program.publicKey.toBase58();
    const key = await keyFile("program", program);
    expect(await solana("program", "deploy", DIEM_PROGRAM_PATH, "--program-id", key)).to.contain(
      id,
    );
    const shown = await json<{ authority: string; owner: string }>("program", "show", id);
    expect(shown).to.include({
      authority: address,
      owner: "BPFLoaderUpgradeab1e11111111111111111111111",
    });
    const state = join(dir, "chain.state");
    await chain.save(state);
    // The program runs, also after a reload: it finds that it stands at another address than its own.
    for (const on of [chain, EmbeddedChain.load(state)]) {
      const call = new TransactionInstruction({ programId: program.publicKey, keys: [] });
      const latest = await on.connection.getLatestBlockhash();
      const transaction = new Transaction({ feePayer: wallet.publicKey, ...latest }).add(call);
      const { value } = await on.connection.simulateTransaction(transaction, [wallet]);
      expect(JSON.stringify(value.err)).to.equal('{"InstructionError":[0,{"Custom":4100}]}');
    }
    await solana("program", "deploy", DIEM_PROGRAM_PATH, "--program-id", key, "--use-rpc");
    // The loader closes no program in the slot of its deployment.
    const deployed = chain.clock.slot();
    while (chain.clock.slot() === deployed) await pause(50);
    expect(await solana("program", "close", id, "--bypass-warning")).to.contain(
      "Closed Program Id",
    );
    expect(await solana("program", "show", "--programs")).to.not.contain(id);
  });
});
