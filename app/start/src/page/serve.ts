import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";

import sirv from "sirv";

import { StartError } from "../errors";
import type { Wallets } from "../files";
import { LocalWallets } from "./wallets";

/** See {@link servePage}. */
export interface PageOptions {
  /** Where it listens; 0 for any port that is free. */
  readonly port: number;
  /** What the page reads as its `config.json`. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Wallets that a page with the link's token acts with. */
  readonly wallets: Wallets;
}

/** The page of a market, served. */
export interface ServedPage {
  readonly url: string;
  /** The URL with the token for the network's wallets. */
  readonly link: string;
  close(): Promise<void>;
}

/** What a web server should send with the page, besides what its own policy says. */
const HEADERS = {
  "content-security-policy": "frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
};

/** The page's built files. */
function builtPage(): string {
  const folder = join(dirname(require.resolve("@diem/web/package.json")), "dist");
  if (existsSync(join(folder, "index.html"))) return folder;
  throw new StartError("PageNotBuilt", `${folder} has no page: run npm run build`);
}

/**
 * Serves the page of a market on this machine alone.
 *
 * @throws StartError `PageNotBuilt`
 */
export async function servePage({ port, config, wallets }: PageOptions): Promise<ServedPage> {
  const files = sirv(builtPage(), {
    ...{ brotli: true, gzip: true, etag: true },
    setHeaders: (response, path) => {
      for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
      // names of assets change with their content
      const forever = path.startsWith("/assets/");
      response.setHeader("cache-control", forever ? "max-age=31536000, immutable" : "no-cache");
    },
  });
  const local = new LocalWallets(wallets);
  const text = JSON.stringify({ ...config, localWallets: true });
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const { url = "", headers } = request;
    // a foreign domain name that points to this machine must not reach the wallets
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? "")) {
      response.writeHead(421).end("ask for 127.0.0.1 or localhost\n");
    } else if (url === "/config.json") {
      response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
      response.end(text);
    } else if (url.startsWith("/local-wallets")) {
      void local.answer(request, response);
    } else {
      files(request, response, () => void response.writeHead(404).end("there is no such file\n"));
    }
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${at}/`,
    link: `${at}/#wallet=${local.token}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
