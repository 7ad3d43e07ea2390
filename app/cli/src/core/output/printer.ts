import type { Io, Output } from "../io";
import { colorsFor } from "./colors";
import { toJson } from "./json";
import { SafeOutput } from "./safe-output";
import { type Layout, render, type Text } from "./text";
import { widthOf } from "./width";

/** The result of a command: as text and as JSON. */
export interface Outcome {
  readonly text: Text;
  readonly json: unknown;
}

/**
 * Results go to stdout, everything else to stderr. If one of them fails after money has moved, the other one gets the
 * result.
 */
export class Printer {
  readonly json: boolean;
  private readonly stdout: SafeOutput;
  private readonly stderr: SafeOutput;
  private readonly out: Layout;
  private readonly err: Layout;
  /** Whether money has moved, so that the result must be shown somewhere. */
  private moved = false;
  private printed = false;
  /** Signatures that stderr did not take. */
  private readonly untold: string[] = [];

  constructor(
    io: Io,
    { output, color = true }: { readonly output?: string; readonly color?: boolean },
  ) {
    this.json = output === "json";
    this.stdout = SafeOutput.of(io.stdout);
    this.stderr = SafeOutput.of(io.stderr);
    const layout = (stream: Output): Layout => ({
      colors: colorsFor(stream, { env: io.env, wanted: color }),
      width: widthOf(stream),
    });
    this.out = layout(io.stdout);
    this.err = layout(io.stderr);
  }

  /** The result: the only thing that is ever written to stdout, as long as stderr takes the rest. */
  print({ text, json }: Outcome): void {
    this.printed = true;
    this.result(this.json ? `${JSON.stringify(toJson(json), null, 2)}\n` : render(text, this.out));
  }

  /** One line of a result that goes on for as long as the command runs. */
  printLine({ text, json }: Outcome): void {
    this.printed = true;
    this.result(this.json ? line(json) : render(text, { ...this.out, width: Infinity }));
  }

  /** Something that is not the result. Where scripts read along, one line of JSON, or nothing if there is none. */
  note(text: Text, json?: unknown): void {
    if (!this.json) this.stderr.write(render(text, this.err));
    else if (json !== undefined) this.stderr.write(line(json));
  }

  /** The signature of a transaction, before it goes out: it can be looked up even where the command is killed. */
  signature(signature: string): void {
    this.requireShown();
    const text = this.json ? line({ signature }) : render([["signature", signature]], this.err);
    this.stderr.write(text, (error) => {
      if (error) this.untold.push(text);
    });
  }

  /** From here on money may have moved: what stdout does not take goes to stderr. */
  requireShown(): void {
    this.moved = true;
  }

  /** Aborted once stdout takes nothing more. */
  get lost(): AbortSignal {
    return this.stdout.failed;
  }

  /** Writes what is left, after everything else was written or has failed. */
  async finish(): Promise<void> {
    await Promise.all([this.stdout.settled(), this.stderr.settled()]);
    // results for scripts have the signature in them
    if (this.json && this.printed) return;
    for (const text of this.untold) this.stdout.write(text);
  }

  private result(text: string): void {
    this.stdout.write(text, (error) => {
      if (error && this.moved) this.stderr.write(text);
    });
  }
}

const line = (json: unknown) => `${JSON.stringify(toJson(json))}\n`;
