import { expect } from "chai";
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { constants, DiemClient, events, keypairWallet } from "@diem/sdk";
import { StartError } from "@diem/start";
import { Connection, Keypair, PublicKey } from "@solana/web3.js";
import { CommanderError } from "commander";

import { rejection } from "../localnet/setup";
import { NetworkHere, type Ready } from "./network-here";

const COMMAND = join(__dirname, "..", "..", "app", "start", "bin", "start.js");
const UNIT = constants.DIEM_UNIT;

/** The markets whose history an indexer serves. */
async function marketsOf(url: string): Promise<readonly string[]> {
  const response = await fetch(`${url}/v1/markets`);
  const { items } = (await response.json()) as { items: { market: string }[] };
  return items.map(({ market }) => market);
}

describe("npm start: the process", () => {
  let dir: string;
  const children: ChildProcessWithoutNullStreams[] = [];
  const commands: NetworkHere[] = [];
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "diem-process-"));
  });
  afterEach(async () => {
    for (const command of commands.splice(0)) if (!command.ended) await command.end();
    for (const child of children.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    }
    await rm(dir, { recursive: true });
  });

  function start(...args: string[]) {
    const env = { ...process.env, INIT_CWD: dir };
    const child = spawn(process.execPath, [COMMAND, ...args], { env });
    children.push(child);
    const output = { stdout: "", stderr: "" };
    child.stdout.on("data", (text: Buffer) => (output.stdout += text.toString()));
    child.stderr.on("data", (text: Buffer) => (output.stderr += text.toString()));
    return { child, output };
  }

  type Started = ReturnType<typeof start>;

  /** The command within this process, which is cheaper where no process is needed. */
  function run(...args: string[]): NetworkHere {
    const command = new NetworkHere(dir, args);
    commands.push(command);
    return command;
  }

  async function ready({ child, output }: Started, pattern = /\n/): Promise<string> {
    while (!pattern.test(output.stdout)) {
      if (child.exitCode !== null) throw new Error(`it ended: ${output.stderr}`);
      await pause(20);
    }
    return output.stdout;
  }

  const readyJson = async (started: Started) => JSON.parse(await ready(started)) as Ready;

  async function end({ child }: Started, signal: NodeJS.Signals): Promise<unknown> {
    const ended = once(child, "exit");
    child.kill(signal);
    const [code] = (await ended) as [number | null];
    return code;
  }

  async function clientOf({ url, market, wallets }: Ready): Promise<DiemClient> {
    const path = wallets.staker?.keypair ?? "";
    const secret = JSON.parse(await readFile(path, "utf8")) as number[];
    return DiemClient.connect({
      connection: new Connection(url, "confirmed"),
      market: new PublicKey(market),
      wallet: keypairWallet(Keypair.fromSecretKey(Uint8Array.from(secret))),
      checkCluster: true,
    });
  }

  it("tells people what to do next, without colours where there is no terminal, and ends cleanly", async () => {
    const started = start("--port", "0");
    const text = await ready(started, /Ctrl-C ends it\.\n/);
    expect(text).to.contain("A local network with a DIEM market is running.");
    expect(text).to.contain("  . .diem/env\n  npx diem stake 100\n  npx diem position\n");
    // eslint-disable-next-line no-control-regex -- that no escape is there is the point
    expect(text).to.not.match(/\u001b/);
    expect(await end(started, "SIGINT")).to.equal(0);
    expect(started.output.stderr).to.equal("");
    expect(await readdir(join(dir, ".diem"))).to.have.members([
      "config.yml",
      "env",
      "gateway",
      "indexer",
      "lock.1",
      "vvv-mint.json",
      "wallets",
    ]);
  });

  it("tells scripts one line of JSON, or nothing", async () => {
    const started = run("--port", "0", "--output", "json", "--dir", "elsewhere");
    const { url, env, resumed, wallets, market, indexer } = await started.ready();
    expect([env, resumed]).to.deep.equal([join(dir, "elsewhere", ".diem", "env"), false]);
    expect(Object.keys(wallets)).to.deep.equal([
      "authority",
      "staker",
      "consumer",
      "provider",
      "operator",
    ]);
    expect(await (await fetch(`${url}/health`)).text()).to.equal("ok");
    while (!(await marketsOf(indexer.url)).includes(market)) await pause(20);
    await started.end();
    expect(started.output.stdout.split("\n")).to.have.length(2);
    const silent = run("--port", "0", "--quiet");
    while (!(await readdir(dir)).includes(".diem")) await pause(20);
    while (!(await readdir(join(dir, ".diem"))).includes("env")) await pause(20);
    await silent.end();
    expect(silent.output).to.deep.equal({ stdout: "", stderr: "" });
  });

  it("loses nothing that was confirmed when it is killed at once", async () => {
    const args = ["--port", "0", "--output", "json", "--state", join(dir, "chain.state")];
    const signatures: string[] = [];
    let market = "";
    for (let round = 0; round < 3; round += 1) {
      const running = start(...args);
      const told = await readyJson(running);
      expect(told.resumed).to.equal(round > 0);
      if (round === 0) market = told.market;
      expect(told.market).to.equal(market);
      const client = await clientOf(told);
      const staked = (await client.read.position())?.staked ?? 0n;
      expect(staked).to.equal(BigInt(round) * 100n * UNIT);
      // More is under way, and may be being written, when the process dies.
      const under = Array.from({ length: round * 50 }, () =>
        client.connection.requestAirdrop(client.context.owner, 1_000_000),
      );
      const { signature } = await client.act.stake({ amount: 100n * UNIT });
      const killed = once(running.child, "exit");
      running.child.kill("SIGKILL");
      await killed;
      await Promise.allSettled(under);
      signatures.push(signature);
    }

    const last = run(...args);
    const resumed = await last.ready();
    expect(resumed.resumed).to.equal(true);
    expect(resumed.market).to.equal(market);
    const again = await clientOf(resumed);
    expect((await again.read.position())?.staked).to.equal(300n * UNIT);
    const { value } = await again.connection.getSignatureStatuses(signatures);
    expect(value.map((status) => status?.err)).to.deep.equal([null, null, null]);
    const claimed = await again.act.claimRewards();
    expect(claimed.signature).to.be.a("string");
    const [signature = ""] = signatures;
    const found = await again.connection.getTransaction(signature, {
      maxSupportedTransactionVersion: 0,
    });
    if (found === null) throw new Error("the stake was forgotten");
    expect(events.named(events.fromTransaction(found), "Staked")).to.have.length(1);
    const history = await again.connection.getSignaturesForAddress(new PublicKey(market));
    expect(history.map((entry) => entry.signature)).to.include.members([
      ...signatures,
      claimed.signature,
    ]);
    await last.end();
  });

  it("continues if its output is not read", async () => {
    const started = start("--port", "0");
    started.child.stdout.destroy();
    const env = join(dir, ".diem", "env");
    let told = "";
    while (told === "") {
      expect(started.child.exitCode, started.output.stderr).to.equal(null);
      await pause(20);
      told = await readFile(env, "utf8").catch(() => "");
    }
    const [, url = ""] = /DIEM_URL='([^']+)'/.exec(told) ?? [];
    await pause(200); // the output comes after the file
    expect(await new Connection(url).getSlot()).to.be.at.least(0);
    expect(await end(started, "SIGTERM")).to.equal(0);
    expect(started.output.stderr).to.equal("");
  });

  it("refuses wrong use, a port that is taken and a folder in use, and says what to do", async () => {
    const { port } = new URL((await run("--port", "0", "--output", "json").ready()).url);
    for (const [args, code, message] of [
      [["--port", "x"], 2, "write 1 to 65534, or 0 for any that is free."],
      [["--port", "0"], 1, "stop it, or choose another --dir or --state [InUse]"],
    ] as const) {
      const refused = start(...args);
      const [exit] = (await once(refused.child, "close")) as [number];
      expect([args, exit]).to.deep.equal([args, code]);
      expect(refused.output.stderr).to.match(/^error: /);
      expect(refused.output.stderr).to.contain(message);
      expect(refused.output.stdout).to.equal("");
    }
    const taken = await rejection(run("--port", port, "--dir", "other").ready());
    expect(taken).to.be.instanceOf(StartError);
    expect(taken.name).to.equal("PortInUse");
    expect(taken.message).to.match(/^port \d+ is in use, /);
    expect(taken.message).to.match(/: stop that, or choose another port with --port$/);
  });

  for (const [args, message] of [
    [["--output", "xml"], "Allowed choices are text, json."],
    [["--state", "s", "--validator"], "'--validator' cannot be used with option '--state <file>'"],
    [["extra"], "too many arguments"],
    [["--dir="], "argument '' is invalid. write a path, or leave the option out."],
    [["--state", " "], "argument ' ' is invalid. write a path, or leave the option out."],
  ] as const) {
    it(`refuses ${args.join(" ")}`, async () => {
      const refused = run(...args);
      expect(await rejection(refused.ready())).to.be.instanceOf(CommanderError);
      const { stdout, stderr } = refused.output;
      expect(stdout).to.equal("");
      expect(stderr).to.match(/^error: /);
      expect(stderr).to.contain(message);
      expect(await readdir(dir)).to.deep.equal([]);
    });
  }
});
