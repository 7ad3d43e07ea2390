import { type PublicKey, SystemProgram } from "@solana/web3.js";
import { ASSOCIATED_TOKEN_PROGRAM_ID, TOKEN_PROGRAM_ID } from "../tokens";

/** Name and meaning of a custom code. */
export interface KnownCode {
  readonly name: string;
  readonly message: string;
}

/** The token program's errors, by code, as the name, a space and the message. */
const TOKEN_ERRORS = [
  "NotRentExempt the account holds too few lamports to be exempt from rent",
  "InsufficientFunds the token account holds less than the amount",
  "InvalidMint the account is not a mint",
  "MintMismatch the token account is of another mint",
  "OwnerMismatch the signer does not own the token account",
  "FixedSupply the mint has no authority any more",
  "AlreadyInUse the account is already in use",
  "InvalidNumberOfProvidedSigners the number of signers given is out of range",
  "InvalidNumberOfRequiredSigners the number of signers required is out of range",
  "UninitializedState the account is not initialised",
  "NativeNotSupported the instruction does not work on wrapped SOL",
  "NonNativeHasBalance the token account still holds tokens",
  "InvalidInstruction the instruction is not known",
  "InvalidState the account is in another state than the instruction needs",
  "Overflow a number does not fit",
  "AuthorityTypeNotSupported the account has no authority of that type",
  "MintCannotFreeze the mint has no freeze authority",
  "AccountFrozen the token account is frozen: ask the mint's freeze authority",
  "MintDecimalsMismatch the mint has other decimals",
  "NonNativeNotSupported the instruction works on wrapped SOL alone",
];

const SYSTEM_ERRORS = [
  "AccountAlreadyInUse the account is already in use",
  "ResultWithNegativeLamports the payer has too few lamports: add SOL",
];

function fromTable(table: readonly string[], code: number): KnownCode | undefined {
  const [, name, message] = /^(\w+) (.*)$/.exec(table[code] ?? "") ?? [];
  return name === undefined || message === undefined ? undefined : { name, message };
}

const ANCHOR =
  /^Program log: AnchorError .*Error Code: (\w+)\. Error Number: (\d+)\. Error Message: (.*)\.$/;

/** What an Anchor program says of its own error, the framework's or another. */
function fromAnchor(code: number, logs: readonly string[]): KnownCode | undefined {
  for (const line of logs) {
    const [, name, number, message] = ANCHOR.exec(line) ?? [];
    if (name === undefined || message === undefined || Number(number) !== code) continue;
    return { name, message };
  }
  return undefined;
}

/** What a custom code means in a program: a token program, the system program, or one that says so itself. */
export function knownCode(
  programId: PublicKey,
  code: number,
  logs: readonly string[],
): KnownCode | undefined {
  if (programId.equals(TOKEN_PROGRAM_ID) || programId.equals(ASSOCIATED_TOKEN_PROGRAM_ID)) {
    return fromTable(TOKEN_ERRORS, code);
  }
  if (programId.equals(SystemProgram.programId)) return fromTable(SYSTEM_ERRORS, code);
  return fromAnchor(code, logs);
}
