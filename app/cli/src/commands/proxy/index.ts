import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { vouchers } from "@diem/sdk";
import { generateKeypair, keypairFromSecretKey, openFileStore, writeDurably } from "@diem/sdk/node";
import type { Keypair } from "@solana/web3.js";
import {
  DIEM,
  type Io,
  parseAddress,
  parsePort,
  inSession,
  type Session,
  withExamples,
} from "../../core";
import { dataFolder, storeFolder } from "../../stores";

interface ProxyOptions {
  readonly perCall: string;
  readonly perHour?: string;
  readonly perDay?: string;
  readonly total?: string;
  readonly deposit?: string;
  readonly topUp?: string;
  readonly port: string;
}

/** `diem proxy`. */
export function proxyCommand(parent: Command, io: Io): void {
  const command = parent
    .command("proxy")
    .description("run a local API that pays for AI calls, for Python, editors and curl")
    .argument("[provider]", "address of the provider (default: the cheapest one of each model)")
    .requiredOption("--per-call <diem>", "maximum cost of a call")
    .option("--per-hour <diem>", "maximum cost of all calls in an hour")
    .option("--per-day <diem>", "maximum cost of all calls in a day")
    .option("--total <diem>", "maximum cost of all calls")
    .option("--deposit <diem>", "open a channel with this deposit if there is none")
    .option("--top-up <diem>", "deposit this much when the channel has too little for a call")
    .option("--port <number>", "port to listen on, on this machine", "8403")
    // Ctrl-C is the normal end, not a failure
    .action(
      inSession(
        { ...io, signal: new AbortController().signal },
        (session, provider: string | undefined, options: ProxyOptions) =>
          proxy(session, provider, options, io.signal),
      ),
    );
  withExamples(
    command,
    "diem proxy <provider> --per-call 0.01 --per-day 1 --deposit 2",
    "diem proxy --per-call 0.01 --deposit 0.5 --top-up 0.5 --port 8500",
  );
}

async function proxy(
  session: Session,
  address: string | undefined,
  { port: listenAt, ...options }: ProxyOptions,
  stop: AbortSignal,
): Promise<void> {
  const port = parsePort(listenAt);
  const seller = address === undefined ? {} : { provider: parseAddress(address, "provider") };
  const { client, market, owner } = await session.walletContext();
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
    const signer = vouchers.signerFromKeypair(await sessionKey(folder));
    const fetch = await createDiemFetch({
      ...seller,
      client,
      store,
      signer,
      budget: { perCall: DIEM.parsePositive(perCall), ...amounts({ perHour, perDay, total }) },
      ...amounts({ deposit, topUp }),
    });
    const sidecar = await startSidecar({ fetch, port });
    try {
      const { baseUrl } = sidecar;
      const channel = "channel" in fetch ? { channel: fetch.channel } : {};
      session.printer.note([["pays at", baseUrl]], { baseUrl, ...channel });
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
async function sessionKey(folder: string): Promise<Keypair> {
  const file = join(folder, "session.json");
  if (existsSync(file)) {
    return keypairFromSecretKey(
      Uint8Array.from(JSON.parse(readFileSync(file, "utf8")) as number[]),
    );
  }
  const made = generateKeypair();
  mkdirSync(folder, { recursive: true });
  await writeDurably(file, JSON.stringify([...made.secretKey]));
  return made;
}
