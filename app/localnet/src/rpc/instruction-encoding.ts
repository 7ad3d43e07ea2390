import bs58 from "bs58";

import type { TransactionMetadata } from "../core/svm";
import type { DecodedTransaction } from "../core/transaction";

/** Stack height of an instruction that stands in the transaction itself. */
const TOP_LEVEL = 1;

interface Instruction {
  readonly programIdIndex: number;
  readonly accounts: readonly number[];
  readonly data: Uint8Array;
  readonly stackHeight: number;
}

/** How one instruction is written: by indexes into the account keys, or by addresses. */
export type InstructionEncoder = (instruction: Instruction, keys: readonly string[]) => unknown;

export const encodeByIndex: InstructionEncoder = (instruction) => ({
  programIdIndex: instruction.programIdIndex,
  accounts: instruction.accounts,
  data: bs58.encode(instruction.data),
  stackHeight: instruction.stackHeight,
});

/** The form that `jsonParsed` has for programs it has no parser for, here used for all. */
export const encodeByAddress: InstructionEncoder = (instruction, keys) => ({
  programId: keys[instruction.programIdIndex],
  accounts: instruction.accounts.map((index) => keys[index]),
  data: bs58.encode(instruction.data),
  stackHeight: instruction.stackHeight,
});

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
