import bs58 from "bs58";

import type { TransactionMetadata } from "../core/svm";
import type { DecodedTransaction } from "../core/transaction";
import { parseInstruction } from "./parsed";

/** Stack height of an instruction that stands in the transaction itself. */
const TOP_LEVEL = 1;

interface Instruction {
  readonly programIdIndex: number;
  readonly accounts: readonly number[];
  readonly data: Uint8Array;
  readonly stackHeight: number;
}

/** How one instruction is written: by indexes into the account keys, or by names and addresses. */
export type InstructionEncoder = (instruction: Instruction, keys: readonly string[]) => unknown;

export const encodeByIndex: InstructionEncoder = (instruction) => ({
  programIdIndex: instruction.programIdIndex,
  accounts: instruction.accounts,
  data: bs58.encode(instruction.data),
  stackHeight: instruction.stackHeight,
});

/** By name where the program is known, as `jsonParsed` asks. */
export const encodeParsed: InstructionEncoder = (instruction, keys) => {
  const { data, stackHeight } = instruction;
  const programId = keys[instruction.programIdIndex] ?? "";
  const accounts = instruction.accounts.map((index) => keys[index] ?? "");
  const parsed = parseInstruction(programId, accounts, data);
  return parsed
    ? { ...parsed, programId, stackHeight }
    : { programId, accounts, data: bs58.encode(data), stackHeight };
};

export function encodeInstructions(
  { message, keys }: DecodedTransaction,
  encode: InstructionEncoder,
) {
  return message.compiledInstructions.map(({ programIdIndex, accountKeyIndexes, data }) =>
    encode({ programIdIndex, accounts: accountKeyIndexes, data, stackHeight: TOP_LEVEL }, keys),
  );
}

export function encodeInnerInstructions(
  metadata: TransactionMetadata,
  { keys }: DecodedTransaction,
  encode: InstructionEncoder,
) {
  return metadata
    .innerInstructions()
    .map((inner, index) => ({
      index,
      instructions: inner.map((one) => {
        const instruction = one.instruction();
        return encode(
          {
            programIdIndex: instruction.programIdIndex(),
            accounts: [...instruction.accounts()],
            data: instruction.data(),
            stackHeight: one.stackHeight(),
          },
          keys,
        );
      }),
    }))
    .filter(({ instructions }) => instructions.length > 0);
}

/** `undefined` when the transaction returned nothing, which LiteSVM reports as empty data. */
export function encodeReturnData(metadata: TransactionMetadata) {
  const returned = metadata.returnData();
  const data = returned.data();
  if (data.length === 0) return undefined;
  return {
    programId: bs58.encode(returned.programId()),
    data: [Buffer.from(data).toString("base64"), "base64"],
  };
}
