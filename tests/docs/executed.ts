import { createRequire } from "node:module";
import { compileFunction } from "node:vm";
import { AnchorProvider, Wallet } from "@coral-xyz/anchor";
import * as web3 from "@solana/web3.js";
import { Connection, PublicKey } from "@solana/web3.js";
import ts from "typescript";
import { accounts, DiemClient, instructions, keypairWallet, quotes, vouchers } from "@diem/sdk";
import { openChannel } from "../support/channels";
import { UNIT } from "../support/market";
import { hangUp } from "../support/sockets";
import { Cli } from "../cli/support";

/** Where the pages say that a network is. */
const PAGE_URL = "http://127.0.0.1:8899";
const PAGE_MARKET = "the market's address";

/** What a page's TypeScript takes for granted, as it is on a running network. */
export class Given {
  private constructor(
    private readonly cli: Cli,
    private readonly connection: Connection,
    private readonly names: Readonly<Record<string, unknown>>,
    /** What the page showed, in its order. */
    readonly shown: readonly unknown[],
  ) {}

  /** A market with a provider, and a wallet with VVV, DIEM and an open channel. */
  static async open(): Promise<Given> {
    const cli = await Cli.start();
    const { world } = cli;
    const seller = await world.provider();
    const staker = await world.consumer(30n * UNIT);
    await world.actor(50_000n * UNIT, staker.keypair);
    const open = { provider: seller, consumer: staker, deposit: 5n * UNIT };
    const opened = await openChannel(world, open);
    await world.fundRewards(10n * UNIT, 1_000n);
    cli.chain.embedded?.clock.advance(5n);
    const connection = new Connection(cli.url, "confirmed");
    const wallet = keypairWallet(staker.keypair);
    const address = world.market.market;
    const client = await DiemClient.connect({ connection, market: address, wallet });
    const account = client.connectedTo;
    const now = await client.read.now();
    const channel = await accounts.channel.fetch(connection, opened.channel);
    const epoch = quotes.epochAt({ clock: account, now });
    const { clusterTag } = account;
    const store = vouchers.memoryStore();
    const tracked = await vouchers.ProviderLedger.open({ store, clusterTag, clock: account });
    await tracked.track(vouchers.providerChannelTerms({ channel, epoch }));
    const shown: unknown[] = [];
    const show = (...facts: readonly unknown[]) => {
      shown.push(...facts);
    };
    const stake = { market: world.market, owner: staker.address, amount: UNIT };
    const signature = await client.send({ instructions: [instructions.stake(stake)] });
    const names = {
      ...{ signature, anchorProvider: new AnchorProvider(connection, new Wallet(staker.keypair)) },
      ...{ connection, wallet, client, now, clusterTag, store, show },
      // It stands for the address, for the addresses of all its accounts, and for the account.
      market: Object.assign(new PublicKey(address.toBytes()), { ...account, ...client.market }),
      ...{ provider: seller.provider, owner: staker.address, payer: staker.address },
      secretKey: staker.keypair.secretKey,
      signer: vouchers.signerFromKeypair(staker.keypair),
      terms: vouchers.consumerChannelTerms({ channel, clusterTag, epoch }),
      voucher: { clusterTag, channel: opened.channel, epoch, quota: 0n, diem: UNIT, expiry: 0n },
      endpoint: "https://compute.example/v1",
      call: (_: string, header: string) => {
        const { voucher } = vouchers.fromText(header);
        const usage = { epoch: voucher.epoch, quota: 0n, diem: voucher.diem / 2n };
        return Promise.resolve({ usage });
      },
      requote: () => {
        show("requote");
      },
      remember: ({ signature }: { readonly signature: string }) => {
        show(signature);
      },
    };
    return new Given(cli, connection, names, shown);
  }

  /** Runs the blocks as one function, as a reader does who copies them one below the other. */
  async run(code: string): Promise<void> {
    const text = code.replaceAll(PAGE_URL, this.cli.url).replaceAll(PAGE_MARKET, this.cli.market);
    await run(text, this.names);
  }

  async close(): Promise<void> {
    await hangUp(this.connection);
    await this.cli.close();
  }
}

const requireHere = createRequire(__filename);

/** The blocks' own names, which come before those that are given. */
function declared(file: ts.SourceFile): Set<string> {
  const names = file.statements.flatMap((statement) => {
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.map(({ name }) => name.getText(file));
  });
  return new Set(names);
}

/** Runs the blocks as one function, with the names that they take for granted, and ends what they began. */
export async function run(code: string, given: Readonly<Record<string, unknown>>): Promise<void> {
  const file = ts.createSourceFile("page.ts", code, ts.ScriptTarget.ES2022, true);
  const imports = file.statements.filter(ts.isImportDeclaration).map((part) => part.getText());
  const body = file.statements
    .filter((part) => !ts.isImportDeclaration(part))
    .map((part) => part.getFullText())
    .join("");
  const names = declared(file);
  const stop = names.has("stop")
    ? "await stop();"
    : names.has("fetch")
      ? "await fetch.close();"
      : "";
  const wrapped = `${imports.join("\n")}\nexport async function page() {${body}\n${stop}}`;
  const { outputText } = ts.transpileModule(wrapped, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const exported: { page?: () => Promise<void> } = {};
  const parameters = ["require", "exports", ...Object.keys(given)];
  const load = compileFunction(outputText, parameters) as (...values: unknown[]) => void;
  const connections: Connection[] = [];
  class Kept extends Connection {
    constructor(...input: ConstructorParameters<typeof Connection>) {
      super(...input);
      connections.push(this);
    }
  }
  const requirePage = (id: string): unknown =>
    id === "@solana/web3.js" ? { ...web3, Connection: Kept } : requireHere(id);
  load(requirePage, exported, ...Object.values(given));
  await exported.page?.();
  for (const connection of connections) await hangUp(connection);
}
