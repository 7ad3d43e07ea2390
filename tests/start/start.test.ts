import { expect } from "chai";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { PortInUseError, StateFileError } from "@diem/localnet";
import { constants, DiemClient, events, keypairWallet, PROGRAM_ID, quotes } from "@diem/sdk";
import { type LocalNetwork, StartError, startNetwork, type StartOptions } from "@diem/start";
import { Connection } from "@solana/web3.js";

import { rejection } from "../localnet/setup";

const UNIT = constants.DIEM_UNIT;

describe("npm start: the network", () => {
  let dir: string;
  const running: LocalNetwork[] = [];
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "diem-start-"));
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((network) => network.close()));
    await rm(dir, { recursive: true });
  });

  async function start(options: StartOptions = {}): Promise<LocalNetwork> {
    const network = await startNetwork({ dir, port: 0, ...options });
    running.push(network);
    return network;
  }

  async function end(network: LocalNetwork): Promise<void> {
    running.splice(running.indexOf(network), 1);
    await network.close();
  }

  const clientOf = (
    { connection, market, wallets }: LocalNetwork,
    name: keyof LocalNetwork["wallets"],
  ) =>
    DiemClient.connect({
      connection,
      market: market.market,
      wallet: keypairWallet(wallets[name]),
      checkCluster: true,
    });

  it("has a market, funded wallets and a provider with an offer", async () => {
    const network = await start();
    const over = new Connection(network.url, "confirmed");
    expect((await over.getAccountInfo(PROGRAM_ID))?.executable).to.equal(true);
    const { params, epochSecs, roles } = await (await clientOf(network, "authority")).read.market();
    const { stakeCooldownSecs, bondCooldownSecs, paramsDelaySecs, feeStreamSecs } = params;
    const periods = [epochSecs, stakeCooldownSecs, bondCooldownSecs, paramsDelaySecs];
    expect(periods).to.deep.equal([30n, 30n, 30n, 30n]);
    expect(feeStreamSecs).to.equal(90n);
    for (const role of Object.values(roles)) {
      expect(role.equals(network.wallets.authority.publicKey)).to.equal(true);
    }
    const balances = async (name: keyof LocalNetwork["wallets"]) => {
      const { lamports, vvv, diem } = await (await clientOf(network, name)).read.balances();
      expect(lamports > 99n * UNIT).to.equal(true);
      return [vvv, diem];
    };
    expect(await balances("staker")).to.deep.equal([100_000n * UNIT, 0n]);
    expect(await balances("consumer")).to.deep.equal([10_000n * UNIT, 50n * UNIT]);
    expect(await balances("provider")).to.deep.equal([8_000n * UNIT, 0n]);
    expect(await balances("operator")).to.deep.equal([0n, 0n]);
    const client = await clientOf(network, "provider");
    const offer = await client.read.provider(network.provider);
    expect(offer.operator.equals(network.wallets.operator.publicKey)).to.equal(true);
    expect(offer.capacity.next).to.equal(1_000n * constants.CREDIT_UNIT);
    const price = (6n * UNIT) / 10_000n;
    expect([offer.price, offer.nextPrice]).to.deep.equal([price, price]);
  });

  it("has an offer that counts: a consumer can take quota at once", async () => {
    const network = await start();
    const client = await clientOf(network, "consumer");
    const { provider } = network;
    const order = { provider, deposit: 5n * UNIT, quotaStake: 2n * UNIT };
    const { quote } = await client.act.openChannel(order);
    const { staked } = await client.read.channel(quote.channel);
    expect(staked).to.equal(2n * UNIT);
    const wall = () => BigInt(Math.floor(Date.now() / 1_000));
    const ahead = () => (network.chain?.clock.now() ?? 0n) - wall();
    while (ahead() < -1n) await new Promise((r) => setTimeout(r, 50)); // a busy machine moves it late
    expect(ahead() <= 0n).to.equal(true);
  });

  it("runs in real time: blocks and time advance", async () => {
    const { connection } = await start();
    const [slot, { blockhash }] = [
      await connection.getSlot(),
      await connection.getLatestBlockhash(),
    ];
    while ((await connection.getSlot()) < slot + 3) await new Promise((r) => setTimeout(r, 50));
    expect((await connection.getLatestBlockhash()).blockhash).to.not.equal(blockhash);
    const before = Math.floor(Date.now() / 1_000);
    const time = async () => (await connection.getBlockTime(await connection.getSlot())) ?? 0;
    while ((await time()) < before) await new Promise((r) => setTimeout(r, 50));
    expect(await time()).to.be.at.most(Date.now() / 1_000);
  });

  it("runs a keeper, unless it is told not to", async () => {
    const [kept, left] = [await start(), await start({ dir: join(dir, "left"), keeper: false })];
    const due = async (network: LocalNetwork) => {
      const client = await clientOf(network, "operator");
      const [market, now] = await Promise.all([client.read.market(), client.read.now()]);
      return quotes.epochsDue({ market, now });
    };
    for (const network of [kept, left]) network.chain?.clock.advance(300n);
    while ((await due(kept)) > 0) await new Promise((r) => setTimeout(r, 50));
    expect(await due(left)).to.be.greaterThan(8);
    await end(left);
  });

  it("has a provider whose bond covers its offer after a slash", async () => {
    const network = await start();
    const authority = await clientOf(network, "authority");
    const { provider } = network;
    const before = await authority.read.provider(provider);
    await authority.act.slashProvider({ provider, maxAmount: before.bond / 5n, reason: 3 });
    const consumer = await clientOf(network, "consumer");
    await consumer.act.openChannel({ provider, deposit: 5n * UNIT, quotaStake: 2n * UNIT });
  });

  it("writes keys for their owner alone, and settings for shells and the Solana CLI", async () => {
    const { files, url, wsUrl, market, provider, wallets } = await start();
    expect(files.folder).to.equal(join(dir, ".diem"));
    for (const path of [...Object.values(files.wallets), files.vvvMint]) {
      expect((await stat(path)).mode & 0o777).to.equal(0o600);
    }
    const secret = JSON.parse(await readFile(files.wallets.staker, "utf8")) as number[];
    expect(secret).to.deep.equal([...wallets.staker.secretKey]);
    expect(await readFile(files.env, "utf8")).to.equal(
      [
        `export DIEM_URL='${url}'`,
        `export DIEM_KEYPAIR='${files.wallets.staker}'`,
        `export DIEM_MARKET='${market.market.toBase58()}'`,
        `export DIEM_PROVIDER='${provider.toBase58()}'`,
        `export DIEM_HOME='${files.home}'`,
        "",
      ].join("\n"),
    );
    expect(await readFile(files.config, "utf8")).to.equal(
      [
        "---",
        `json_rpc_url: ${url}`,
        `websocket_url: ${wsUrl}`,
        `keypair_path: "${files.wallets.staker}"`,
        "address_labels: {}",
        "commitment: confirmed",
        "",
      ].join("\n"),
    );
  });

  it("has the same addresses in the next run, on another chain", async () => {
    const first = await start();
    const genesis = await first.connection.getGenesisHash();
    await end(first);
    const second = await start();
    expect(second.resumed).to.equal(false);
    expect(second.market.market.equals(first.market.market)).to.equal(true);
    expect(second.provider.equals(first.provider)).to.equal(true);
    expect(await second.connection.getGenesisHash()).to.not.equal(genesis);
  });

  it("goes on with a state: stakes, claims and events are all there", async () => {
    const state = join(dir, "chain.state");
    const first = await start({ state });
    const staker = await clientOf(first, "staker");
    const { signature } = await staker.act.stake({ amount: 100n * UNIT });
    const genesis = await first.connection.getGenesisHash();
    await end(first);

    const second = await start({ state });
    expect(second.resumed).to.equal(true);
    expect(await second.connection.getGenesisHash()).to.equal(genesis);
    const again = await clientOf(second, "staker");
    expect((await again.read.position())?.staked).to.equal(100n * UNIT);
    second.chain?.clock.advance(10n); // of rewards
    await again.act.claimRewards();
    const history = await second.connection.getSignaturesForAddress(second.market.market);
    expect(history.map((entry) => entry.signature)).to.include(signature);
    const found = await second.connection.getTransaction(signature, {
      maxSupportedTransactionVersion: 0,
    });
    if (found === null) throw new Error("the transaction was forgotten");
    const [event] = events.named(events.fromTransaction(found), "Staked");
    expect(event?.data.amount).to.equal(100n * UNIT);
  });

  it("refuses a folder or a state that a running network has, and a port that is taken", async () => {
    const state = join(dir, "chain.state");
    const network = await start({ state });
    const same = await rejection(startNetwork({ dir, port: 0 }));
    expect(same).to.be.instanceOf(StartError);
    expect([same.name, same.message]).to.deep.equal([
      "InUse",
      `the folder ${join(dir, ".diem")} is used by a running local network (process ${process.pid}, as ${join(dir, ".diem", "lock.1")} says): ` +
        "stop it, or choose another --dir or --state",
    ]);
    const other = join(dir, "other");
    const shared = await rejection(startNetwork({ dir: other, state, port: 0 }));
    expect(shared.message).to.contain(`the state ${state} is used by a running local network`);
    const port = Number(new URL(network.url).port);
    const before = await readFile(network.files.env, "utf8");
    const taken = await rejection(startNetwork({ dir: other, port }));
    expect(taken).to.be.instanceOf(PortInUseError);
    expect(await readdir(join(other, ".diem"))).to.have.members([
      "lock.1",
      "lock.2",
      "vvv-mint.json",
      "wallets",
    ]);
    expect(await readFile(network.files.env, "utf8")).to.equal(before);
  });

  it("names the path that cannot be used, and the option that gave it", async () => {
    const file = join(dir, "file");
    await writeFile(file, "");
    const state = join(dir, "none", "chain.state");
    const refusals: [options: StartOptions, message: string][] = [
      [
        { dir: file },
        `the folder ${join(file, ".diem")} cannot be used, because a part of the path is not a folder: choose another one with --dir`,
      ],
      [
        { dir, state },
        `the state ${state} cannot be used, because the folder above it does not exist, or cannot be written to: choose another one with --state`,
      ],
      [
        { dir, state: join(file, "chain.state") },
        `the state ${join(file, "chain.state")} cannot be used, because a part of the path is not a folder: choose another one with --state`,
      ],
    ];
    // where the system refuses a folder as if the one above it were missing
    if (existsSync("/proc")) {
      refusals.push([
        { dir: "/proc/diem" },
        "the folder /proc/diem/.diem cannot be used, because the folder above it does not exist, or cannot be written to: choose another one with --dir",
      ]);
    }
    for (const [options, message] of refusals) {
      const refused = await rejection(startNetwork({ ...options, port: 0 }));
      expect(refused).to.be.instanceOf(StartError);
      expect([refused.name, refused.message]).to.deep.equal(["PathUnusable", message]);
    }
    expect(await readFile(file, "utf8")).to.equal("");
    expect(await readdir(join(dir, ".diem"))).to.not.include("lock");
  });

  it("takes over what a killed network claimed", async () => {
    await end(await start());
    const claim = (number: number) => join(dir, ".diem", `lock.${String(number)}`);
    await writeFile(claim(2), '{"pid":999999999,"boot":"","space":"","started":""}');
    await utimes(claim(2), 0, 0);
    const network = await start();
    expect(JSON.parse(await readFile(claim(3), "utf8"))).to.include({ pid: process.pid });
    await end(network);
    expect(await readFile(claim(3), "utf8")).to.equal("");
  });

  it("refuses keys and states that it cannot use, and leaves them as they are", async () => {
    const { files, ...network } = await start();
    await end({ files, ...network });
    await writeFile(files.wallets.consumer, "[1, 2]");
    const broken = await rejection(startNetwork({ dir, port: 0 }));
    expect([broken.name, broken.message]).to.deep.equal([
      "KeyFileUnusable",
      `${files.wallets.consumer} holds no usable key: remove it to get a new key and with it new addresses`,
    ]);
    expect(await readFile(files.wallets.consumer, "utf8")).to.equal("[1, 2]");
    await rm(files.wallets.consumer);
    const state = join(dir, "chain.state");
    await writeFile(state, "something else");
    const foreign = await rejection(startNetwork({ dir, port: 0, state }));
    expect(foreign).to.be.instanceOf(StateFileError);
    expect(foreign.message).to.equal(
      `the state file ${state} was not written by a local network: move it away to start a new chain, or choose another file`,
    );
    expect(await readFile(state, "utf8")).to.equal("something else");
  });

  it("warns when the state cannot be saved, goes on, and saves it once it can", async () => {
    const folder = join(dir, "states");
    const state = join(folder, "chain.state");
    const warnings: string[] = [];
    await mkdir(folder);
    const network = await start({ state, onWarning: (message) => warnings.push(message) });
    await rm(folder, { recursive: true });
    while (warnings.length === 0) await new Promise((r) => setTimeout(r, 50));
    expect(warnings[0]).to.contain("the state was not saved: Error: ENOENT");
    network.chain?.airdrop(network.wallets.staker.publicKey, UNIT);
    expect(await network.connection.getSlot()).to.be.greaterThan(0);
    await mkdir(folder);
    while (!(await readdir(folder)).includes("chain.state")) {
      await new Promise((r) => setTimeout(r, 50));
    }
    await end(network);
    expect(await readdir(folder)).to.deep.equal(["chain.state"]);
  });
});
