import { accounts, marketStanding, pda } from "@diem/sdk";
import { type Connection, PublicKey } from "@solana/web3.js";
import type { MarketState } from "../fold/market";
import type { Database } from "../store/tables";
import { compareFields, compareMarket, type Difference } from "./compare";

/** An account that has more events than are stored, at a slot up to which all should be. */
export interface Behind {
  readonly account: string;
  /** Number of its newest event on chain. */
  readonly sequence: bigint;
}

/** The result of comparing a market with its accounts. */
export interface Reconciled {
  readonly differences: readonly Difference[];
  /** Accounts whose newest state is the one that is stored, and that were compared with it. */
  readonly compared: number;
  readonly behind: readonly Behind[];
  /** Unix seconds of the chain. */
  readonly now: bigint;
}

/** See {@link reconcile}. */
export interface ReconcileInput {
  readonly db: Database;
  readonly connection: Connection;
  readonly program: string;
  readonly market: string;
  readonly state: MarketState;
  /** Up to which slot everything is stored. */
  readonly storedTo: () => number;
}

/** What is stored of an account, and the number of its newest event that is. */
interface Stored {
  readonly data: Readonly<Record<string, unknown>>;
  readonly sequence: bigint;
}

/**
 * Compares a market's figures, its providers and its channels with their accounts. Each change of an account has a
 * number, so only states of the same number are compared, and they must be equal.
 */
export async function reconcile(input: ReconcileInput): Promise<Reconciled> {
  const { connection, state } = input;
  const programId = new PublicKey(input.program);
  const address = new PublicKey(input.market);
  const options = { programId, commitment: "finalized" as const };
  const keys = pda.marketKeys({
    creator: new PublicKey(state.birth.creator),
    vvvMint: new PublicKey(state.birth.vvvMint),
    programId,
  });
  const storedTo = input.storedTo();
  const standing = await marketStanding({ connection, market: keys, ...options });
  const [providers, channels] = await Promise.all([
    accounts.provider.fetchAll(connection, { market: address }, options),
    accounts.channel.fetchAll(connection, { market: address }, options),
  ]);
  const { market, supply, vaults, now } = standing;
  const differences: Difference[] = [];
  let compared = 0;
  const known = await storedAccounts(input);
  const behind = [market, ...providers, ...channels].flatMap((one): Behind[] => {
    const account = one.address.toBase58();
    const stored = account === input.market ? state.sequence : (known.get(account)?.sequence ?? 0n);
    // events after the newest reading of the history are not a fault
    const late = one.sequence > stored && standing.slot <= storedTo;
    return late ? [{ account, sequence: one.sequence }] : [];
  });
  if (market.sequence === state.sequence) {
    compared += 1;
    differences.push(...compareMarket(state, market, supply));
  }
  for (const { vault, owed, held } of vaults) {
    if (held >= owed) continue;
    const account = vault.toBase58();
    differences.push({ account, figure: "vault", indexed: `${owed} owed`, chain: `${held} held` });
  }
  for (const provider of providers) {
    const account = provider.address.toBase58();
    const stored = known.get(account);
    if (stored?.sequence !== provider.sequence) continue;
    compared += 1;
    const { bond, claimable, totalRevenue, retiring } = provider;
    const offer = { capacity: provider.capacity.next, quotaCapacity: provider.quotaCapacity.next };
    const bondCooling = provider.bondCooling.amount;
    const fields = { bond, bondCooling, claimable, totalRevenue, retiring, ...offer };
    differences.push(...compareFields(account, stored.data, fields));
  }
  for (const channel of channels) {
    const account = channel.address.toBase58();
    const stored = known.get(account);
    if (stored?.sequence !== channel.sequence) continue;
    compared += 1;
    const { deposit, settled, collected, price, nextAllowance } = channel;
    const fields = { deposit, settled, collected, price, nextAllowance };
    differences.push(...compareFields(account, stored.data, fields));
  }
  return { differences, compared, behind, now };
}

async function storedAccounts({ db, program, market }: ReconcileInput) {
  const rows = await db
    .selectFrom("states")
    .innerJoin("sequences", (join) =>
      join
        .onRef("sequences.account", "=", "states.account")
        .onRef("sequences.program", "=", "states.program"),
    )
    .select(["states.account", "states.data", "sequences.last"])
    .where("states.program", "=", program)
    .where("states.market", "=", market)
    .where("states.kind", "in", ["provider", "channel"])
    .where("states.open", "=", 1)
    .execute();
  return new Map<string, Stored>(
    rows.map(({ account, data, last }) => [
      account,
      { data: JSON.parse(data) as Stored["data"], sequence: BigInt(last) },
    ]),
  );
}
