import { existsSync } from "node:fs";

import { Bank } from "../core/bank";
import { type AgedBlockhash, BlockhashQueue } from "../core/blockhashes";
import { type Block, Blocks } from "../core/blocks";
import { BundledPrograms } from "../core/bundled-programs";
import { unpackEntry } from "../core/entries";
import { Ledger } from "../core/ledger";
import { SigningKey } from "../core/signing-key";
import { LiteSvm } from "../core/svm";
import { type Moment, Timeline } from "../core/timeline";
import { packSections, readSections } from "./container";
import { StateFileError } from "./errors";
import { journalPath, readJournal } from "./journal";
import { decodeStep, retake } from "./steps";

/** Layout of the file. A file of another one is refused. */
const FORMAT = 2;
/** The library whose state of accounts and sysvars the file holds: it reads its own alone. */
const RUNTIME = "litesvm-1.5";
/** Newest transactions, blocks and block times that a file keeps. */
export const KEPT = 5_000;

interface Header {
  readonly format: number;
  readonly runtime: string;
  readonly genesisHash: string;
  readonly blockhashes: readonly AgedBlockhash[];
  readonly timeline: readonly Moment[];
  readonly blocks: readonly Block[];
  readonly transactionCount: number;
  /** The faucet's secret key. */
  readonly faucet: readonly number[];
  /** The journal of the steps after it, beside the file; missing where there are none. */
  readonly journal?: string;
}

/** What a chain is restored from. */
export interface Restored {
  readonly bank: Bank;
  readonly faucet: SigningKey;
}

/**
 * The chain as it is now; what happens while it is packed is not in it.
 * @param journal - the id of the journal that goes on from here
 */
export async function packState(
  bank: Bank,
  faucet: SigningKey,
  journal?: string,
): Promise<Uint8Array> {
  bank.seal();
  const header: Header = {
    format: FORMAT,
    runtime: RUNTIME,
    genesisHash: bank.blockhashes.genesisHash,
    blockhashes: bank.blockhashes.window,
    timeline: bank.timeline.newest(KEPT),
    blocks: bank.blocks.newest(KEPT),
    transactionCount: bank.ledger.transactionCount,
    faucet: [...faucet.secretKey],
    ...(journal !== undefined && { journal }),
  };
  return packSections([
    Buffer.from(JSON.stringify(header, writeBigint)),
    bank.packAccounts(),
    ...bank.ledger.newest(KEPT),
  ]);
}

/** @throws StateFileError */
export function readState(path: string): Restored {
  const [header, accounts, ...history] = readSections(path);
  if (!header || !accounts) throw new StateFileError(path, "is incomplete");
  const state = readHeader(path, header);
  try {
    const bank = restoreBank(state, accounts, history);
    retakeSteps(bank, path, state.journal);
    return {
      bank,
      faucet: SigningKey.fromSecretKey(Uint8Array.from(state.faucet)),
    };
  } catch (cause) {
    if (cause instanceof StateFileError) throw cause;
    throw new StateFileError(path, "is damaged", undefined, { cause });
  }
}

/** Takes the steps of the journals again, from the first of them on. */
function retakeSteps(bank: Bank, path: string, first: string | undefined): void {
  let id = first;
  while (id !== undefined && existsSync(journalPath(path, id))) {
    const records = readJournal(journalPath(path, id));
    id = undefined;
    for (const step of records.map(decodeStep)) {
      if (step.kind === "continued") id = step.journal;
      else retake(bank, step);
    }
  }
}

/** @throws StateFileError for a file of another format or runtime */
function readHeader(path: string, bytes: Uint8Array): Header {
  let header: Header;
  try {
    header = JSON.parse(Buffer.from(bytes).toString("utf8"), readBigint) as Header;
  } catch (cause) {
    throw new StateFileError(path, "is damaged", undefined, { cause });
  }
  const { format, runtime } = header;
  if (format === FORMAT && runtime === RUNTIME) return header;
  throw new StateFileError(
    path,
    `has format ${format} for ${runtime}, and this version reads format ${FORMAT} for ${RUNTIME}`,
    "use the version that wrote it, or move the file away to start a new chain",
  );
}

function restoreBank(header: Header, accounts: Uint8Array, history: Uint8Array[]): Bank {
  const ledger = new Ledger(header.transactionCount - history.length);
  // Copies, so that nothing holds on to the file's bytes.
  for (const packed of history) ledger.add(unpackEntry(packed), Uint8Array.from(packed));
  const svm = LiteSvm.fromBytes(accounts);
  return new Bank({
    svm,
    programs: BundledPrograms.complete(svm),
    blockhashes: new BlockhashQueue(header.genesisHash, header.blockhashes),
    timeline: new Timeline(header.timeline),
    blocks: new Blocks(header.blocks),
    ledger,
  });
}

/** JSON has no integers of 64 bits: they are written as `"123n"`. */
function writeBigint(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? `${value}n` : value;
}

function readBigint(_key: string, value: unknown): unknown {
  return typeof value === "string" && /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value;
}
