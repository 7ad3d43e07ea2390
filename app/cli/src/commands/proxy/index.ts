import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { vouchers } from "@diem/sdk";
import { openFileStore } from "@diem/sdk/node";
import { Keypair } from "@solana/web3.js";
import { DIEM, type Io, parseAddress, perform, type Session, withExamples } from "../../core";
import { dataFolder, storeFolder } from "../../stores";

interface ProxyOptions {
  readonly perCall: string;
  readonly perHour?: string;
  readonly perDay?: string;
  readonly total?: string;
  readonly deposit?: string;
  readonly topUp?: string;
  readonly port: number;
}

/** `diem proxy`. */
export function proxyCommand(parent: Command, io: Io): void {
  const command = parent
    .command("proxy")
    .description("a local API that pays for AI calls, for Python, editors and curl")
    .argument("<provider>", "address of the provider that sells")
    .requiredOption("--per-call <diem>", "most that a call may cost")
    .option("--per-hour <diem>", "most that calls may cost in an hour")
    .option("--per-day <diem>", "most that calls may cost in a day")
    .option("--total <diem>", "most that calls may cost in all")
    .option("--deposit <diem>", "open a channel with so much, where there is none")
    .option("--top-up <diem>", "add so much where the channel holds too little for a call")
    .option("--port <number>", "where it listens on this machine", portOf, 8403)
    // Ctrl-C is how it ends: that is no failure
    .action(
      perform(
        { ...io, signal: new AbortController().signal },
        (session, provider: string, options: ProxyOptions) =>
          proxy(session, provider, options, io.signal),
      ),
    );
  withExamples(
    command,
    "diem proxy <provider> --per-call 0.01 --per-day 1 --deposit 2",
    "diem proxy <provider> --per-call 0.01 --top-up 1 --port 8500",
  );
}

async function proxy(
  session: Session,
  address: string,
  { port, ...options }: ProxyOptions,
  stop: AbortSignal,
): Promise<void> {
  const provider = parseAddress(address, "provider");
  const { client, market, owner } = await session.acting();
  const { clusterTag } = market;
  const of = storeFolder(dataFolder(session.io), { clusterTag, side: "consumer", address: owner });
  const folder = join(of, "proxy");
  const [{ createDiemFetch }, { startSidecar }] = await Promise.all([
    import("@diem/client"),
    import("@diem/client/node"),
  ]);
  const store = await openFileStore({ folder });
  try {
    const { perCall, perHour, perDay, total, deposit, topUp } = options;
    const fetch = await createDiemFetch({
      ...{ client, provider, store, signer: vouchers.signerFromKeypair(sessionKey(folder)) },
      budget: { perCall: DIEM.parsePositive(perCall), ...amounts({ perHour, perDay, total }) },
      ...amounts({ deposit, topUp }),
    });
    const sidecar = await startSidecar({ fetch, port });
    try {
      const { baseUrl } = sidecar;
      session.printer.note([["pays at", baseUrl]], { baseUrl, channel: fetch.channel });
      if (!stop.aborted) await once(stop, "abort");
    } finally {
      await Promise.all([sidecar.close(), fetch.close()]);
    }
  } finally {
    await store.close();
  }
}

function amounts<Name extends string>(
  given: Readonly<Record<Name, string | undefined>>,
): Partial<Record<Name, bigint>> {
  const entries = Object.entries<string | undefined>(given).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, DIEM.parsePositive(text)] as const],
  );
  return Object.fromEntries(entries) as Partial<Record<Name, bigint>>;
}

/** The proxy's own key, which signs vouchers and holds nothing: its channel is no other command's. */
function sessionKey(folder: string): Keypair {
  const file = join(folder, "session.json");
  if (existsSync(file)) {
    return Keypair.fromSecretKey(
      Uint8Array.from(JSON.parse(readFileSync(file, "utf8")) as number[]),
    );
  }
  const made = Keypair.generate();
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify([...made.secretKey]), { mode: 0o600 });
  return made;
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError("write 1 to 65535, or 0 for any that is free.");
}
