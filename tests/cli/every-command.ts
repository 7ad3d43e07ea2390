import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Keypair } from "@solana/web3.js";
import { startBuiltin } from "@diem/gateway";
import { accounts, pda } from "@diem/sdk";
import { nextEpoch } from "../support/epochs";
import { createMint, UNIT } from "../support/market";
import { EPOCH_SECS, GRACE_SECS } from "./channel-fixture";
import { Cli, type CommandResult } from "./support";

const DEVNET = join(__dirname, "../../migrations/markets/devnet.json");

/** What a command was, and what came of it. */
export interface Step {
  readonly line: string;
  readonly result: CommandResult;
}

type Signer = { readonly keypair: Keypair };

/** A market on which every command is run once, with figures that fill all their digits. */
export class EveryCommand {
  readonly steps: Step[] = [];

  private constructor(
    private readonly cli: Cli,
    private readonly extra: readonly string[],
  ) {}

  /** Runs all of them; `extra` are options that every line gets, such as the form of the output. */
  static async run(...extra: readonly string[]): Promise<readonly Step[]> {
    const params = { channelGraceSecs: GRACE_SECS, feeStreamSecs: 4n * EPOCH_SECS };
    const cli = await Cli.start({ epochSecs: EPOCH_SECS, genesisAgo: EPOCH_SECS - 20n, params });
    try {
      const every = new EveryCommand(cli, extra);
      await every.governance();
      const staker = await every.staking();
      await every.trading();
      await every.act("claim", staker);
      await every.selling();
      await every.rest();
      return every.steps;
    } finally {
      await cli.close();
    }
  }

  /** A command that only looks. */
  private async look(line: string, who?: Signer): Promise<CommandResult> {
    const wallet = who === undefined ? [] : ["--keypair", this.cli.walletFile(who.keypair)];
    const result = await this.cli.run([...line.split(" "), ...this.extra, ...wallet]);
    this.steps.push({ line, result });
    return result;
  }

  /** A command that acts, and its dry run before. */
  private async act(line: string, who: Signer): Promise<CommandResult> {
    await this.look(`${line} --dry-run`, who);
    return this.look(`${line} --yes`, who);
  }

  private async governance(): Promise<void> {
    const { cli } = this;
    const { world } = cli;
    const authority = await world.actor(9_000_000_123_456_789n, world.creator);
    const other = await cli.chain.wallet();
    const address = other.publicKey.toBase58();
    const mint = await createMint(cli.chain, world.mintAuthority);
    copyFileSync(DEVNET, join(cli.home, "market.json"));
    const opening = `--vvv-mint ${mint.toBase58()} --vvv-price 2.5 --quota-capacity 100`;
    await this.act(`market create --file market.json ${opening}`, authority);
    await this.act("market fund rewards 1234567.123456789 --duration 365d", authority);
    await this.act("market metadata --name DIEM --symbol DIEM --uri https://a.example", authority);
    await this.look("market metadata");
    await this.act("market pause all", authority);
    await this.act("market unpause all", authority);
    await this.act(`market roles set --guardian ${address}`, authority);
    await this.act(`market roles propose-authority ${address}`, authority);
    await this.look("market roles show");
    const file = await cli.run(["market", "params", "show", "--output", "json"]);
    const { params } = file.json<{ params: Record<string, string> }>();
    const changed = { ...params, treasury: "6%", stakers: "9%", baseRate: "87.654321987 VVV" };
    cli.file("params.json", JSON.stringify({ params: changed }));
    await this.act("market params propose --file params.json --vvv-price 2.5", authority);
    await this.look("market params show");
    await this.look("market show");
    await this.act("market params cancel", authority);
    await this.act("market params propose --file params.json", authority);
    await cli.chain.advance(2n * EPOCH_SECS);
    await this.act("market params apply", authority);
    await this.act("market roles accept-authority", { keypair: other });
  }

