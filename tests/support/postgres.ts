import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const DEBIAN = "/usr/lib/postgresql";
const USER = "tester";

/** Where PostgreSQL's programs are: on the PATH, or where Debian puts them; null where they are not. */
function postgresPrograms(): string | null {
  if (spawnSync("initdb", ["--version"]).status === 0) return "";
  if (!existsSync(DEBIAN)) return null;
  const newest = readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a))[0];
  return newest === undefined ? null : join(DEBIAN, newest, "bin");
}

/**
 * Whether tests may use PostgreSQL, which a machine with Node alone may lack. With DIEM_REQUIRE_TOOLS=1 they always do,
 * and fail where it is missing.
 */
export function mayUsePostgres(): boolean {
  if (process.env.DIEM_REQUIRE_TOOLS === "1" || postgresPrograms() !== null) return true;
  console.warn("    PostgreSQL is not installed: its tests run where it is");
  return false;
}

/** A PostgreSQL server of a test, in a folder of its own. */
export class TestPostgres {
  private constructor(
    private readonly folder: string,
    private readonly port: number,
  ) {}

  /** Makes a cluster and starts its server. */
  static async start(): Promise<TestPostgres> {
    const folder = mkdtempSync(join(tmpdir(), "diem-postgres-"));
    const { uid, gid } = account();
    if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
    const server = new TestPostgres(folder, await freePort());
    const auth = ["--auth=trust", `--username=${USER}`, "--encoding=UTF8", "--locale=C"];
    try {
      await run("initdb", ["-D", server.#data, ...auth]);
      await server.up();
      return server;
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** A connection string. */
  get url(): string {
    return `postgres://${USER}@127.0.0.1:${this.port}/postgres`;
  }

  /** Process of the server, whose other processes are its children. */
  get pid(): number {
    return Number(readFileSync(join(this.#data, "postmaster.pid"), "utf8").split("\n")[0]);
  }

  /** Starts the server again. */
  async up(): Promise<void> {
    const options = `-p ${this.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=`;
    const log = join(this.folder, "log");
    await run("pg_ctl", ["-D", this.#data, "-w", "-l", log, "-o", options, "start"]);
  }

  /** Stops the server as a crash does: what it acknowledged is kept. */
  async down(): Promise<void> {
    await run("pg_ctl", ["-D", this.#data, "-w", "-m", "immediate", "stop"]);
  }

  /** Ends the server for good. */
  async end(): Promise<void> {
    try {
      await this.down();
    } finally {
      rmSync(this.folder, { recursive: true, force: true });
    }
  }

  get #data(): string {
    return join(this.folder, "data");
  }
}

/** PostgreSQL refuses to run as root: Debian's package has a user for it. */
function account(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(spawnSync("id", [flag, "postgres"]).stdout.toString());
  return { uid: id("-u"), gid: id("-g") };
}

async function run(program: string, args: readonly string[]): Promise<void> {
  const folder = postgresPrograms();
  if (folder === null) throw new Error("PostgreSQL is not installed: apt-get install postgresql");
  // a server that was started keeps what it inherits: its output goes to its log
  const child = spawn(join(folder, program), args, {
    ...{ ...account(), cwd: tmpdir(), stdio: ["ignore", "ignore", "pipe"] },
  });
  let told = "";
  child.stderr?.on("data", (text: Buffer) => (told += text.toString()));
  const [code] = (await once(child, "exit")) as [number | null];
  child.stderr?.destroy();
  if (code !== 0) throw new Error(`${program} failed: ${told}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
