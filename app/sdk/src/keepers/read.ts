import type { Connection, PublicKey } from "@solana/web3.js";
import type { ReadOptions } from "../accounts/client";
import { market as markets } from "../accounts/market";
import { type ProviderAccount, provider as providers } from "../accounts/provider";
import { chainNow } from "../chain-time";
import { defined } from "../defined";
import { tokenAmount } from "../tokens";
import type { Revenue } from "./distribute-revenue";

/** Maximum number of addresses that one `getMultipleAccounts` takes. */
const CHUNK = 100;

/** What every reader takes. */
export interface DueInput extends ReadOptions {
  readonly connection: Connection;
  /** Address of the market. */
  readonly market: PublicKey;
  /** Pays the fees and the rent, and signs. */
  readonly payer: PublicKey;
  /** Unix seconds; default: the chain's own clock. */
  readonly now?: bigint;
}

/** The market and the time: what a plan takes besides its own accounts. */
export async function readMarket(input: DueInput) {
  const { connection, market: address, payer, programId } = input;
  const [market, now] = await Promise.all([
    markets.fetch(connection, address, input),
    input.now ?? chainNow(input),
  ]);
  return { market, now, payer, ...defined({ programId }) };
}

/** The market's providers, and what their revenue accounts hold. */
export async function readRevenues(input: DueInput): Promise<Revenue[]> {
  const { connection, market, commitment } = input;
  const all = await providers.fetchAll(connection, { market }, input);
  const read = async (chunk: readonly ProviderAccount[]) => {
    const addresses = chunk.map(({ revenue }) => revenue);
    const infos = await connection.getMultipleAccountsInfo(addresses, commitment);
    return chunk.map((provider, index) => ({
      provider,
      balance: tokenAmount(infos[index]?.data),
    }));
  };
  const starts = Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, nth) => nth * CHUNK);
  const chunks = starts.map((start) => read(all.slice(start, start + CHUNK)));
  return (await Promise.all(chunks)).flat();
}