  private async staking(): Promise<Signer> {
    const { cli } = this;
    const staker = await cli.world.actor(12_345_678_123_456_789n);
    await this.act("stake 4567890.123456789", staker);
    await this.look("quote mint 1234.123456789");
    await this.act("mint 1234.123456789 --slippage 0.5%", staker);
    await this.look("quote burn 567.123456789", staker);
    await this.act("burn 567.123456789 --min-vvv 1", staker);
    for (const amount of ["123456.123456789", "234567.987654321"]) {
      await this.act(`unstake ${amount}`, staker);
    }
    await this.look("tickets list", staker);
    await this.act("tickets cancel 0", staker);
    await cli.chain.advance(EPOCH_SECS);
    await this.act("tickets withdraw", staker);
    await this.act("claim --compound", staker);
    await this.look("position show", staker);
    await this.look("balance", staker);
    const empty = await cli.world.staker(0n);
    await this.act("position close", empty);
    return staker;
  }

  private async trading(): Promise<void> {
    const { cli } = this;
    const { world } = cli;
    const owner = await world.actor(2_345_678_123_456_789n);
    const consumer = await world.consumer(20_000_123_456_789n);
    await this.act(
      `provider register --capacity 123456.123456 --quota-capacity 12345.123456 --bond 234567.123456789 --price 0.123456789 --endpoint https://compute.example/v1/${"a".repeat(60)}`,
      owner,
    );
    const provider = pda.provider({ market: world.market.market, owner: owner.address });
    await this.act(`provider update --price 0.134567891 --price-list ${"ab".repeat(32)}`, owner);
    await nextEpoch(world);
    await this.act(
      `channel open ${provider.toBase58()} --deposit 1234.123456789 --quota-stake 2345.123456789`,
      consumer,
    );
    const [found] = await accounts.channel.fetchAll(cli.chain.connection, {
      consumer: consumer.address,
    });
    if (found === undefined) throw new Error("no channel was opened");
    const channel = found.address.toBase58();
    await this.act(`channel deposit ${channel} 12.123456789`, consumer);
    await this.act(`channel quota stake ${channel} 23.123456789`, consumer);
    await this.look(`channel pay ${channel} 456.123456789 --quota 1.123456 --dry-run`, consumer);
    await this.look(
      `channel pay ${channel} 456.123456789 --quota 1.123456 --expires 10h --out voucher.txt`,
      consumer,
    );
    await this.look("channel restore voucher.txt", consumer);
    await this.look("channel accept voucher.txt --used 321.123456789 --used-quota 1.012345", owner);
    await this.act("channel settle", owner);
    await this.look(`channel show ${channel}`, consumer);
    await this.look("channel list", consumer);
    await this.act("channel collect", owner);
    await this.look("provider revenue show", owner);
    await this.look("keeper run --once --dry-run", owner);
    await this.act("provider revenue distribute", owner);
    await this.act("provider revenue withdraw 123.123456789", owner);
    await this.act("market treasury collect", owner);
    await this.act("market fund quota 1234.123456789", consumer);
    await this.act(`channel quota unstake ${channel} 345.123456789`, consumer);
    await nextEpoch(world);
    await this.act(`channel quota withdraw ${channel}`, consumer);
    await this.act("epoch report", owner);
    await this.look("epoch show");
    await nextEpoch(world);
    await this.act("epoch roll", owner);
    await this.look("epoch history");
    await this.act("provider rewards", owner);
    await this.look("keeper run --once --yes", owner);
    await this.look("provider list");
    const prices = "--diem-price 1.2345 --vvv-price 2.5";
    await this.look(`simulate paths ${prices} --paths 2 --days 30`);
    await this.look(`simulate attacks ${prices}`);
    await this.look("simulate scenarios");
    const few = `${prices} --paths 3 --days 9`;
    await this.look(`simulate sweep demand 0.2,123.5 ${few}`);
    await this.look(`simulate heat-map ${few}`);
    await this.look(`simulate phase ${few}`);
    await this.look(`simulate tornado ${few}`);
    await this.look(`simulate preview --param quotaCap=50% ${few}`);
    await this.look(`simulate market ${prices}`);
    await this.look("provider show", owner);
    await this.look("market list");
    await this.act("provider bond add 12345.123456789", owner);
    await this.act("provider capacity 100000.123456 --quota-capacity 9876.123456", owner);
    await this.act("provider bond request 12345.123456789", owner);
    await this.look("provider bond tickets", owner);
    await cli.chain.advance(EPOCH_SECS);
    await this.act("provider bond withdraw", owner);
    await this.act(`channel close ${channel}`, consumer);
    const arbiter = { keypair: world.creator };
    await this.act(`provider slash ${provider.toBase58()} --reason 3 --amount 1234.1`, arbiter);
    const leaving = await world.provider({ bond: UNIT });
    await this.act("provider retire", leaving.owner);
    await cli.chain.advance(4n * EPOCH_SECS);
    await this.act("provider bond request all", leaving.owner);
    await cli.chain.advance(4n * EPOCH_SECS);
    await this.act("provider bond withdraw", leaving.owner);
    await this.act("provider close", leaving.owner);
  }

