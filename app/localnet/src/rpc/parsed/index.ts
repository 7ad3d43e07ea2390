import { SYSTEM_PROGRAM } from "../../core/accounts";
import { MEMO_PROGRAMS } from "../../core/memo";
import { ASSOCIATED_TOKEN_PROGRAM, TOKEN_PROGRAMS } from "../../core/token-programs";
import { parseAssociatedToken } from "./associated-token";
import { InstructionReader, type Parsed, UnparsableError } from "./reader";
import { parseSystem } from "./system";
import { parseToken } from "./token";

interface ProgramParser {
  /** The name that a validator gives the program. */
  readonly program: string;
  readonly parse: (instruction: InstructionReader) => Parsed | string;
}

/** Shows a memo's text for the instruction. */
const memo: ProgramParser = {
  program: "spl-memo",
  parse: (instruction) => instruction.rest().toString("utf8"),
};

const PROGRAMS: ReadonlyMap<string, ProgramParser> = new Map([
  [SYSTEM_PROGRAM, { program: "system", parse: parseSystem }],
  [
    ASSOCIATED_TOKEN_PROGRAM,
    { program: "spl-associated-token-account", parse: parseAssociatedToken },
  ],
  ...[...TOKEN_PROGRAMS.keys()].map(
    (address) => [address, { program: "spl-token", parse: parseToken }] as const,
  ),
  ...[...MEMO_PROGRAMS].map((address) => [address, memo] as const),
]);

/** Names an instruction and its parts; `null` where the program is not known, or not the instruction. */
export function parseInstruction(
  programId: string,
  accounts: readonly string[],
  data: Uint8Array,
): { readonly program: string; readonly parsed: Parsed | string } | null {
  const known = PROGRAMS.get(programId);
  if (!known) return null;
  try {
    const parsed = known.parse(new InstructionReader(accounts, Buffer.from(data)));
    return { program: known.program, parsed };
  } catch (error) {
    if (error instanceof UnparsableError) return null;
    throw error;
  }
}
