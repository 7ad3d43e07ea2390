import { createServer, type Server, type Socket } from "node:net";
import { PassThrough } from "node:stream";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type Io, run } from "@diem/cli";

/** How a script called a command. */
interface Called {
  readonly name: string;
  readonly cwd: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** What is done for a command of a script, and the exit code. */
export type Action = (args: readonly string[], io: Io) => Promise<number>;

/**
 * Runs commands of a bash script by calls in this process, as starting a process takes longer than most commands: a script
 * in the place of the command hands over arguments, folder and environment, and prints what it is told.
 */
export class CalledCommands {
  private constructor(
    private readonly server: Server,
    private readonly sockets: ReadonlySet<Socket>,
  ) {}

  /** `actions` by the names of the commands. */
  static async start(actions: Readonly<Record<string, Action>>): Promise<CalledCommands> {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket)).on("error", () => undefined);
      void answer(socket, actions);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new CalledCommands(server, sockets);
  }

  /** What stands in the place of each command. */
  get script(): string {
    const { port } = this.server.address() as AddressInfo;
    return `#!/usr/bin/env bash
exec 3<>/dev/tcp/127.0.0.1/${port}
{ printf '%s\\0' "\${0##*/}" "$PWD" "$#" "$@"; env -0; printf '\\0'; } >&3
while read -r to data <&3; do
  if [ "$to" = code ]; then exit "$data"; fi
  base64 -d <<<"$data" >&"$to"
done
exit 1
`;
  }

  async close(): Promise<void> {
    const closed = once(this.server, "close");
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }
}

async function answer(socket: Socket, actions: Readonly<Record<string, Action>>): Promise<void> {
  const { name, cwd, args, env } = await received(socket);
  const interrupt = new AbortController();
  socket.on("close", () => interrupt.abort());
  const output = (to: 1 | 2) => ({
    write: (text: string, done: () => void = () => undefined) =>
      socket.write(`${to} ${Buffer.from(text).toString("base64")}\n`, done),
  });
  const stdin = new PassThrough();
  stdin.end();
  const [stdout, stderr] = [output(1), output(2)];
  const io = { stdin, stdout, stderr, env, cwd, home: env.HOME ?? cwd, signal: interrupt.signal };
  const act = actions[name] ?? (() => Promise.reject(new Error(`${name} is not called here`)));
  const code = await act(args, io).catch((error: unknown) => {
    stderr.write(`${String(error)}\n`);
    return 1;
  });
  socket.end(`code ${code}\n`);
}

/** What the script hands over: the fields end with zero bytes, and the last one is empty. */
async function received(socket: Socket): Promise<Called> {
  let text = "";
  socket.setEncoding("utf8");
  for (;;) {
    const called = parsed(text.split("\0").slice(0, -1));
    if (called !== undefined) return called;
    const [chunk] = (await once(socket, "data")) as [string];
    text += chunk;
  }
}

function parsed([name, cwd, count, ...rest]: readonly string[]): Called | undefined {
  if (name === undefined || cwd === undefined || count === undefined) return undefined;
  const args = rest.slice(0, Number(count));
  const variables = rest.slice(Number(count));
  if (variables.at(-1) !== "") return undefined;
  const entries = variables.slice(0, -1).map((line) => {
    const at = line.indexOf("=");
    return [line.slice(0, at), line.slice(at + 1)] as const;
  });
  return { name, cwd, args, env: Object.fromEntries(entries) };
}

/** `npx diem`. */
export const npxDiem: Action = ([command, ...args], io) => {
  if (command !== "diem") throw new Error(`npx ${command} is not called here`);
  return run(args, io);
};
