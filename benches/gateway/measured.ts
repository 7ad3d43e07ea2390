import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { Profile } from "./profile";

const TICK_MS = 10; // of /proc, on every Linux that Node runs on
const KIB = 1024;

/** How a server is started. */
export interface Start {
  readonly command?: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Where it listens; a server that prints its base URL to its errors needs none. */
  readonly url?: string;
}

/** A server that is measured, with all processes that it starts. */
export class Measured {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start({ command = process.execPath, args, env, url }: Start): Promise<Measured> {
    const child = spawn(command, args, {
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      env: { ...process.env, ...env },
    });
    let told = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      if (told.length < 65_536) told += text;
    });
    const found = () => /http:\S+(?=\/v1)/.exec(told)?.[0];
    while (!(url === undefined ? found() !== undefined : await answers(url))) {
      if (child.exitCode !== null) throw new Error(`${args.join(" ")} ended: ${told}`);
      await pause(20);
    }
    return new Measured(child, url ?? found() ?? "");
  }

  /** Milliseconds of CPU time since the start, of all its threads and processes. */
  get cpuMs(): number {
    return cpuMsOf(this.child.pid ?? 0);
  }

  /** Bytes of memory that it has in use. */
  get residentBytes(): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) * KIB;
  }

  /** What it does with its time while `work` runs. Only for one that was started with `profiler.ts`. */
  async profile(work: () => Promise<unknown>): Promise<Profile> {
    await this.ask("start");
    await work();
    return (await this.ask("stop")) as Profile;
  }

  /** Asks `profiler.ts` in the process. */
  async ask(what: "start" | "stop" | "heap"): Promise<unknown> {
    const answer = once(this.child, "message");
    this.child.send(what);
    return ((await answer) as [unknown])[0];
  }

  async end(signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, "exit");
    this.child.kill(signal);
    await ended;
  }
}

/** Milliseconds of CPU time of a process and of all that it has started. */
export function cpuMsOf(pid: number): number {
  return treeOf(pid).reduce((sum, one) => {
    const stat = readFileSync(`/proc/${one}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return sum + (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  }, 0);
}

function treeOf(pid: number): readonly number[] {
  const all = [pid];
  for (const one of all) {
    for (const task of readdirSync(`/proc/${one}/task`)) {
      const children = readFileSync(`/proc/${one}/task/${task}/children`, "utf8");
      all.push(...children.split(" ").filter(Boolean).map(Number));
    }
  }
  return all;
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}
