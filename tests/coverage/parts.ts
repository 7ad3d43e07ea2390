import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Covered } from "./gate";

type Part = Record<keyof Covered, string[]>;

/** Where the processes of one complete run leave what their tests reached. */
export class Parts {
  private constructor(readonly folder: string) {}

  /** A new folder. */
  static create(): Parts {
    return new Parts(mkdtempSync(join(tmpdir(), "diem-coverage-")));
  }

  /** The folder that another process created. */
  static at(folder: string): Parts {
    return new Parts(folder);
  }

  /** Keeps what a process has reached so far, in place of what it kept before. */
  keep({ instructions, errors, events, fields }: Covered, pid = process.pid): void {
    const part: Part = {
      instructions: [...instructions],
      errors: [...errors],
      events: [...events],
      fields: [...fields],
    };
    writeFileSync(join(this.folder, `${pid}.json`), JSON.stringify(part));
  }

  /** What all processes reached together. */
  merged(): Covered {
    const parts = readdirSync(this.folder).map(
      (file) => JSON.parse(readFileSync(join(this.folder, file), "utf8")) as Part,
    );
    const all = (kind: keyof Part) => new Set(parts.flatMap((part) => part[kind]));
    return {
      instructions: all("instructions"),
      errors: all("errors"),
      events: all("events"),
      fields: all("fields"),
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
