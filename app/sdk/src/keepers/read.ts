import { type Connection, type PublicKey, SYSVAR_CLOCK_PUBKEY } from "@solana/web3.js";
import type { ReadOptions } from "../accounts/client";
import { market as markets } from "../accounts/market";
import { type ProviderAccount, provider as providers } from "../accounts/provider";
import { AccountNotFoundError } from "../errors/account-errors";
import { only } from "../only";
import type { Revenue } from "./plan-distribute";

/** Where the clock sysvar has the unix time (i64), and a token account its amount (u64). */
const UNIX_TIMESTAMP_OFFSET = 32;
const AMOUNT_OFFSET = 64;
/** Most addresses that one `getMultipleAccounts` takes. */
const CHUNK = 100;

/** What every reader takes. */
export interface DueInput extends ReadOptions {
  readonly connection: Connection;
  /** Address of the market. */
  readonly market: PublicKey;
  /** Pays the fees and the rent, and signs. */
  readonly payer: PublicKey;
  /** Unix seconds; the chain's own clock unless given. */
  readonly now?: bigint;
}

function view(data: Uint8Array): DataView {
  return new DataView(data.buffer, data.byteOffset, data.byteLength);
}

/** The chain's own clock, in unix seconds: what the program goes by, whatever the caller's clock says. */
async function chainNow({ connection, commitment }: DueInput): Promise<bigint> {
  const address = SYSVAR_CLOCK_PUBKEY;
  const info = await connection.getAccountInfo(address, commitment);
  if (info === null) throw new AccountNotFoundError({ kind: "clock", address });
  return view(info.data).getBigInt64(UNIX_TIMESTAMP_OFFSET, true);
}

/** The market and the time: what a plan takes besides its own accounts. */
export async function readMarket(input: DueInput) {
  const { connection, market: address, payer, programId } = input;
  const [market, now] = await Promise.all([
    markets.fetch(connection, address, input),
    input.now ?? chainNow(input),
  ]);
  return { market, now, payer, ...only({ programId }) };
}

/** The market's providers, and what their revenue accounts hold. */
export async function readRevenues(input: DueInput): Promise<Revenue[]> {
  const { connection, market, commitment } = input;
  const all = await providers.fetchAll(connection, { market }, input);
  const read = async (chunk: readonly ProviderAccount[]) => {
    const addresses = chunk.map(({ revenue }) => revenue);
    const infos = await connection.getMultipleAccountsInfo(addresses, commitment);
    return chunk.map((provider, index) => {
      const data = infos[index]?.data;
      const balance = data === undefined ? 0n : view(data).getBigUint64(AMOUNT_OFFSET, true);
      return { provider, balance };
    });
  };
  const starts = Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, nth) => nth * CHUNK);
  const chunks = starts.map((start) => read(all.slice(start, start + CHUNK)));
  return (await Promise.all(chunks)).flat();
}
