import { PublicKey } from "@solana/web3.js";
import { errors, events, PROGRAM_ID } from "@diem/sdk";
import { idl } from "@diem/sdk/idl";
import { loggedEvents } from "../../app/sdk/dist/events/logged";
import type { TransactionErrorJson } from "@diem/localnet/dist/core/errors";
import type { TransactionMetadata } from "@diem/localnet/dist/core/svm";
import type { DecodedTransaction } from "@diem/localnet/dist/core/transaction";

/** A transaction that the runtime executed. */
export interface Executed {
  readonly transaction: DecodedTransaction;
  readonly metadata: TransactionMetadata;
  /** Null where the transaction succeeded. */
  readonly err: TransactionErrorJson | null;
  /** Whether a block holds it: what only a simulation did, nobody has. */
  readonly landed: boolean;
}

interface Call {
  readonly program: string;
  readonly data: Uint8Array;
}

const OWN = PROGRAM_ID.toBase58();

/** What of the program's interface was reached, by the IDL's names. */
export class Reached {
  readonly instructions = new Set<string>();
  readonly errors = new Set<string>();
  readonly events = new Set<string>();
  /** Shapes of transactions that were looked into. */
  private readonly shapes = new Set<string>();

  /** A transaction is all or nothing: one that failed reached its error and no instruction. */
  add({ transaction, metadata, err, landed }: Executed): void {
    if (err !== null) this.addError(err, metadata);
    else if (landed) this.addCalls(transaction, metadata);
  }

  private addError(err: TransactionErrorJson, metadata: TransactionMetadata): void {
    const name = nameOf(customCode(err));
    if (name === undefined || this.errors.has(name)) return;
    // the logs tell whether the code is this program's own
    if (errors.fromLogs(metadata.logs())?.name === name) this.errors.add(name);
  }

  /**
   * Copying inner calls and logs costs more than the execution, so of each shape one is looked into: an instruction
   * always emits the same event. Only `settle` has more to tell each time.
   */
  private addCalls({ message, keys }: DecodedTransaction, metadata: TransactionMetadata): void {
    const outer = message.compiledInstructions.map(({ programIdIndex, data }): Call => ({
      program: keys[programIdIndex] ?? "",
      data,
    }));
    const names = outer.map((call) => instructionName(call) ?? call.program);
    if (names.includes("settle")) this.addLogged(outer, metadata);
    const shape = names.join();
    if (this.shapes.has(shape)) return;
    this.shapes.add(shape);
    const inner = metadata.innerInstructions().flatMap((list) =>
      list.map((each): Call => {
        const instruction = each.instruction();
        return { program: keys[instruction.programIdIndex()] ?? "", data: instruction.data() };
      }),
    );
    for (const call of [...outer, ...inner]) this.addCall(call);
  }

  private addCall(call: Call): void {
    const name = instructionName(call);
    if (name === undefined) return;
    this.instructions.add(name);
    const event = events.decode(call.data);
    if (event !== null) this.events.add(event.name);
  }

  /** A voucher that is skipped among others leaves its error in the event alone. */
  private addLogged(outer: readonly Call[], metadata: TransactionMetadata): void {
    const programs = outer.map(({ program }) => new PublicKey(program));
    for (const event of loggedEvents(metadata.logs(), { programs, programId: PROGRAM_ID })) {
      this.events.add(event.name);
      if (event.name !== "VouchersSettled") continue;
      for (const { errorCode } of event.data.entries) {
        const name = nameOf(errorCode);
        if (name !== undefined) this.errors.add(name);
      }
    }
  }
}

function customCode(err: TransactionErrorJson): number | undefined {
  if (typeof err === "string" || !("InstructionError" in err)) return undefined;
  const [, inner] = err.InstructionError;
  return typeof inner === "string" ? undefined : inner.Custom;
}

function nameOf(code: number | undefined): string | undefined {
  return code === undefined ? undefined : errors.fromCode(code)?.name;
}

function instructionName({ program, data }: Call): string | undefined {
  if (program !== OWN) return undefined;
  return idl.instructions.find(({ discriminator }) =>
    discriminator.every((byte, index) => data[index] === byte),
  )?.name;
}
