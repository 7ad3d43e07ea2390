/**
 * `anchor migrate`: brings the market of a reviewed file about, and can be run again at any time.
 *
 *   CREATOR=<address> VVV_MINT=<mint> MARKET_FILE=migrations/markets/devnet.json anchor migrate --provider.cluster devnet
 *
 * The provider's wallet must be CREATOR, who pays and whose address is part of the market's. Where the market is there
 * already, it must be what the file says; nothing is changed then but DIEM's metadata, if the wallet may.
 */
import type { AnchorProvider } from "@coral-xyz/anchor";
import { PublicKey } from "@solana/web3.js";
import { accounts, instructions, type MarketAccount, pda, transactions, views } from "@diem/sdk";
import * as marketFile from "@diem/sdk/market-file";
import { compareMarket, compareToken, differs, type Finding, readReviewed } from "./reviewed";

interface Orders {
  readonly creator: PublicKey;
  readonly vvvMint: PublicKey;
  /** Path of the reviewed file. */
  readonly path: string;
}

function required(name: string, what: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`${name} is not set: set it to ${what}`);
  return value;
}

function addressOf(name: string, what: string): PublicKey {
  const value = required(name, what);
  try {
    return new PublicKey(value);
  } catch (cause) {
    throw new Error(`${name} is ${value}: set it to ${what}`, { cause });
  }
}

function readOrders({ publicKey }: AnchorProvider): Orders {
  const creator = addressOf("CREATOR", "the address whose market it is");
  if (!creator.equals(publicKey)) {
    throw new Error(
      `the wallet is ${publicKey.toBase58()}, but CREATOR is ${creator.toBase58()}: choose the creator's key with --provider.wallet`,
    );
  }
  return {
    creator,
    vvvMint: addressOf("VVV_MINT", "the address of the VVV mint"),
    path: required("MARKET_FILE", "the reviewed file, such as migrations/markets/devnet.json"),
  };
}

const say = (line: string) => process.stdout.write(`${line}\n`);

function requireSame(findings: readonly Finding[], next: string): void {
  const wrong = findings.filter(differs);
  if (wrong.length === 0) return;
  const lines = wrong.map(({ what, found, expected }) => `  ${what} is ${found}, not ${expected}`);
  throw new Error([`the chain differs from the file: ${next}`, ...lines].join("\n"));
}

async function create(
  provider: AnchorProvider,
  { creator, vvvMint }: Orders,
  file: marketFile.MarketFile,
): Promise<void> {
  const { connection } = provider;
  const plan = await marketFile.creation({ connection, file, creator, vvvMint });
  for (const warning of plan.quote.warnings) process.stderr.write(`warning: ${warning}\n`);
  const signature = await transactions.send(provider, plan);
  say(`market ${plan.quote.keys.market.toBase58()} created by ${signature}`);
}

/** Sets what wallets show of DIEM, where the file says it and the chain does not. */
async function name(
  provider: AnchorProvider,
  state: MarketAccount,
  token: NonNullable<marketFile.MarketFile["token"]>,
): Promise<void> {
  const { connection, publicKey } = provider;
  const market = accounts.market.keys(state);
  const findings = compareToken(token, await views.diemMetadata({ connection, market }));
  if (!findings.some(differs)) {
    say("DIEM's metadata is what the file says");
    return;
  }
  const { authority } = state.roles;
  if (!authority.equals(publicKey)) {
    requireSame(findings, `only the authority ${authority.toBase58()} sets DIEM's metadata`);
  }
  const set = instructions.setDiemMetadata({ market, authority, ...token });
  const signature = await transactions.send(provider, { instructions: [set] });
  say(`DIEM's metadata set by ${signature}`);
}

async function deploy(provider: AnchorProvider): Promise<void> {
  const orders = readOrders(provider);
  const file = readReviewed(orders.path);
  const { connection } = provider;
  const { creator } = orders;
  const address = pda.market(orders);
  if ((await accounts.market.fetchNullable(connection, address)) === null) {
    await create(provider, orders, file);
  } else {
    say(`market ${address.toBase58()} is there`);
  }
  const market = await accounts.market.fetch(connection, address);
  const next = "review which of them is right, and change the file, or propose the change";
  requireSame(compareMarket({ file, market, creator }), next);
  say(`market ${address.toBase58()} is what ${orders.path} says`);
  if (file.token !== null) await name(provider, market, file.token);
}

export = deploy;
