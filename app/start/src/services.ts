import type { Indexer } from "@diem/indexer";

import { Cleanup } from "./cleanup";
import { type IndexingOptions, startIndexing } from "./indexing";
import type { LocalNetwork } from "./network";
import { servePage, type ServedPage } from "./page/serve";
import { type Selling, type SellingOptions, startSelling } from "./selling";

/** What runs on a network. */
export interface Services {
  readonly selling: Selling;
  readonly indexer: Indexer;
  readonly page: ServedPage;
  close(): Promise<void>;
}

/** See {@link startServices}. */
export interface ServicesOptions {
  readonly selling: SellingOptions;
  readonly indexing: IndexingOptions;
  /** Of the page; 0 for any port that is free. */
  readonly pagePort: number;
  readonly onWarning: (message: string) => void;
}

/** The gateway, the indexer and the page of a network. Where one of them cannot be started, none runs, and the network ends. */
export async function startServices(
  network: LocalNetwork,
  { selling, indexing, pagePort, onWarning }: ServicesOptions,
): Promise<Services> {
  const cleanup = new Cleanup();
  try {
    const gateway = await atPort({ what: "gateway", port: selling.port, onWarning }, (port) =>
      startSelling(network, { ...selling, port }),
    );
    cleanup.add(() => gateway.close());
    const indexer = await atPort({ what: "indexer", port: indexing.port, onWarning }, (port) =>
      startIndexing(network, { port }),
    );
    cleanup.add(() => indexer.close());
    const { url: rpcUrl, wsUrl, market, wallets } = network;
    const config = {
      ...{ rpcUrl, wsUrl, market: market.market.toBase58() },
      ...{ indexerUrl: indexer.url, cluster: "local network" },
    };
    const page = await atPort({ what: "page", port: pagePort, onWarning }, (port) =>
      servePage({ port, config, wallets }),
    );
    cleanup.add(() => page.close());
    return { selling: gateway, indexer, page, close: () => cleanup.run() };
  } catch (error) {
    await cleanup.run();
    await network.close();
    throw error;
  }
}

/** A service at its port, or at another one where that is taken. */
function atPort<Service>(
  {
    what,
    port,
    onWarning,
  }: { readonly what: string; readonly port: number } & Pick<ServicesOptions, "onWarning">,
  start: (port: number) => Promise<Service>,
): Promise<Service> {
  return start(port).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE") throw error;
    onWarning(`the ${what}'s port ${port} is in use: it takes another one`);
    return start(0);
  });
}
