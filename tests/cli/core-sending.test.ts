import { expect } from "chai";
import { Keypair } from "@solana/web3.js";
import type { Listening } from "../support/listening";
import type { Actor } from "../support/world";
import { proxy } from "./proxies";
import { Cli, expectError } from "./support";

const VVV = 1_000_000_000n;

describe("cli: sending", () => {
  let cli: Cli;
  let staker: Actor;
  let wallet: string;
  let proxies: Listening[];
  beforeEach(async () => {
    proxies = [];
    cli = await Cli.start();
    staker = await cli.world.actor(100n * VVV);
    wallet = cli.walletFile(staker.keypair);
  });
  afterEach(async () => {
    await Promise.all(proxies.map((one) => one.close()));
    await cli.close();
  });
  const through = async (...args: Parameters<typeof proxy>) => {
    const opened = await proxy(...args);
    proxies.push(opened);
    return opened.url;
  };
  const held = () => cli.world.balance(staker.vvv);

  it("asks on a terminal, and sends after a yes", async () => {
    const { code, stdout, stderr } = await cli.run(["stake", "5", "-k", wallet, "--no-color"], {
      answers: ["y"],
    });
    expect(code, stderr).to.equal(0);
    expect(stdout).to.equal("staked 5 VVV: 5 VVV in all\n");
    const [shown = "", rest = ""] = stderr.split("Send it? [y/N] ");
    expect(shown).to.equal(
      [
        "stake:               5 VVV",
        "staked then:         5 VVV",
        "left in the wallet:  95 VVV",
        "position:            is opened; its rent comes back when you close it",
        "",
      ].join("\n"),
    );
    expect(rest).to.match(/signature: {2}\w{80,90}\n/);
    expect(await held()).to.equal(95n * VVV);
  });

  it("sends nothing after a no", async () => {
    const { code, stdout, stderr } = await cli.run(["stake", "5", "-k", wallet, "--no-color"], {
      answers: [""],
    });
    expect({ code, stdout }).to.deep.equal({ code: 2, stdout: "" });
    expect(stderr).to.contain("error: not confirmed: nothing was sent [Declined]\n");
    expect(stderr).not.to.contain("signature");
    expect(await held()).to.equal(100n * VVV);
  });

  it("refuses to send unasked where there is no terminal, and names --yes", async () => {
    const result = await cli.run(["stake", "5", "-k", wallet, "-o", "json"]);
    const error = expectError(result, "ConfirmationMissing", 2);
    expect(error.next).to.equal(
      "give --yes to send it without confirmation, or --dry-run to preview it",
    );
    expect(await held()).to.equal(100n * VVV);
  });

  it("shows in a dry run what would happen, asks nothing and sends nothing", async () => {
    const { code, stdout, stderr } = await cli.run(["stake", "5", "-k", wallet, "--dry-run"]);
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
    expect(stdout).to.match(
      /^dry run: nothing was sent\nstake: +5 VVV\n[\s\S]*compute units: +\d+\nfee: +0\.000005 SOL\nrent: +0\.00322944 SOL\nevents: +PositionOpened, Staked\n$/,
    );
    const json = (await cli.run(["stake", "5", "-k", wallet, "--dry-run", "-o", "json"])).json<{
      events: { name: string; data: { amount?: string } }[];
    }>();
    expect(json).to.deep.include({
      dryRun: true,
      amount: { amount: "5", baseUnits: "5000000000" },
      fee: { amount: "0.000005", baseUnits: "5000" },
      rent: { amount: "0.00322944", baseUnits: "3229440" },
    });
    expect(json.events.map(({ name }) => name)).to.deep.equal(["PositionOpened", "Staked"]);
    expect(json.events[1]?.data.amount).to.equal("5000000000");
    expect(await held()).to.equal(100n * VVV);
  });

  it("shows in a dry run what rent stays in accounts and comes back, to the lamport", async () => {
    const { connection } = cli.chain;
    const rentOf = async (...line: string[]) => {
      const args = [...line, "-k", wallet, "-o", "json"];
      const told = (await cli.run([...args, "--dry-run"])).json<{
        fee: { baseUnits: string };
        rent: { amount: string; baseUnits: string };
      }>();
      const before = BigInt(await connection.getBalance(staker.address));
      (await cli.run([...args, "-y"])).json();
      const paid = before - BigInt(await connection.getBalance(staker.address));
      expect(BigInt(told.rent.baseUnits)).to.equal(paid - BigInt(told.fee.baseUnits));
      return told.rent.amount;
    };
    expect(await rentOf("stake", "5")).to.equal("0.00322944");
    expect(await rentOf("stake", "5")).to.equal("0");
    const again = await cli.run(["stake", "5", "-k", wallet, "--dry-run"]);
    expect(again.stdout).to.match(/^rent: +none$/m);
    expect(await rentOf("unstake", "10")).to.equal("0.00189312");
    expect(await rentOf("tickets", "cancel", "0")).to.equal("-0.00189312");
    await rentOf("unstake", "10");
    const back = await cli.run(["tickets", "cancel", "1", "-k", wallet, "--dry-run"]);
    expect(back.stdout).to.match(/^rent: +0\.00189312 SOL come back$/m);
  });

  it("pays the priority fee that was asked for, and shows it before", async () => {
    const dry = await cli.run([
      ...["stake", "5", "-k", wallet, "--dry-run", "-o", "json"],
      ...["--priority-fee", "1000000"],
    ]);
    const fee = BigInt(dry.json<{ fee: { baseUnits: string } }>().fee.baseUnits);
    expect(fee > 5_000n).to.equal(true);
    const sent = await cli.as(staker)("stake", "5", "--priority-fee", "1000000");
    const { signature } = sent.json<{ signature: string }>();
    const config = { maxSupportedTransactionVersion: 0 };
    const transaction = await cli.chain.connection.getTransaction(signature, config);
    expect(BigInt(transaction?.meta?.fee ?? 0)).to.equal(fee);
  });

  it("names a wallet without SOL, and where SOL comes from", async () => {
    const poor = Keypair.generate();
    const actor = await cli.world.actor(10n * VVV, poor);
    const result = await cli.as(actor)("stake", "5");
    const error = expectError(result, "InsufficientSol", 1);
    expect(error.message).to.equal(
      "the payer has too little SOL for the fee, or for the rent of what this opens",
    );
    expect(error.next).to.contain("send SOL to the wallet");
  });

  it("names a wallet whose SOL is not enough for the rent", async () => {
    const poor = Keypair.generate();
    const actor = await cli.world.actor(10n * VVV, poor);
    cli.chain.embedded?.airdrop(poor.publicKey, 1_000_000n);
    const error = expectError(await cli.as(actor)("stake", "5"), "InsufficientSol", 1);
    expect(error.next).to.contain("send SOL to the wallet");
    expect(await cli.world.balance(actor.vvv)).to.equal(10n * VVV);
  });

  it("says nothing was sent where Ctrl-C comes before that", async () => {
    const interrupt = new AbortController();
    const url = await through(cli.url, (method) => {
      if (method === "getLatestBlockhash") interrupt.abort();
      return true;
    });
    const args = ["stake", "5", "-k", wallet, "-y", "-o", "json", "-u", url];
    const result = await cli.run(args, { signal: interrupt.signal });
    const error = expectError(result, "Interrupted", 130);
    expect(error).not.to.have.property("signature");
    expect(await held()).to.equal(100n * VVV);
  });

  it("names the transaction where Ctrl-C comes while it is on its way", async () => {
    const interrupt = new AbortController();
    const url = await through(cli.url, (method) => {
      if (method === "getSignatureStatuses") interrupt.abort();
      return true;
    });
    const args = ["stake", "5", "-k", wallet, "-y", "-o", "json", "-u", url];
    const result = await cli.run(args, { signal: interrupt.signal });
    const error = expectError(result, "Interrupted", 130);
    expect(error.next).to.equal(
      `check it before you try again: solana confirm ${error.signature} --url ${url}`,
    );
    expect(result.stderr).to.contain(`{"signature":"${error.signature}"}\n`);
    expect(await held()).to.equal(95n * VVV);
  });

  it("loses nothing where the process is killed as the transaction goes out", async () => {
    let kill: () => void = () => undefined;
    const url = await through(cli.url, (method) => {
      if (method === "getSignatureStatuses") kill();
      return method !== "getSignatureStatuses";
    });
    const args = ["stake", "5", "-k", wallet, "-y", "-o", "json", "-u", url];
    const running = cli.spawn(...args);
    kill = () => {
      running.kill("SIGKILL");
    };
    const killed = await running.ended;
    expect(killed.code).to.equal(null);
    expect(killed.stdout).to.equal("");
    const [, last = ""] = killed.stderr.trimEnd().split("\n");
    const { signature } = JSON.parse(last) as { signature: string };
    const { value } = await cli.chain.connection.getSignatureStatus(signature);
    expect(value?.err).to.equal(null);

    const position = (await cli.run(["position", "-k", wallet, "-o", "json"])).json();
    expect(position.staked).to.deep.equal({ amount: "5", baseUnits: "5000000000" });
    const again = await cli.run(["stake", "5", "-k", wallet, "-y", "-o", "json"]);
    expect(again.json().staked).to.deep.equal({ amount: "10", baseUnits: "10000000000" });
    expect(await held()).to.equal(90n * VVV);
  });

  it("ends a real process at SIGINT with 130 and the signature", async () => {
    let interrupt: () => void = () => undefined;
    const url = await through(cli.url, (method) => {
      if (method === "getSignatureStatuses") interrupt();
      return method !== "getSignatureStatuses";
    });
    const args = ["stake", "5", "-k", wallet, "-y", "-o", "json", "-u", url];
    const running = cli.spawn(...args);
    interrupt = () => {
      running.kill("SIGINT");
    };
    const result = await running.ended;
    const error = expectError(result, "Interrupted", 130);
    const { value } = await cli.chain.connection.getSignatureStatus(error.signature ?? "");
    expect(value?.err).to.equal(null);
    expect(await held()).to.equal(95n * VVV);
  });

  it("is the command of the package: results on stdout, exit codes of the process", async () => {
    const balance = await cli.spawn("balance", "-k", wallet).ended;
    expect(balance).to.include({ code: 0, stderr: "" });
    expect(balance.stdout).to.contain("VVV:    100 VVV\n");
    expect((await cli.spawn("stak").ended).code).to.equal(2);
    const down = await cli.spawn("balance", "-k", wallet, "-u", "http://127.0.0.1:1").ended;
    expect(down.code).to.equal(3);
  });
});
