import bs58 from "bs58";

import type { AccountStore } from "../core/accounts";
import type { Balances, LedgerEntry } from "../core/ledger-entry";
import { type DecodedTransaction, isWritable } from "../core/transaction";
import { JsonRpcError, RpcErrorCode } from "./errors";
import {
  encodeParsed,
  encodeByIndex,
  encodeInnerInstructions,
  encodeInstructions,
  encodeReturnData,
} from "./instruction-encoding";
import type { BlockConfig, TransactionConfig } from "./params/configs";
import { decodeMint, decodeTokenAccount, toTokenAmount } from "./token-data";

/**
 * A transaction as getTransaction and getBlock show it.
 * @throws JsonRpcError for a version that the caller does not understand
 */
export function encodeLanded(
  entry: LedgerEntry,
  options: TransactionConfig & Pick<BlockConfig, "rewards">,
  accounts: AccountStore,
) {
  const { encoding = "json", rewards = true, maxSupportedTransactionVersion } = options;
  const version = versionShown(entry, maxSupportedTransactionVersion);
  return {
    transaction: encodeTransaction(entry.transaction, encoding),
    meta: { ...encodeMeta(entry, encoding, accounts), rewards: rewards ? [] : null },
    ...(version !== undefined && { version }),
  };
}

/** The same without instructions and logs: a block's `transactionDetails: "accounts"`. */
export function encodeAccounts(
  entry: LedgerEntry,
  options: TransactionConfig,
  accounts: AccountStore,
) {
  const { transaction } = entry;
  const version = versionShown(entry, options.maxSupportedTransactionVersion);
  return {
    transaction: {
      signatures: encodeSignatures(transaction),
      accountKeys: encodeKeys(transaction),
    },
    meta: encodeEffects(entry, accounts),
    ...(version !== undefined && { version }),
  };
}

/** The `version` member: shown only to a client that says which versions it understands. */
function versionShown({ transaction }: LedgerEntry, maxSupported: number | undefined) {
  const { version } = transaction.message;
  if (maxSupported !== undefined) return version;
  if (version === "legacy") return undefined;
  throw new JsonRpcError(
    RpcErrorCode.UnsupportedTransactionVersion,
    `Transaction version (${version}) is not supported by the requesting client. ` +
      "Please try the request again with the following configuration parameter: " +
      `"maxSupportedTransactionVersion": ${version}`,
  );
}

function encodeTransaction(transaction: DecodedTransaction, encoding: unknown): unknown {
  const { wire } = transaction;
  switch (encoding) {
    case "json":
      return { signatures: encodeSignatures(transaction), message: encodeMessage(transaction) };
    case "jsonParsed":
      return { signatures: encodeSignatures(transaction), message: parseMessage(transaction) };
    case "base64":
      return [Buffer.from(wire).toString("base64"), encoding];
    case "binary":
      return bs58.encode(wire);
    default:
      return [bs58.encode(wire), encoding];
  }
}

function encodeMeta(entry: LedgerEntry, encoding: unknown, accounts: AccountStore) {
  const { transaction, metadata } = entry;
  const encode = encoding === "jsonParsed" ? encodeParsed : encodeByIndex;
  const returnData = encodeReturnData(metadata);
  return {
    ...encodeEffects(entry, accounts),
    innerInstructions: encodeInnerInstructions(metadata, transaction, encode),
    logMessages: metadata.logs(),
    // `jsonParsed` lists the loaded addresses among the account keys instead.
    ...(encoding !== "jsonParsed" && { loadedAddresses: transaction.loaded }),
    computeUnitsConsumed: Number(metadata.computeUnitsConsumed()),
    ...(returnData && { returnData }),
  };
}

function encodeEffects(entry: LedgerEntry, accounts: AccountStore) {
  const { err, pre, post } = entry;
  return {
    err,
    status: err === null ? { Ok: null } : { Err: err },
    fee: Number(feePaid(entry)),
    preBalances: pre.lamports.map(Number),
    postBalances: post.lamports.map(Number),
    preTokenBalances: storedTokenBalances(pre, accounts),
    postTokenBalances: storedTokenBalances(post, accounts),
  };
}

/** Programs can only move lamports between the transaction's accounts: what is missing is the fee. */
function feePaid({ pre, post }: LedgerEntry): bigint {
  return sum(pre.lamports) - sum(post.lamports);
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

function encodeSignatures({ signatures }: DecodedTransaction): string[] {
  return signatures.map((signature) => bs58.encode(signature));
}

function encodeMessage(transaction: DecodedTransaction) {
  const { message } = transaction;
  return {
    header: message.header,
    accountKeys: message.staticAccountKeys.map((key) => key.toBase58()),
    recentBlockhash: message.recentBlockhash,
    instructions: encodeInstructions(transaction, encodeByIndex),
    ...(message.version === 0 && { addressTableLookups: encodeLookups(transaction) }),
  };
}

/** All account keys with what the message says of each. */
function encodeKeys(transaction: DecodedTransaction) {
  const { message, keys } = transaction;
  return keys.map((pubkey, index) => ({
    pubkey,
    signer: index < message.header.numRequiredSignatures,
    writable: isWritable(transaction, index),
    source: index < message.staticAccountKeys.length ? "transaction" : "lookupTable",
  }));
}

function parseMessage(transaction: DecodedTransaction) {
  const { message } = transaction;
  return {
    accountKeys: encodeKeys(transaction),
    recentBlockhash: message.recentBlockhash,
    instructions: encodeInstructions(transaction, encodeParsed),
    ...(message.version === 0 && { addressTableLookups: encodeLookups(transaction) }),
  };
}

function encodeLookups({ message }: DecodedTransaction) {
  return message.addressTableLookups.map((lookup) => ({
    accountKey: lookup.accountKey.toBase58(),
    writableIndexes: lookup.writableIndexes,
    readonlyIndexes: lookup.readonlyIndexes,
  }));
}

/** A validator's ledger does not tell a `uiAmount` of zero from none. */
function storedTokenBalances(balances: Balances, accounts: AccountStore) {
  return encodeTokenBalances(balances, accounts).map((balance) => ({
    ...balance,
    uiTokenAmount: { ...balance.uiTokenAmount, uiAmount: balance.uiTokenAmount.uiAmount || null },
  }));
}

export function encodeTokenBalances({ tokens }: Balances, accounts: AccountStore) {
  const balances = [];
  for (const [accountIndex, account] of tokens) {
    const token = decodeTokenAccount(account);
    const mint = token && decodeMint(token.mint, accounts);
    if (!token || !mint) continue;
    balances.push({
      accountIndex,
      mint: token.mint,
      owner: token.owner,
      programId: account.owner,
      uiTokenAmount: toTokenAmount(token.amount, mint.decimals),
    });
  }
  return balances;
}
