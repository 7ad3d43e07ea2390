import { type InstructionReader, type Parsed, type Parser, parserAt } from "./reader";

function creation(type: string): Parser {
  return (it) => ({
    type,
    info: {
      source: it.account(0),
      account: it.account(1),
      wallet: it.account(2),
      mint: it.account(3),
      systemProgram: it.account(4),
      tokenProgram: it.account(5),
    },
  });
}

/** The associated token program's instructions, by number. */
const PARSERS: readonly Parser[] = [
  creation("create"),
  creation("createIdempotent"),
  (it) => ({
    type: "recoverNested",
    info: {
      nestedSource: it.account(0),
      nestedMint: it.account(1),
      destination: it.account(2),
      nestedOwner: it.account(3),
      ownerMint: it.account(4),
      wallet: it.account(5),
      tokenProgram: it.account(6),
    },
  }),
];

/** Its first instruction was without a number once. */
export function parseAssociatedToken(instruction: InstructionReader): Parsed {
  const tag = instruction.isAtEnd ? 0 : instruction.u8();
  return parserAt(PARSERS, tag)(instruction);
}
