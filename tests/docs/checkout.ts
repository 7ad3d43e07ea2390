import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { ROOT } from "./blocks";

/** What must not be shared between the project's folder and one that stands for it. */
const OWN = new Set([".diem", ".git", "target", "test-ledger"]);

/** Runs a command of the project as npx does, without npm's start-up, which takes longer than the command. */
const NPX = `#!/bin/sh
command=$1
shift
exec "${ROOT}/node_modules/.bin/$command" "$@"
`;

/** How a command ended, and all that it printed. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** A folder that looks like a fresh checkout, so that what the pages tell people to do leaves no trace here. */
export class Checkout {
  readonly path = mkdtempSync(join(tmpdir(), "diem-docs-"));
  private readonly bin = join(this.path, ".bin");

  /** `commands` are scripts in the place of commands, by their names. */
  constructor(commands: Readonly<Record<string, string>> = { npx: NPX }) {
    mkdirSync(this.bin);
    for (const [name, script] of Object.entries(commands)) {
      writeFileSync(join(this.bin, name), script, { mode: 0o755 });
    }
    for (const name of readdirSync(ROOT).filter((entry) => !OWN.has(entry))) {
      symlinkSync(join(ROOT, name), join(this.path, name));
    }
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  /** Runs a bash script here, which stops at the first command that fails and names it. */
  run(script: string): Promise<Ended> {
    const naming = `trap 'echo "failed: $BASH_COMMAND" >&2' ERR`;
    return ended(this.spawn(`set -euo pipefail; ${naming}\n${script}`));
  }

  /** Starts a command that goes on until it is stopped, and waits for `ready` in its output. */
  async start(command: string, ready: RegExp): Promise<Background> {
    const child = this.spawn(command);
    const end = ended(child);
    await new Promise<void>((resolve, reject) => {
      let seen = "";
      child.stdout?.on("data", (chunk: Buffer) => {
        seen += chunk.toString();
        if (ready.test(seen)) resolve();
      });
      void end.then(({ code, output }) => {
        reject(new Error(`${command} ended with ${String(code)}:\n${output}`));
      });
    });
    return new Background(child, end);
  }

  private spawn(script: string): ChildProcess {
    const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("DIEM_"));
    return spawn("bash", ["-c", script], {
      cwd: this.path,
      env: {
        ...Object.fromEntries(inherited),
        HOME: this.path,
        PATH: `${this.bin}${delimiter}${process.env.PATH}`,
      },
      // A group of its own, as in a terminal: what stops the command reaches all that it started.
      detached: true,
    });
  }
}

/** A command that goes on. */
export class Background {
  constructor(
    private readonly child: ChildProcess,
    private readonly end: Promise<Ended>,
  ) {}

  /** Stops it as Ctrl-C does, and waits for its end. */
  stop(): Promise<Ended> {
    const { pid } = this.child;
    if (pid === undefined) throw new Error("the command never started");
    process.kill(-pid, "SIGINT");
    return this.end;
  }
}

function ended(child: ChildProcess): Promise<Ended> {
  let output = "";
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout?.on("data", collect);
  child.stderr?.on("data", collect);
  return new Promise((resolve) => {
    child.on("close", (code) => {
      resolve({ code, output });
    });
  });
}
