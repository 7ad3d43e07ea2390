import { existsSync } from "node:fs";
import { join } from "node:path";

import { Connection, type PublicKey } from "@solana/web3.js";

import { BUILTIN_PRICES } from "@diem/gateway";
import { type EmbeddedChain, type Recording, serve } from "@diem/localnet";
import { type MarketKeys, pda } from "@diem/sdk";
import { makeFolder } from "@diem/sdk/node";
import type { PriceList } from "@diem/wire";

import { Cleanup } from "./cleanup";
import { openChain } from "./embedded";
import {
  keypairIn,
  type NetworkFiles,
  networkFiles,
  type Wallets,
  walletsIn,
  writePointers,
} from "./files";
import { claim } from "./claim";
import { keep } from "./keeper";
import { hasMarket, keysOf, openMarket, waitUntil } from "./market";
import { withPath } from "./paths";
import { startValidator } from "./validator";

/** Where the Solana tools look for a local network. */
const DEFAULT_PORT = 8899;

/** See {@link startNetwork}. */
export interface StartOptions {
  /** In its folder `.diem`, keys and settings are kept and found again; default: the working directory. */
  readonly dir?: string;
  /** Port of the JSON-RPC, with the WebSocket on the next one; default: 8899. 0 finds a free pair. */
  readonly port?: number;
  /** File in which the chain is kept between runs; nothing is kept without it. */
  readonly state?: string;
  /** Whether to run `solana-test-validator` instead of the embedded chain: it takes no `state`. */
  readonly validator?: boolean;
  /** Whether to do what is due in the market, such as rolling its epochs; it is done unless this is false. */
  readonly keeper?: boolean;
  /** Price list of the provider of a new market; default: that of the built-in model. */
  readonly prices?: PriceList;
  /** Called with an error that does not stop the network, such as a state that could not be saved. */
  readonly onWarning?: (message: string) => void;
}

/** A local network that runs. */
export interface LocalNetwork {
  readonly url: string;
  readonly wsUrl: string;
  readonly connection: Connection;
  /** Null on a validator. */
  readonly chain: EmbeddedChain | null;
  readonly market: MarketKeys;
  /** Address of the registered provider. */
  readonly provider: PublicKey;
  readonly wallets: Wallets;
  readonly files: NetworkFiles;
  /** Whether the market was there already, in the state. */
  readonly resumed: boolean;
  /** Saves the state, where there is one, and stops everything. */
  close(): Promise<void>;
}

/**
 * Starts a Solana chain with the program, a market, funded wallets and a registered provider. The keys are
 * those of the directory, so addresses stay the same from run to run.
 *
 * @throws PortInUseError; StartError; StateFileError for a state that cannot be used
 *
 * @example
 * const network = await startNetwork({ dir, port: 0 });
 * const { connection, market } = network;
 * const client = await DiemClient.connect({ connection, market: market.market });
 * await network.close();
 */
export async function startNetwork(options: StartOptions = {}): Promise<LocalNetwork> {
  const files = networkFiles(options.dir ?? process.cwd());
  const { state } = options;
  const cleanup = new Cleanup();
  try {
    const folder = `the folder ${files.folder}`;
    const claimFolder = async () => {
      await makeFolder(files.folder);
      return claim(join(files.folder, "lock"), folder);
    };
    cleanup.add(await withPath({ option: "--dir", what: folder }, claimFolder));
    if (state !== undefined) {
      const file = `the state ${state}`;
      const claimState = () => claim(`${state}.lock`, file);
      cleanup.add(await withPath({ option: "--state", what: file }, claimState));
    }
    const wallets = walletsIn(files);
    const vvvMint = keypairIn(files.vvvMint);
    const running = options.validator
      ? await runValidator(options, { files, cleanup })
      : await runEmbedded(options, cleanup);
    const setting = { connection: running.connection, wallets, vvvMint };
    const resumed = await hasMarket(setting);
    const offered = resumed ? 0n : await openMarket(setting, options.prices ?? BUILTIN_PRICES);
    await running.furnished();
    await waitUntil(setting, offered);
    const market = keysOf(setting);
    const owner = wallets.provider.publicKey;
    const provider = pda.provider({ market: market.market, owner });
    const { url, wsUrl, connection, chain } = running;
    const pointers = {
      url,
      wsUrl,
      market: market.market.toBase58(),
      provider: provider.toBase58(),
    };
    writePointers(files, pointers);
    if (options.keeper !== false) {
      const { onWarning = warn } = options;
      const onFailure = (error: unknown) => onWarning(`the keeper failed: ${String(error)}`);
      cleanup.add(keep({ connection, market, wallet: wallets.operator, onFailure }));
    }
    const close = () => cleanup.run();
    const place = { url, wsUrl, connection, chain, market, provider, wallets, files };
    return { ...place, resumed, close };
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

/** A chain that answers, with nothing on it yet unless it comes from a state. */
interface Running extends Pick<LocalNetwork, "url" | "wsUrl" | "connection" | "chain"> {
  /** To be called when the market is complete: from then on time passes, and the state is worth keeping. */
  readonly furnished: () => Promise<void>;
}

async function runEmbedded(
  { port = DEFAULT_PORT, state, onWarning = warn }: StartOptions,
  cleanup: Cleanup,
): Promise<Running> {
  const chain = openChain(state);
  const onFailure = (error: unknown) => onWarning(`the state was not saved: ${String(error)}`);
  let recording: Recording | undefined;
  // Stopped in reverse order, so that nothing sends while the last state is saved.
  cleanup.add(() => recording?.stop());
  const record = async () => {
    if (state !== undefined) recording ??= await chain.record({ path: state, onFailure });
  };
  if (state !== undefined && existsSync(state)) await record();
  const endpoint = await serve(chain, { port });
  cleanup.add(() => endpoint.close());
  const { url, wsUrl } = endpoint;
  const furnished = async () => {
    await record();
    cleanup.add(chain.run());
  };
  return { url, wsUrl, connection: chain.connection, chain, furnished };
}

async function runValidator(
  { port = DEFAULT_PORT }: StartOptions,
  { files, cleanup }: { files: NetworkFiles; cleanup: Cleanup },
): Promise<Running> {
  const ledger = join(files.folder, "validator-ledger");
  const validator = await startValidator({ port, ledger });
  cleanup.add(() => validator.stop());
  const { url, wsUrl } = validator;
  const connection = new Connection(url, "confirmed");
  return { url, wsUrl, connection, chain: null, furnished: () => Promise.resolve() };
}

/** If nobody asked to be told. */
function warn(message: string): void {
  process.emitWarning(message);
}
