import type {
  Connection,
  Finality,
  PublicKey,
  VersionedTransactionResponse,
} from "@solana/web3.js";
import bs58 from "bs58";
import { TransactionNotFoundError } from "../errors/transaction-errors";
import { only } from "../only";
import { eventAuthority, type ProgramOption } from "../pda";
import { PROGRAM_ID } from "../program";
import { decode, type DiemEvent } from "./decode";

/** An event, and where in its transaction it was sent. */
export type LocatedEvent = DiemEvent & {
  /** Which instruction of the transaction led to it. */
  readonly instructionIndex: number;
  /** Which of that instruction's inner instructions it is. */
  readonly innerIndex: number;
};

/** See {@link fetch}. */
export interface FetchOptions extends ProgramOption {
  readonly commitment?: Finality;
}

/**
 * The program's events in a transaction, in their order. An event is an inner instruction of the program
 * itself whose only account is its event authority: nobody else can sign for that, so nothing else that a
 * transaction contains can pass for one. A failed transaction has no events.
 */
export function fromTransaction(
  { transaction, meta }: VersionedTransactionResponse,
  { programId = PROGRAM_ID }: ProgramOption = {},
): LocatedEvent[] {
  if (meta === null || meta.err !== null) return [];
  const { writable = [], readonly = [] } = meta.loadedAddresses ?? {};
  const keys: readonly PublicKey[] = [
    ...transaction.message.staticAccountKeys,
    ...writable,
    ...readonly,
  ];
  const authority = eventAuthority({ programId });
  const is = (index: number | undefined, key: PublicKey) =>
    index !== undefined && keys[index]?.equals(key) === true;

  return (meta.innerInstructions ?? []).flatMap(({ index: instructionIndex, instructions }) =>
    instructions.flatMap(({ programIdIndex, accounts, data }, innerIndex): LocatedEvent[] => {
      const sent = accounts.length === 1 && is(accounts[0], authority);
      if (!sent || !is(programIdIndex, programId)) return [];
      const event = decode(bs58.decode(data));
      return event === null ? [] : [{ ...event, instructionIndex, innerIndex }];
    }),
  );
}

/**
 * The program's events in a confirmed transaction.
 *
 * @throws TransactionNotFoundError where the node does not know the transaction.
 *
 * @example
 * for (const event of await events.fetch(connection, signature)) {
 *   if (event.name === "DiemMinted") record(event.data.diemAmount, event.data.vvvLocked);
 * }
 */
export async function fetch(
  connection: Connection,
  signature: string,
  { programId, commitment }: FetchOptions = {},
): Promise<LocatedEvent[]> {
  const transaction = await connection.getTransaction(signature, {
    maxSupportedTransactionVersion: 0,
    ...only({ commitment }),
  });
  if (transaction === null) throw new TransactionNotFoundError({ signature });
  return fromTransaction(transaction, only({ programId }));
}
