import { relative } from "node:path";

import type { createColors } from "picocolors";

import { type WalletName, WALLETS } from "./files";
import type { LocalNetwork } from "./network";
import type { Selling } from "./selling";
import type { Services } from "./services";

/** Models that are named one by one. */
const MAX_SHOWN = 3;

/** Where `diem proxy` listens unless told otherwise. */
const PROXY = "http://127.0.0.1:8403/v1";

type Colors = ReturnType<typeof createColors>;

/** The report for scripts: one line of JSON. */
export function toJson(network: LocalNetwork, { selling, indexer, page }: Services): string {
  const { baseUrl, models } = selling;
  const { url, wsUrl, market, provider, wallets, files, resumed } = network;
  const names = Object.keys(wallets) as WalletName[];
  const shown = names.map((name) => [
    name,
    { address: wallets[name].publicKey.toBase58(), keypair: files.wallets[name] },
  ]);
  return JSON.stringify({
    url,
    wsUrl,
    market: market.market.toBase58(),
    vvvMint: market.vvvMint.toBase58(),
    diemMint: market.diemMint.toBase58(),
    provider: provider.toBase58(),
    gateway: { baseUrl, models },
    indexer: { url: indexer.url },
    page: { url: page.url, link: page.link },
    wallets: Object.fromEntries(shown) as unknown,
    folder: files.folder,
    config: files.config,
    env: files.env,
    resumed,
  });
}

/** The report for people: addresses, and commands to try. */
export function toText(
  network: LocalNetwork,
  { selling, indexer, page }: Services,
  { colors, cwd }: { readonly colors: Colors; readonly cwd: string },
): string {
  const { bold, cyan, dim } = colors;
  const { url, wsUrl, market, provider, wallets, files, resumed } = network;
  const rows = (entries: readonly (readonly [string, string])[]) =>
    entries.map(([name, value]) => `  ${name.padEnd(10)} ${value}`);
  const people = (Object.keys(WALLETS) as WalletName[]).map(
    (name) =>
      [name, `${wallets[name].publicKey.toBase58().padEnd(44)} ${dim(WALLETS[name])}`] as const,
  );
  return [
    bold(resumed ? "The local network goes on." : "A local network with a DIEM market is running."),
    "",
    ...rows([
      ["JSON-RPC", url],
      ["WebSocket", wsUrl],
      ["market", market.market.toBase58()],
      ["VVV mint", market.vvvMint.toBase58()],
      ["DIEM mint", market.diemMint.toBase58()],
      ["provider", provider.toBase58()],
      ["AI calls", `${selling.baseUrl} ${dim(modelText(selling))}`],
      ["history", `${indexer.url}/v1/markets ${dim("all of it: /openapi.json")}`],
    ]),
    "",
    `${bold("Wallets")} (keys in ${shown(files.folder, cwd)}/wallets)`,
    "",
    ...rows(people),
    "",
    `${bold("See the market")}, and act with these wallets, in a browser:`,
    "",
    `  ${cyan(page.link)}`,
    "",
    `${bold("Try")}, in another terminal:`,
    "",
    ...[
      `. ${shown(files.env, cwd)}`,
      "npx diem stake 100",
      "npx diem position",
      "npx diem mint 1",
      "npx diem claim",
      "npm run example -- openai",
    ].map((command) => `  ${cyan(command)}`),
    "",
    `${bold("Pay for AI calls")} with curl and with any client of the OpenAI API, through a local API that pays:`,
    "",
    ...paying(selling, shown(files.wallets.consumer, cwd)).map((line) => `  ${cyan(line)}`),
    "",
    "Ctrl-C ends it.",
    "",
  ].join("\n");
}

/** The commands with which the consumer of the network pays for a call. */
function paying({ models: [model = ""] }: Selling, wallet: string): readonly string[] {
  const body = { model, messages: [{ role: "user", content: "What is compute?" }] };
  return [
    `npx diem proxy $DIEM_PROVIDER --per-call 0.01 --deposit 1 --keypair ${wallet} -y &`,
    `curl ${PROXY}/chat/completions -H 'content-type: application/json' -d '${JSON.stringify(body)}'`,
    `OPENAI_BASE_URL=${PROXY} OPENAI_API_KEY=none python3 -c "from openai import OpenAI; print(OpenAI().responses.create(model='${model}', input='What is compute?').output_text)"`,
  ];
}

function modelText({ builtin, models, now }: Selling): string {
  if (builtin) return `the built-in model "${models.join()}", which repeats what it is asked`;
  const shown = models.slice(0, MAX_SHOWN).join(", ");
  const more = models.length > MAX_SHOWN ? `, and ${models.length - MAX_SHOWN} more` : "";
  return `${shown}${more}${now ? "" : ": for sale from the next epoch on"}`;
}

/** A path as it is typed in a directory. */
function shown(path: string, cwd: string): string {
  const typed = relative(cwd, path);
  return typed.startsWith("..") ? path : typed;
}
