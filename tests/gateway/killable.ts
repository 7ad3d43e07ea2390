import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const BIN = join(__dirname, "../../app/cli/bin/diem.js");

/** A gateway as a process of its own. */
export class Killable {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(config: string): Promise<Killable> {
    const child = spawn(process.execPath, [BIN, "gateway", "run", config], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    let told = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (told += text));
    while (!/\/v1/.test(told)) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(told);
      await pause(10);
    }
    return new Killable(child, /http:\S+(?=\/v1)/.exec(told)?.[0] ?? "");
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, "exit");
    this.child.kill(signal);
    await ended;
  }
}
