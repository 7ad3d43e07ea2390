import { errors } from "@diem/sdk";
import {
  CliError,
  EXIT,
  NetworkError,
  RefusedError,
  type ErrorDetails,
  UsageError,
} from "./errors";
import { nextStep } from "./next-steps";
import { shownUrl } from "./settings/cluster";
import { inCommandTerms } from "./command-terms";

/** The signature of the transaction that an error is about. */
export function signatureOf(error: unknown): string | undefined {
  const { signature } = (error ?? {}) as { readonly signature?: unknown };
  return typeof signature === "string" && signature !== "" ? signature : undefined;
}

/** Whether the chain or this command refused, as opposed to a missing answer. */
export function isRefusal(error: unknown): boolean {
  return error instanceof RefusedError || (errors.isDiemError(error) && error.source !== "client");
}

/** A fault of this command itself. */
export function internalFailure(error: unknown): CliError {
  return new CliError(EXIT.refused, {
    name: "InternalError",
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    next: "this is a bug in the command: report it with the line that you ran",
    cause: error,
  });
}

/** Converts a thrown value to a failure for the user. `url` is the cluster's, for look-ups. */
export function explain(error: unknown, url: string): CliError {
  if (error instanceof CliError) return error;
  if (error instanceof TypeError || error instanceof ReferenceError) return internalFailure(error);
  if (errors.isDiemError(error)) return explainDiem(error, url);
  if (isListenFailure(error)) {
    return new UsageError({
      name: "PortUnavailable",
      message: `the port cannot be used (${error.message})`,
      next: "stop the program that uses it, or choose another port",
      cause: error,
    });
  }
  return new CliError(EXIT.refused, {
    name: error instanceof Error ? error.name : "Error",
    message: error instanceof Error ? error.message : String(error),
    signature: signatureOf(error),
    cause: error,
  });
}

function isListenFailure(error: unknown): error is Error {
  return error instanceof Error && "syscall" in error && error.syscall === "listen";
}

/** What the SDK's errors say, in the terms of a command. */
function explainDiem(error: errors.AnyDiemError, url: string): CliError {
  const { name, signature } = error;
  const details: ErrorDetails = {
    name,
    message: inCommandTerms(lowerFirst(error.reason)),
    next: inCommandTerms(nextStep(error)),
    signature,
    cause: error,
  };
  switch (error.name) {
    case "TransactionOutcomeUnknown": {
      const sent = error.context.signature;
      const message = `the transaction ${sent} was sent, and its outcome is not known`;
      const next = `check it before you try again: solana confirm ${sent} --url ${shownUrl(url)}`;
      return new NetworkError({ ...details, message, next });
    }
    case "TransactionExpired":
      return new NetworkError(details);
    case "NodeUnreachable": {
      // The SDK's own text contains the whole URL, which may contain a secret.
      const message = `no node answers at ${shownUrl(url)}`;
      return new NetworkError({ ...details, message, next: "check --url: `diem config` shows it" });
    }
    case "InsufficientSol":
      return new RefusedError(details);
    case "InvalidAmount":
      return new UsageError(details);
    default:
      return new CliError(EXIT.refused, details);
  }
}

/** Starts a sentence like all others of the command, but leaves names in capitals, such as VVV, as they are. */
function lowerFirst(text: string): string {
  return text.replace(/^[A-Z](?=[a-z ])/, (first) => first.toLowerCase());
}
