import { closeSync, openSync } from "node:fs";
import { expect } from "chai";
import { nextEpoch } from "../support/epochs";
import { UNIT } from "../support/market";
import type { Actor } from "../support/world";
import { Cli, type RunOptions } from "./support";

describe("cli: outputs that fail", () => {
  let cli: Cli;
  let staker: Actor;
  let wallet: string;
  before(async () => {
    cli = await Cli.start();
    staker = await cli.world.actor(100n * UNIT);
    wallet = cli.walletFile(staker.keypair);
  });
  after(() => cli.close());

  const diem = (args: string, broken: RunOptions["broken"] = {}) =>
    cli.run([...args.split(" "), "-k", wallet, "--no-color"], { broken });

  const FAULTS = ["EPIPE", "ENOSPC", "EIO"] as const;
  const warning = (fault: string) =>
    ({
      EPIPE: "",
      ENOSPC: "warning: not all output could be written: there is no space left on the disk\n",
      EIO: "warning: not all output could be written: write EIO\n",
    })[fault];

  for (const fault of FAULTS) {
    it(`keep no command from ending as it would: ${fault}`, async () => {
      const commands: [args: string, code: number][] = [
        ["balance", 0],
        ["market show", 0],
        ["help", 0],
        ["--version", 0],
        ["completion bash", 0],
        ["stake", 2],
        ["stake 1000 -y", 1],
        ["balance -u http://127.0.0.1:1", 3],
      ];
      for (const [args, code] of commands) {
        for (const broken of [
          { stdout: fault },
          { stderr: fault },
          { stdout: fault, stderr: fault },
        ]) {
          const result = await diem(args, broken);
          expect(result.code, args).to.equal(code);
          expect(result.stderr + result.stdout, args).not.to.match(/^ +at /m);
        }
      }
    });

    it(`are told of where that is a fault: ${fault}`, async () => {
      const { stdout, stderr } = await diem("balance", { stdout: fault });
      expect({ stdout, stderr }).to.deep.equal({ stdout: "", stderr: warning(fault) });
    });

    it(`lose nothing of what was sent, on stdout: ${fault}`, async () => {
      const { code, stdout, stderr } = await diem("stake 1 -y", { stdout: fault });
      expect({ code, stdout }).to.deep.equal({ code: 0, stdout: "" });
      expect(stderr).to.match(/^signature: {2}\w{80,90}$/m);
      expect(stderr).to.match(/^staked 1 VVV: \d+ VVV in all$/m);
      const json = await diem("stake 1 -y -o json", { stdout: fault });
      expect(json.code).to.equal(0);
      const [sent = "", result = ""] = json.stderr
        .slice(json.stderr.indexOf('{"signature"'))
        .split(/\n(?=\{\n)/);
      const { signature } = JSON.parse(sent) as { signature: string };
      expect(result).to.contain(`"signature": "${signature}"`);
    });

    it(`lose nothing of what was sent, on stderr: ${fault}`, async () => {
      const { code, stdout, stderr } = await diem("stake 1 -y", { stderr: fault });
      expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
      expect(stdout).to.match(/^staked 1 VVV: \d+ VVV in all\nsignature: {2}\w{80,90}\n$/);
      const json = await diem("stake 1 -y -o json", { stderr: fault });
      expect(json.json<{ signature: string }>().signature).to.match(/^\w{80,90}$/);
    });
  }

  it("end no process with a stack: a reader that is gone, and a full disk", async () => {
    const gone = cli.spawn("market", "show");
    gone.closeStdout();
    expect(await gone.ended).to.include({ code: 0, stdout: "", stderr: "" });
    const full = openSync("/dev/full", "w");
    try {
      const shown = await cli.spawnInto(full, "market", "show").ended;
      expect(shown).to.include({ code: 0, stderr: warning("ENOSPC") });
      const sent = await cli.spawnInto(full, "stake", "1", "-y", "-k", wallet).ended;
      expect(sent.code).to.equal(0);
      expect(sent.stderr).to.match(/\nsignature: {2}\w{80,90}\nstaked 1 VVV: /);
    } finally {
      closeSync(full);
    }
  });

  it("end a watch, whose reader has seen enough", async () => {
    const watching = cli.spawn("watch", "--from", "0");
    await watching.until(({ stdout }) => stdout.includes("MarketCreated"));
    watching.closeStdout();
    expect((await diem("stake 1 -y")).code).to.equal(0);
    expect(await watching.ended).to.include({
      code: 0,
      stderr: `waiting for events of the market ${cli.market};\nCtrl-C ends it\n`,
    });
  });

  it("stop no keeper: it goes on to tell what it does on stderr", async () => {
    await nextEpoch(cli.world, 2);
    const { code, stdout, stderr } = await diem("keeper run --once -y -o json", {
      stdout: "EPIPE",
    });
    expect({ code, stdout }).to.deep.equal({ code: 0, stdout: "" });
    expect(stderr).to.contain('"outcome":"done"');
  });
});
