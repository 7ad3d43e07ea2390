import { type Connection, type Keypair, PublicKey } from "@solana/web3.js";
import { accounts, DiemClient, errors, instructions, type Voucher } from "@diem/sdk";
import { idl } from "@diem/sdk/idl";
import { openFileStore } from "@diem/sdk/node";
import type { ConsumerLedger, Store } from "@diem/sdk/vouchers";
import { marketKeys } from "@diem/sdk/pda";
import { mintQuote } from "@diem/sdk/quotes";

/** Each right use beside its wrong twin: types that were lost would let the twin pass. */
export async function use(connection: Connection, owner: Keypair, ledger: ConsumerLedger) {
  const creator = owner.publicKey;
  const market = marketKeys({ creator, vvvMint: new PublicKey(1) });
  // @ts-expect-error: an address is no text
  marketKeys({ creator, vvvMint: "1" });

  instructions.stake({ market, owner: creator, amount: 1n });
  // @ts-expect-error: an amount is no number
  instructions.stake({ market, owner: creator, amount: 1 });

  const account = await accounts.market.fetch(connection, market.market);
  const staked: bigint = account.totalStaked;
  // @ts-expect-error: a market has no such field
  const missing: unknown = account.totalStake;
  const { vvvLocked } = mintQuote({ market: account, supply: 0n, amount: 1n, now: 0n });

  const { signed } = await ledger.open({ diem: vvvLocked });
  const epoch: number = (signed.voucher satisfies Voucher).epoch;

  const store: Store = await openFileStore({ folder: "." });
  // @ts-expect-error: a store needs a folder
  await openFileStore({});

  const client = await DiemClient.connect({ connection, market: market.market });
  const read: bigint = (await client.read.market()).totalStaked;
  // @ts-expect-error: nor has a client such a method
  const unread: unknown = client.read.markets;

  const address: "dieMWpqtXzxfXTSx52v6qTTzCYZn3whh2NAMxSEnWPM" = idl.address;
  const thrown = errors.from(new Error());
  const expected = errors.isDiemError(thrown, "CostAboveMaximum");
  // @ts-expect-error: the program has no such error
  const never = errors.isDiemError(thrown, "NoSuchError");
  return { address, epoch, store, expected, missing, never, read, staked, unread };
}
