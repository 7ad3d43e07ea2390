import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { Connection, Keypair, LAMPORTS_PER_SOL, PublicKey } from "@solana/web3.js";
import { expect } from "chai";
import { DIEM_PROGRAM_ID } from "@diem/localnet";
import { PROGRAM_ID } from "@diem/sdk";
import { project, run } from "./project";

describe("package: @diem/localnet", () => {
  let folder: string;
  let packed: readonly string[];
  const children: ChildProcessWithoutNullStreams[] = [];
  before(async () => {
    const made = await project();
    folder = made.folder;
    packed = made.files.get("@diem/localnet") ?? [];
  });
  afterEach(async () => {
    for (const child of children.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    }
  });

  /** The installed command, and what it has printed so far. */
  function start(...args: string[]) {
    const command = "node_modules/.bin/diem-localnet";
    const child = spawn(process.execPath, [command, ...args], { cwd: folder });
    children.push(child);
    const output = { stdout: "", stderr: "" };
    child.stdout.on("data", (text: Buffer) => (output.stdout += text.toString()));
    child.stderr.on("data", (text: Buffer) => (output.stderr += text.toString()));
    return { child, output };
  }

  async function urlOf({ child, output }: ReturnType<typeof start>): Promise<string> {
    for (;;) {
      const [, url] = /JSON-RPC +(\S+)\nWebSocket/.exec(output.stdout) ?? [];
      if (url !== undefined) return url;
      if (child.exitCode !== null) throw new Error(`it ended: ${output.stderr}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  it("holds what was built, the program, a README, the licence and nothing else", () => {
    const kinds = /^dist\/.*\.(js|d\.ts|js\.map|d\.ts\.map)$/;
    expect(packed.filter((path) => !kinds.test(path))).to.have.members([
      ...["LICENSE", "README.md", "bin/diem-localnet.js", "package.json", "program/diem.so"],
    ]);
  });

  it("runs in an empty project as a chain with the program, and ends cleanly", async () => {
    const state = "package.state";
    const wallet = Keypair.generate().publicKey;
    for (const expected of [0, LAMPORTS_PER_SOL]) {
      const network = start("--port", "0", "--state", state);
      const connection = new Connection(await urlOf(network), "confirmed");
      const program = await connection.getAccountInfo(new PublicKey(DIEM_PROGRAM_ID));
      expect(program?.executable).to.equal(true);
      expect(await connection.getBalance(wallet)).to.equal(expected);
      const signature = await connection.requestAirdrop(wallet, LAMPORTS_PER_SOL);
      const { value } = await connection.getSignatureStatus(signature);
      expect(value?.confirmationStatus).to.equal("finalized");
      const ended = once(network.child, "exit");
      network.child.kill("SIGINT");
      expect((await ended)[0]).to.equal(0);
      expect(network.output.stderr).to.equal("");
    }
  });

  it("brings the program at the address that the SDK knows", () => {
    expect(DIEM_PROGRAM_ID).to.equal(PROGRAM_ID.toBase58());
  });

  it("works as a library, by both kinds of import", async () => {
    const use = `const chain = EmbeddedChain.start(); chain.airdrop(Keypair.generate().publicKey, 1000000000n); console.log(chain.clock.slot() > 0n);`;
    const required = `const { EmbeddedChain } = require("@diem/localnet"); const { Keypair } = require("@solana/web3.js"); ${use}`;
    const imported = `import { EmbeddedChain } from "@diem/localnet"; import { Keypair } from "@solana/web3.js"; ${use}`;
    expect(await run(process.execPath, ["--input-type=commonjs", "-e", required])).to.equal(
      "true\n",
    );
    expect(await run(process.execPath, ["--input-type=module", "-e", imported])).to.equal("true\n");
  });

  it("says what it can do, and what is wrong with its arguments", async () => {
    const help = start("--help");
    const [code] = (await once(help.child, "close")) as [number];
    expect([code, help.output.stderr]).to.deep.equal([0, ""]);
    expect(help.output.stdout).to.match(/^Usage: diem-localnet \[options\]\n/);
    for (const [args, message] of [
      [["--port", "x"], 'error: invalid --port "x": write 1 to 65534, or 0 for any that is free'],
      [["--state", ""], "error: --state is empty: write a value, or leave it out"],
      [
        ["--program", "x"],
        'error: --program "x" has no address: write an address and a .so file, as in <address>=<file>',
      ],
      [
        ["--program", `${DIEM_PROGRAM_ID}=none.so`],
        `error: --program "${DIEM_PROGRAM_ID}=none.so" has no file that exists: write an address and a .so file, as in <address>=<file>`,
      ],
    ] as const) {
      const wrong = start(...args);
      const [ended] = (await once(wrong.child, "close")) as [number];
      expect([ended, wrong.output.stdout]).to.deep.equal([2, ""]);
      expect(wrong.output.stderr).to.equal(`${message}\nsee diem-localnet --help\n`);
    }
  });
});
