import { readFile, readlink } from "node:fs/promises";

/** What distinguishes a process from all others that had the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** The start of the machine and the namespace in which the number counts; empty if the system does not tell. */
  readonly boot: string;
  readonly space: string;
  /** When the process started, in ticks since the machine did; empty if the system does not tell. */
  readonly started: string;
}

/** This process. */
export async function ownIdentity(): Promise<ProcessIdentity> {
  const { pid } = process;
  const [boot, space, started] = await Promise.all([
    readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => ""),
    readlink("/proc/self/ns/pid").catch(() => ""),
    startOf(pid),
  ]);
  return { pid, boot: boot.trim(), space, started };
}

/** Whether a process still runs; null if that cannot be known from here, as it is of another machine or container. */
export async function runs(
  { pid, boot, space, started }: ProcessIdentity,
  own: ProcessIdentity,
): Promise<boolean | null> {
  if (boot !== own.boot || space !== own.space) return null;
  if (started !== "" && own.started !== "") return (await startOf(pid)) === started;
  try {
    process.kill(pid, 0);
    return null; // there is one of this number, which may be a later one
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH" ? false : null;
  }
}

/** Empty for a process that has ended, or is a zombie. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${String(pid)}/stat`, "utf8").catch(() => "");
  // the second field is the program's name in brackets, which may hold anything
  const [state = "Z", ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return "ZX".includes(state) ? "" : (fields[18] ?? "");
}
