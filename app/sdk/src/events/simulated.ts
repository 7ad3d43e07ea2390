import type {
  ParsedInnerInstruction,
  SimulatedTransactionResponse,
  VersionedTransaction,
} from "@solana/web3.js";
import { eventAuthority, type ProgramOption } from "../pda";
import { PROGRAM_ID } from "../program";
import { fromBase58 } from "./base58";
import { decode } from "./decode";
import { inOrder, type LocatedEvent, loggedEvents } from "./logged";

/**
 * The events that a transaction would have if it were sent now, in their order. The simulation needs
 * `innerInstructions: true`. The transaction's programs must not be in lookup tables.
 */
export function fromSimulation(
  { message }: VersionedTransaction,
  { err, logs, innerInstructions }: SimulatedTransactionResponse,
  { programId = PROGRAM_ID }: ProgramOption = {},
): LocatedEvent[] {
  if (err !== null) return [];
  const programs = message.compiledInstructions.flatMap(
    ({ programIdIndex }) => message.staticAccountKeys[programIdIndex] ?? [],
  );
  const sent = (innerInstructions ?? []).flatMap((inner) => sentEvents(inner, { programId }));
  return inOrder([...sent, ...loggedEvents(logs ?? [], { programs, programId })]);
}

/** The events that the program sent to itself under one instruction. */
function sentEvents(
  { index: instructionIndex, instructions }: ParsedInnerInstruction,
  { programId }: Required<ProgramOption>,
): LocatedEvent[] {
  const authority = eventAuthority({ programId });
  return instructions.flatMap((instruction, innerIndex): LocatedEvent[] => {
    if (!("data" in instruction) || !instruction.programId.equals(programId)) return [];
    const [account, ...others] = instruction.accounts;
    if (account?.equals(authority) !== true || others.length > 0) return [];
    const event = decode(fromBase58(instruction.data));
    return event === null ? [] : [{ ...event, instructionIndex, innerIndex }];
  });
}
