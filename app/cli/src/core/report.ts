import { CommanderError } from "commander";
import { errors } from "@diem/sdk";
import { CliError, EXIT, type ExitCode, UsageError } from "./errors";
import { internalFailure } from "./failures";
import type { Io } from "./io";
import { colorsFor } from "./output/colors";
import { toJson } from "./output/json";
import { withoutControls } from "./output/text";
import type { GlobalOptions } from "./settings/settings";

/** commander's code for the help that it shows where a subcommand is missing. */
const HELP = "commander.help";
const NEXT = "`diem --help` shows the commands, and `diem <command> --help` one with examples";

/** Reports a failure on stderr, and returns the exit code. */
export function report(error: unknown, io: Io, { output, color = true }: GlobalOptions): ExitCode {
  if (error instanceof CommanderError && error.code === HELP) return EXIT.usage;
  const failure = failureOf(error);
  const text =
    output === "json"
      ? `${JSON.stringify({ error: toJson(fields(failure)) })}\n`
      : lines(failure, colorsFor(io.stderr, { env: io.env, wanted: color }));
  io.stderr.write(text, (error) => {
    // the outcome of a transaction must be shown somewhere
    if (error && failure.signature !== undefined) io.stdout.write(text);
  });
  return failure.exitCode;
}

function failureOf(error: unknown): CliError {
  if (error instanceof CommanderError) return usage(error);
  // Sessions explain all failures of theirs.
  return error instanceof CliError ? error : internalFailure(error);
}

/** A failure in JSON; the figures of SDK errors are their context. */
function fields({ name, message, next, signature, cause }: CliError): object {
  const code = (cause as { code?: unknown } | undefined)?.code;
  const context = errors.isDiemError(cause) ? cause.context : {};
  return {
    name,
    message,
    next,
    code: typeof code === "number" ? code : undefined,
    signature,
    context: Object.keys(context).length === 0 ? undefined : context,
  };
}

function lines({ name, message, next }: CliError, colors: ReturnType<typeof colorsFor>): string {
  const what = `${colors.red("error:")} ${withoutControls(message)} [${name}]\n`;
  return next === undefined ? what : `${what}${colors.bold("next:")} ${withoutControls(next)}\n`;
}

/** commander's refusal in our words: its suggestion, in brackets, is what to do next. */
function usage({ message, code }: CommanderError): UsageError {
  const [what = "", suggestion] = message.replace(/^error: /, "").split("\n");
  const meant = /^\(Did you mean (.*)\?\)$/.exec(suggestion ?? "")?.[1];
  return new UsageError({
    name: code.replace(/^commander\./, "").replace(/^./, (first) => first.toUpperCase()),
    message: what,
    next: meant === undefined ? NEXT : `did you mean ${meant}? ${NEXT}`,
  });
}
