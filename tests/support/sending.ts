import {
  type AddressLookupTableAccount,
  AddressLookupTableProgram,
  type Keypair,
  type PublicKey,
  type TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from "@solana/web3.js";
import { errors } from "@diem/sdk";
import type { World } from "./world";

const POLL_MS = 200;

/** A signed v0 transaction of these instructions alone: no compute-unit limit in front. The first signer pays. */
export async function bare(
  { chain }: World,
  list: readonly TransactionInstruction[],
  [payer, ...others]: readonly [Keypair, ...Keypair[]],
  lookupTables: AddressLookupTableAccount[] = [],
): Promise<VersionedTransaction> {
  const { blockhash: recentBlockhash } = await chain.connection.getLatestBlockhash();
  const instructions = [...list];
  const message = new TransactionMessage({
    payerKey: payer.publicKey,
    recentBlockhash,
    instructions,
  }).compileToV0Message(lookupTables);
  const transaction = new VersionedTransaction(message);
  transaction.sign([payer, ...others]);
  return transaction;
}

/** Sends a signed transaction and waits for it. */
export async function deliver(
  { chain: { connection } }: World,
  transaction: VersionedTransaction,
): Promise<string> {
  const latest = await connection.getLatestBlockhash();
  try {
    const signature = await connection.sendRawTransaction(transaction.serialize());
    const { value } = await connection.confirmTransaction({ signature, ...latest });
    if (value.err !== null) throw errors.from(value, { signature });
    return signature;
  } catch (thrown) {
    throw errors.from(thrown);
  }
}

/** Makes a lookup table of the addresses, and waits until it can be used. */
export async function lookupTable(
  world: World,
  authority: Keypair,
  addresses: PublicKey[],
): Promise<AddressLookupTableAccount> {
  const { connection } = world.chain;
  const owner = { authority: authority.publicKey, payer: authority.publicKey };
  const recentSlot = await connection.getSlot("finalized");
  const [create, table] = AddressLookupTableProgram.createLookupTable({ ...owner, recentSlot });
  const extend = AddressLookupTableProgram.extendLookupTable({
    ...owner,
    lookupTable: table,
    addresses,
  });
  await deliver(world, await bare(world, [create, extend], [authority]));
  for (;;) {
    const { context, value } = await connection.getAddressLookupTable(table);
    if (value !== null && context.slot > value.state.lastExtendedSlot) return value;
    if (world.chain.embedded !== undefined) world.chain.embedded.produceBlocks(1);
    else await new Promise((resume) => setTimeout(resume, POLL_MS));
  }
}

/** Addresses that a transaction may write, in base58. */
export function writable({ message }: VersionedTransaction): string[] {
  return message.staticAccountKeys
    .filter((_, index) => message.isAccountWritable(index))
    .map((key) => key.toBase58());
}
