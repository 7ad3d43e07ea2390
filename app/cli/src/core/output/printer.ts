import type { Colors } from "picocolors/types";
import type { Io } from "../io";
import { colorsFor } from "./colors";
import { toJson } from "./json";
import { render, type Text } from "./text";

/** What a command came to: for people, and for scripts. */
export interface Outcome {
  readonly text: Text;
  readonly json: unknown;
}

/** Results go to stdout, and everything around them to stderr. */
export class Printer {
  readonly json: boolean;
  private readonly out: Colors;
  private readonly err: Colors;

  constructor(
    private readonly io: Io,
    { output, color = true }: { readonly output?: string; readonly color?: boolean },
  ) {
    this.json = output === "json";
    this.out = colorsFor(io.stdout, { env: io.env, wanted: color });
    this.err = colorsFor(io.stderr, { env: io.env, wanted: color });
  }

  /** The result: the only thing that is ever written to stdout. */
  print({ text, json }: Outcome): void {
    this.io.stdout.write(
      this.json ? `${JSON.stringify(toJson(json), null, 2)}\n` : render(text, this.out),
    );
  }

  /** One line of a result that goes on for as long as the command runs. */
  printLine({ text, json }: Outcome): void {
    this.io.stdout.write(this.json ? `${JSON.stringify(toJson(json))}\n` : render(text, this.out));
  }

  /** Something that is not the result. Where scripts read along, one line of JSON, or nothing where there is none. */
  note(text: Text, json?: unknown): void {
    if (!this.json) this.io.stderr.write(render(text, this.err));
    else if (json !== undefined) this.io.stderr.write(`${JSON.stringify(toJson(json))}\n`);
  }

  get colors(): Colors {
    return this.err;
  }
}
