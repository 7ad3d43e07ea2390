import { constants, deflateRawSync, inflateRawSync } from "node:zlib";

import type { ChainAccount } from "./accounts";
import type { TransactionErrorJson } from "./errors";
import type { Balances, LedgerEntry } from "./ledger-entry";
import type { TransactionMetadata } from "./svm";
import { type LoadedAddresses, restoreTransaction } from "./transaction";

type SavedInstruction = readonly [
  programIdIndex: number,
  accounts: readonly number[],
  data: string,
  stackHeight: number,
];

type SavedToken = readonly [index: number, lamports: string, data: string, owner: string];

interface SavedBalances {
  readonly lamports: readonly string[];
  readonly tokens: readonly SavedToken[];
}

/** A transaction of the ledger in JSON: bytes in base64, big integers as decimal strings. */
interface SavedEntry {
  readonly slot: string;
  readonly blockTime: string;
  readonly wire: string;
  readonly loaded: LoadedAddresses;
  readonly err: TransactionErrorJson | null;
  readonly logs: readonly string[];
  readonly inner: readonly (readonly SavedInstruction[])[];
  readonly returned: readonly [programId: string, data: string];
  readonly units: string;
  readonly pre: SavedBalances;
  readonly post: SavedBalances;
}

/** The entry as compressed bytes, a tenth of what it takes as objects. */
export function packEntry(entry: LedgerEntry): Uint8Array {
  const options = { level: constants.Z_BEST_SPEED };
  // A copy: what zlib returns holds on to the 16 kB that it was written into.
  return Uint8Array.from(deflateRawSync(JSON.stringify(toSaved(entry)), options));
}

/** @throws Error when the bytes are not of {@link packEntry} */
export function unpackEntry(packed: Uint8Array): LedgerEntry {
  const saved = JSON.parse(inflateRawSync(packed).toString("utf8")) as SavedEntry;
  return {
    slot: BigInt(saved.slot),
    blockTime: BigInt(saved.blockTime),
    transaction: restoreTransaction(bytesOf(saved.wire), saved.loaded),
    err: saved.err,
    metadata: restoreMetadata(saved),
    pre: restoreBalances(saved.pre),
    post: restoreBalances(saved.post),
  };
}

function toSaved({ metadata, transaction, ...entry }: LedgerEntry): SavedEntry {
  const returned = metadata.returnData();
  return {
    slot: entry.slot.toString(),
    blockTime: entry.blockTime.toString(),
    wire: textOf(transaction.wire),
    loaded: transaction.loaded,
    err: entry.err,
    logs: metadata.logs(),
    inner: metadata.innerInstructions().map((list) =>
      list.map((inner) => {
        const instruction = inner.instruction();
        const accounts = [...instruction.accounts()];
        const data = textOf(instruction.data());
        return [instruction.programIdIndex(), accounts, data, inner.stackHeight()];
      }),
    ),
    returned: [textOf(returned.programId()), textOf(returned.data())],
    units: metadata.computeUnitsConsumed().toString(),
    pre: savedBalances(entry.pre),
    post: savedBalances(entry.post),
  };
}

function restoreMetadata({ logs, inner, returned, units }: SavedEntry): TransactionMetadata {
  const [programId, data] = returned;
  return {
    logs: () => [...logs],
    innerInstructions: () => inner.map((list) => list.map(restoreInstruction)),
    returnData: () => ({ programId: () => bytesOf(programId), data: () => bytesOf(data) }),
    computeUnitsConsumed: () => BigInt(units),
  };
}

function restoreInstruction([programIdIndex, accounts, data, stackHeight]: SavedInstruction) {
  const instruction = {
    programIdIndex: () => programIdIndex,
    accounts: () => Uint8Array.from(accounts),
    data: () => bytesOf(data),
  };
  return { instruction: () => instruction, stackHeight: () => stackHeight };
}

function savedBalances({ lamports, tokens }: Balances): SavedBalances {
  return {
    lamports: lamports.map(String),
    tokens: [...tokens].map(([index, account]) => [
      index,
      account.lamports.toString(),
      textOf(account.data),
      account.owner,
    ]),
  };
}

function restoreBalances({ lamports, tokens }: SavedBalances): Balances {
  const accounts = tokens.map(([index, balance, data, owner]): [number, ChainAccount] => [
    index,
    { lamports: BigInt(balance), data: bytesOf(data), owner, executable: false },
  ]);
  return { lamports: lamports.map(BigInt), tokens: new Map(accounts) };
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}

function bytesOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "base64"));
}