  /** A provider that sells AI calls, and a proxy that pays for them. */
  private async selling(): Promise<void> {
    const { cli } = this;
    const { world } = cli;
    const builtin = await startBuiltin();
    try {
      const operator = await cli.chain.wallet();
      const seller = await world.provider({ operator });
      const provider = seller.provider.toBase58();
      const prices = "--input 0.15 --out 0.6";
      const init = `gateway init shop --provider ${provider} --upstream ${builtin.url} ${prices}`;
      await this.look(init, { keypair: operator });
      const config = join(cli.home, "shop", "gateway.yaml");
      const text = readFileSync(config, "utf8");
      writeFileSync(config, text.replace("chain:", "listen:\n  port: 0\nchain:"));
      await this.act("provider update --price-list shop/prices.json", seller.owner);
      await nextEpoch(world);
      await this.look("gateway check shop/gateway.yaml", { keypair: operator });
      writeFileSync(
        join(cli.home, "usd.yaml"),
        '"*": { input: 0.15, output: 0.6, max_output: 4096 }\n',
      );
      await this.look(`gateway prices next.json --upstream ${builtin.url} --table usd.yaml`, {
        keypair: operator,
      });
      const consumer = await world.consumer(5n * UNIT);
      const limits = "--per-call 0.01 --per-day 1.123456789 --deposit 1.123456789 --port 0";
      await this.serve("gateway run shop/gateway.yaml", { keypair: operator }, async (url) => {
        await this.act(`provider update --endpoint ${url}`, seller.owner);
        await this.serve(`proxy ${provider} ${limits}`, consumer);
      });
    } finally {
      await builtin.close();
    }
  }

  /** A command that goes on: it ends after what is done with the URL that it tells. */
  private async serve(
    line: string,
    { keypair }: Signer,
    use: (url: string) => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    const wallet = ["--keypair", this.cli.walletFile(keypair)];
    const running = this.cli.start(...line.split(" "), ...this.extra, ...wallet);
    const url = () => /http:[^\s"]+\/v1/.exec(running.stderr)?.[0];
    await running.until(() => url() !== undefined);
    await use(url() ?? "");
    running.interrupt();
    this.steps.push({ line, result: await running.ended });
  }

  private async rest(): Promise<void> {
    await this.look("config");
    await this.look("help");
    await this.look("completion bash");
    const options = [...this.extra, "watch", "--from", "0"];
    const watching = this.cli.start(...options);
    await watching.until(({ stdout }) => stdout.includes("ProviderClosed"));
    watching.interrupt();
    this.steps.push({ line: "watch --from 0", result: await watching.ended });
  }
}
