import { createAccount, createApproveInstruction, createMint, mintTo } from "@solana/spl-token";
import {
  type Connection,
  Keypair,
  LAMPORTS_PER_SOL,
  NONCE_ACCOUNT_LENGTH,
  PublicKey,
  sendAndConfirmTransaction,
  SystemProgram,
  Transaction,
  TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from "@solana/web3.js";
import bs58 from "bs58";

const MEMO = new PublicKey("MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr");

const keypair = (index: number) => Keypair.fromSeed(new Uint8Array(32).fill(index));

/** The same keys on every network. */
const KEYS = { wallet: 201, mint: 202, token: 203, nonce: 204, other: 205, poor: 206 } as const;
const keys = Object.fromEntries(
  Object.entries(KEYS).map(([name, index]) => [name, keypair(index)]),
) as Record<keyof typeof KEYS, Keypair>;

/** What a request calls by name, since each network has another: `$landed` is a signature, `$slot` a number. */
export type Names = Readonly<Record<string, string | number>>;

/** Puts the same accounts on a network, and gives what it calls by name. */
export async function prepare(connection: Connection): Promise<Names> {
  const { wallet, mint, token, nonce, other, poor } = keys;
  const airdrop = await connection.requestAirdrop(wallet.publicKey, 10 * LAMPORTS_PER_SOL);
  await connection.confirmTransaction({
    signature: airdrop,
    ...(await connection.getLatestBlockhash()),
  });
  const send = (transaction: Transaction, ...signers: Keypair[]) =>
    sendAndConfirmTransaction(connection, transaction, [wallet, ...signers]);
  await createMint(connection, wallet, wallet.publicKey, null, 6, mint);
  await createAccount(connection, wallet, mint.publicKey, wallet.publicKey, token);
  await mintTo(connection, wallet, mint.publicKey, token.publicKey, wallet, 1_500_000n);
  const approval = await send(
    new Transaction().add(
      createApproveInstruction(token.publicKey, other.publicKey, wallet.publicKey, 500_000n),
    ),
  );
  const lamports = await connection.getMinimumBalanceForRentExemption(NONCE_ACCOUNT_LENGTH);
  const creation = {
    fromPubkey: wallet.publicKey,
    noncePubkey: nonce.publicKey,
    authorizedPubkey: wallet.publicKey,
    lamports,
  };
  await send(SystemProgram.createNonceAccount(creation), nonce);
  const memo = new TransactionInstruction({
    programId: MEMO,
    keys: [],
    data: Buffer.from("hello"),
  });
  const transfer = (from: Keypair, amount: number) =>
    SystemProgram.transfer({
      fromPubkey: from.publicKey,
      toPubkey: other.publicKey,
      lamports: amount,
    });
  const landing = new Transaction().add(transfer(wallet, LAMPORTS_PER_SOL), memo);
  const landed = await send(landing);
  // What is asked without a commitment is asked of what is final.
  const slot = await final(connection, landed);
  const { blockhash } = await connection.getLatestBlockhash("finalized");
  const signed = (from: Keypair, amount: number, hash = blockhash) => {
    const message = new TransactionMessage({
      payerKey: from.publicKey,
      recentBlockhash: hash,
      instructions: [transfer(from, amount)],
    });
    const transaction = new VersionedTransaction(message.compileToLegacyMessage());
    transaction.sign([from]);
    return Buffer.from(transaction.serialize());
  };
  const good = signed(wallet, LAMPORTS_PER_SOL);
  const missigned = Buffer.from(good);
  missigned[10] = (missigned[10] ?? 0) ^ 1;
  const unsigned = Buffer.from(good);
  unsigned.fill(0, 1, 65);
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
  const held = await connection.getAccountInfo(nonce.publicKey, "finalized");
  const nonceData = held?.data ?? Buffer.alloc(0);
  const part = nonceData.subarray(70, 90);
  return {
    $landed: landed,
    $landedAgain: base64(landing.serialize()),
    $landedBase58: bs58.encode(landing.serialize()),
    $memoLamports: await connection.getBalance(MEMO),
    $slot: slot,
    $blockhash: blockhash,
    $genesis: await connection.getGenesisHash(),
    $approval: approval,
    $nonce: bs58.encode(nonceData.subarray(40, 72)),
    $nonceBase58: bs58.encode(nonceData),
    $nonceBase64: base64(nonceData),
    $partBase58: bs58.encode(part),
    $partBase64: base64(part),
    $stale: base64(signed(wallet, 5, keys.poor.publicKey.toBase58())),
    $good: base64(good),
    $missigned: base64(missigned),
    $unsigned: base64(unsigned),
    $poor: base64(signed(poor, 5)),
    $failing: base64(signed(wallet, 1_000 * LAMPORTS_PER_SOL)),
    $message: base64(VersionedTransaction.deserialize(good).message.serialize()),
    $airdrop: airdrop,
  };
}

/** Addresses that are the same on every network. */
export const ADDRESSES = {
  wallet: keys.wallet.publicKey.toBase58(),
  mint: keys.mint.publicKey.toBase58(),
  token: keys.token.publicKey.toBase58(),
  nonce: keys.nonce.publicKey.toBase58(),
  delegate: keys.other.publicKey.toBase58(),
  nobody: keys.poor.publicKey.toBase58(),
} as const;

/**
 * Sends the same transactions on every network, one after the other: a transfer with a memo, new tokens, and a
 * transfer that fails. Gives their signatures once all are final.
 */
export async function transact(connection: Connection): Promise<string[]> {
  const { wallet, mint, token, other } = keys;
  const transfer = (lamports: number) =>
    SystemProgram.transfer({
      fromPubkey: wallet.publicKey,
      toPubkey: other.publicKey,
      lamports,
    });
  const memo = new TransactionInstruction({
    programId: MEMO,
    keys: [],
    data: Buffer.from("told"),
  });
  const sent = [
    await sendAndConfirmTransaction(connection, new Transaction().add(transfer(12_345), memo), [
      wallet,
    ]),
    await mintTo(connection, wallet, mint.publicKey, token.publicKey, wallet, 7n),
  ];
  const failing = new Transaction().add(transfer(1_000 * LAMPORTS_PER_SOL));
  sent.push(await connection.sendTransaction(failing, [wallet], { skipPreflight: true }));
  for (const signature of sent) await final(connection, signature);
  return sent;
}

/** Waits until a transaction is final; gives its slot. */
async function final(connection: Connection, signature: string): Promise<number> {
  for (;;) {
    const { value } = await connection.getSignatureStatus(signature);
    if (value?.confirmationStatus === "finalized") return value.slot;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
