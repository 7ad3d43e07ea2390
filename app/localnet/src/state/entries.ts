import type { ChainAccount } from "../core/accounts";
import type { TransactionErrorJson } from "../core/errors";
import type { Balances, LedgerEntry } from "../core/ledger";
import type { TransactionMetadata } from "../core/svm";
import { type LoadedAddresses, restoreTransaction } from "../core/transaction";

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

/** What was encoded once: a landed transaction never changes. */
const encoded = new WeakMap<LedgerEntry, string>();

/** The entry as one line of text. */
export function encodeEntry(entry: LedgerEntry): string {
  const known = encoded.get(entry);
  if (known !== undefined) return known;
  const line = JSON.stringify(toSaved(entry));
  encoded.set(entry, line);
  return line;
}

/** @throws Error when the line is not one of {@link encodeEntry} */
export function decodeEntry(line: string): LedgerEntry {
  const saved = JSON.parse(line) as SavedEntry;
  const entry = {
    slot: BigInt(saved.slot),
    blockTime: BigInt(saved.blockTime),
    transaction: restoreTransaction(bytesOf(saved.wire), saved.loaded),
    err: saved.err,
    metadata: restoreMetadata(saved),
    pre: restoreBalances(saved.pre),
    post: restoreBalances(saved.post),
  };
  encoded.set(entry, line);
  return entry;
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
