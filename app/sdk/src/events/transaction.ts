import type {
  ConfirmedTransactionMeta,
  Connection,
  Finality,
  PublicKey,
  VersionedTransactionResponse,
} from "@solana/web3.js";
import { transactionNotFound } from "../errors/transaction-errors";
import { defined } from "../defined";
import { eventAuthority, type ProgramOption } from "../pda";
import { PROGRAM_ID } from "../program";
import { fromBase58 } from "./base58";
import { decode } from "./decode";
import { inOrder, type LocatedEvent, loggedEvents } from "./logged";

/** See {@link fetch}. */
export interface FetchOptions extends ProgramOption {
  readonly commitment?: Finality;
}

/**
 * The program's events in a transaction, in their order.
 *
 * An event is an inner instruction of the program itself whose only account is its event authority: nobody else
 * can sign for that, so nothing else that a transaction contains can pass for one. `VouchersSettled` alone is a
 * log, and counts only where the program itself was running. Nodes cut logs at 10,000 bytes, so one can be
 * missing: the provider's `sequence` then shows the gap. A failed transaction has no events.
 */
export function fromTransaction(
  { transaction: { message }, meta }: VersionedTransactionResponse,
  { programId = PROGRAM_ID }: ProgramOption = {},
): LocatedEvent[] {
  if (meta === null || meta.err !== null) return [];
  const { writable = [], readonly = [] } = meta.loadedAddresses ?? {};
  const keys: readonly PublicKey[] = [...message.staticAccountKeys, ...writable, ...readonly];
  const programs = message.compiledInstructions.flatMap(
    ({ programIdIndex }) => keys[programIdIndex] ?? [],
  );
  const logged = loggedEvents(meta.logMessages ?? [], { programs, programId });
  return inOrder([...sentEvents(meta, keys, programId), ...logged]);
}

/** The events that the program sent to itself. */
function sentEvents(
  { innerInstructions }: ConfirmedTransactionMeta,
  keys: readonly PublicKey[],
  programId: PublicKey,
): LocatedEvent[] {
  const authority = eventAuthority({ programId });
  const is = (index: number | undefined, key: PublicKey) =>
    index !== undefined && keys[index]?.equals(key) === true;
  return (innerInstructions ?? []).flatMap(({ index: instructionIndex, instructions }) =>
    instructions.flatMap(({ programIdIndex, accounts, data }, innerIndex): LocatedEvent[] => {
      const sent = accounts.length === 1 && is(accounts[0], authority);
      if (!sent || !is(programIdIndex, programId)) return [];
      const event = decode(fromBase58(data));
      return event === null ? [] : [{ ...event, instructionIndex, innerIndex }];
    }),
  );
}

/**
 * The program's events in a confirmed transaction.
 *
 * @throws `TransactionNotFound` if the node does not know the transaction.
 *
 * @example
 * for (const event of await events.fetch(connection, signature)) {
 *   if (event.name === "DiemMinted") record(event.data.diemAmount, event.data.vvvLocked);
 *   if (event.name !== "VouchersSettled") continue;
 *   for (const { channel, errorCode } of event.data.entries) {
 *     if (errorCode !== 0) skipped(channel, errors.fromCode(errorCode));
 *   }
 * }
 */
export async function fetch(
  connection: Connection,
  signature: string,
  { programId, commitment }: FetchOptions = {},
): Promise<LocatedEvent[]> {
  const transaction = await connection.getTransaction(signature, {
    maxSupportedTransactionVersion: 0,
    ...defined({ commitment }),
  });
  if (transaction === null) throw transactionNotFound({ signature });
  return fromTransaction(transaction, defined({ programId }));
}
