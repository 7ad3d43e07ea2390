import { type InstructionReader, type Parsed, type Parser, parserAt } from "./reader";

/** The system program's instructions, by number. */
const PARSERS: readonly Parser[] = [
  (it) => ({
    type: "createAccount",
    info: {
      source: it.account(0),
      newAccount: it.account(1),
      lamports: Number(it.u64()),
      space: Number(it.u64()),
      owner: it.address(),
    },
  }),
  (it) => ({ type: "assign", info: { account: it.account(0), owner: it.address() } }),
  (it) => ({
    type: "transfer",
    info: { source: it.account(0), destination: it.account(1), lamports: Number(it.u64()) },
  }),
  (it) => ({
    type: "createAccountWithSeed",
    info: {
      source: it.account(0),
      newAccount: it.account(1),
      base: it.address(),
      seed: it.text(),
      lamports: Number(it.u64()),
      space: Number(it.u64()),
      owner: it.address(),
    },
  }),
  (it) => ({
    type: "advanceNonce",
    info: {
      nonceAccount: it.account(0),
      recentBlockhashesSysvar: it.account(1),
      nonceAuthority: it.account(2),
    },
  }),
  (it) => ({
    type: "withdrawFromNonce",
    info: {
      nonceAccount: it.account(0),
      destination: it.account(1),
      recentBlockhashesSysvar: it.account(2),
      rentSysvar: it.account(3),
      nonceAuthority: it.account(4),
      lamports: Number(it.u64()),
    },
  }),
  (it) => ({
    type: "initializeNonce",
    info: {
      nonceAccount: it.account(0),
      recentBlockhashesSysvar: it.account(1),
      rentSysvar: it.account(2),
      nonceAuthority: it.address(),
    },
  }),
  (it) => ({
    type: "authorizeNonce",
    info: {
      nonceAccount: it.account(0),
      nonceAuthority: it.account(1),
      newAuthorized: it.address(),
    },
  }),
  (it) => ({ type: "allocate", info: { account: it.account(0), space: Number(it.u64()) } }),
  (it) => ({
    type: "allocateWithSeed",
    info: {
      account: it.account(0),
      base: it.address(),
      seed: it.text(),
      space: Number(it.u64()),
      owner: it.address(),
    },
  }),
  (it) => ({
    type: "assignWithSeed",
    info: { account: it.account(0), base: it.address(), seed: it.text(), owner: it.address() },
  }),
  (it) => ({
    type: "transferWithSeed",
    info: {
      source: it.account(0),
      sourceBase: it.account(1),
      destination: it.account(2),
      lamports: Number(it.u64()),
      sourceSeed: it.text(),
      sourceOwner: it.address(),
    },
  }),
  (it) => ({ type: "upgradeNonce", info: { nonceAccount: it.account(0) } }),
];

export function parseSystem(instruction: InstructionReader): Parsed {
  return parserAt(PARSERS, instruction.u32())(instruction);
}
