import bs58 from "bs58";

import type { AccountStore } from "../core/accounts";
import type { Balances, LedgerEntry } from "../core/ledger";
import { type DecodedTransaction, isWritable } from "../core/transaction";
import { invalidParams } from "./errors";
import {
  encodeByAddress,
  encodeByIndex,
  encodeInnerInstructions,
  encodeInstructions,
  encodeReturnData,
} from "./instruction-encoding";
import { decodeMint, decodeTokenAccount, toTokenAmount } from "./token-data";

/** The `transaction` member of getTransaction. */
export function encodeTransaction(transaction: DecodedTransaction, encoding: unknown): unknown {
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
    case "base58":
      return [bs58.encode(wire), encoding];
    default:
      throw invalidParams(`Invalid params: unsupported encoding ${JSON.stringify(encoding)}`);
  }
}

/** The `meta` member of getTransaction. */
export function encodeMeta(entry: LedgerEntry, encoding: unknown, accounts: AccountStore) {
  const { transaction, metadata, err, pre, post } = entry;
  const encode = encoding === "jsonParsed" ? encodeByAddress : encodeByIndex;
  const returnData = encodeReturnData(metadata);
  return {
    err,
    status: err === null ? { Ok: null } : { Err: err },
    fee: Number(feePaid(entry)),
    preBalances: pre.lamports.map(Number),
    postBalances: post.lamports.map(Number),
    innerInstructions: encodeInnerInstructions(metadata, transaction, encode),
    logMessages: metadata.logs(),
    preTokenBalances: storedTokenBalances(pre, accounts),
    postTokenBalances: storedTokenBalances(post, accounts),
    rewards: [],
    // `jsonParsed` lists the loaded addresses among the account keys instead.
    ...(encoding !== "jsonParsed" && { loadedAddresses: transaction.loaded }),
    computeUnitsConsumed: Number(metadata.computeUnitsConsumed()),
    ...(returnData && { returnData }),
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

function parseMessage(transaction: DecodedTransaction) {
  const { message, keys } = transaction;
  const statics = message.staticAccountKeys.length;
  return {
    accountKeys: keys.map((pubkey, index) => ({
      pubkey,
      signer: index < message.header.numRequiredSignatures,
      writable: isWritable(transaction, index),
      source: index < statics ? "transaction" : "lookupTable",
    })),
    recentBlockhash: message.recentBlockhash,
    instructions: encodeInstructions(transaction, encodeByAddress),
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
    const mint = token && decodeMint(token.mint.toBase58(), accounts);
    if (!token || !mint) continue;
    balances.push({
      accountIndex,
      mint: token.mint.toBase58(),
      owner: token.owner.toBase58(),
      programId: account.owner,
      uiTokenAmount: toTokenAmount(token.amount, mint.decimals),
    });
  }
  return balances;
}
