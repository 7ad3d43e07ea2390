import { errors, vouchers } from "@diem/sdk";
import { CliError, EXIT, NetworkError, RefusedError, type Told, UsageError } from "./errors";
import { nextStep } from "./next-steps";
import { shownUrl } from "./settings/cluster";

/** How the runtime says that a wallet has too little SOL for a fee or a rent. */
const TOO_LITTLE_SOL =
  /InsufficientFundsForFee|InsufficientFundsForRent|insufficient lamports|prior credit|"AccountNotFound"/i;

/** What a refusal says before its colon, and what to do about it after it. */
function split(message: string): Pick<Told, "message" | "next"> {
  const text = message.replace(/^[A-Z](?=[a-z ])/, (first) => first.toLowerCase());
  const at = text.indexOf(": ");
  return at < 0 ? { message: text } : { message: text.slice(0, at), next: text.slice(at + 2) };
}

/** Whoever throws says in the message what to do. */
function tells(error: unknown): error is Error {
  const kinds = [
    errors.DiemError,
    errors.QuoteError,
    errors.AmountError,
    errors.AccountNotFoundError,
    errors.AccountTypeError,
    errors.TransactionTooLargeError,
    errors.TransactionNotFoundError,
    vouchers.VoucherError,
  ];
  return kinds.some((kind) => error instanceof kind);
}

/** The signature of the transaction that an error is about. */
export function signatureOf(error: unknown): string | undefined {
  const { signature } = (error ?? {}) as { readonly signature?: unknown };
  return typeof signature === "string" && signature !== "" ? signature : undefined;
}

/** Whether the chain or this command said no, as opposed to no answer at all. */
export function isRefusal(error: unknown): boolean {
  return [RefusedError, errors.DiemError, errors.ProgramError, errors.QuoteError].some(
    (kind) => error instanceof kind,
  );
}

/** What is nobody's doing but this command's. */
export function internalFailure(error: unknown): CliError {
  return new CliError(EXIT.refused, {
    name: "InternalError",
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    next: "this is a fault of the command itself: report it with the line that you ran",
    cause: error,
  });
}

/** Whatever was thrown, as what a user is told. `url` is that of the cluster, to look things up at. */
export function explain(error: unknown, url: string): CliError {
  if (error instanceof CliError) return error;
  if (error instanceof TypeError || error instanceof ReferenceError) return internalFailure(error);
  const cause = error;
  const signature = signatureOf(error);
  const message = error instanceof Error ? error.message : String(error);
  const name = error instanceof Error ? error.name : "Error";
  if (error instanceof errors.TransactionOutcomeUnknownError) {
    return new NetworkError({
      name,
      message: `the transaction ${error.signature} is on its way, and what became of it is not known`,
      next: `look it up before you try again: solana confirm ${error.signature} --url ${shownUrl(url)}`,
      signature,
      cause,
    });
  }
  if (error instanceof errors.TransactionExpiredError) {
    return new NetworkError({ name, ...split(message), signature, cause });
  }
  if (error instanceof errors.NodeUnreachableError) {
    // The SDK's own words have the whole URL in them, and so perhaps a secret.
    const next = "check --url: `diem config` shows it";
    return new NetworkError({ name, message: `no node answers at ${shownUrl(url)}`, next, cause });
  }
  if (isTooLittleSol(error, message)) {
    return new RefusedError({
      name: "InsufficientSol",
      message: "the wallet has too little SOL for the fee, or for the rent of what this opens",
      next: "send SOL to the wallet; on a test cluster, `solana airdrop 1` gives some",
      signature,
      cause,
    });
  }
  const told = tells(error) ? split(message) : { message };
  const next = nextStep(name, told.next);
  if (error instanceof errors.AmountError) return new UsageError({ name, ...told, next, cause });
  return new CliError(EXIT.refused, { name, ...told, next, signature, cause });
}

function isTooLittleSol(error: unknown, message: string): boolean {
  if (error instanceof errors.ProgramError) {
    return error.name === "ResultWithNegativeLamports" || TOO_LITTLE_SOL.test(message);
  }
  return !(error instanceof errors.DiemError) && TOO_LITTLE_SOL.test(message);
}
