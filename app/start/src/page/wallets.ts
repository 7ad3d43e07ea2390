import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

import { VersionedTransaction } from "@solana/web3.js";

import { type WalletName, WALLETS, type Wallets } from "../files";

/** Bytes of a request; a transaction has at most 1,232. */
const MAX_BYTES = 8_192;

/** Signs with the wallets of a local network, for a page with the token. */
export class LocalWallets {
  /** What the page's link must carry. */
  readonly token = randomBytes(24).toString("base64url");

  constructor(private readonly wallets: Wallets) {}

  /** Answers `GET /local-wallets` and `POST /local-wallets/sign`. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reply = (status: number, body: unknown) => {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      const type = typeof body === "string" ? "text/plain" : "application/json";
      response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(text);
    };
    if (!this.knows(request)) return reply(401, "open the link that npm start printed");
    const { method, url } = request;
    if (method === "GET" && url === "/local-wallets") return reply(200, this.list());
    if (method !== "POST" || url !== "/local-wallets/sign") return reply(404, "no such request");
    try {
      reply(200, { transaction: this.sign(await bodyOf(request)) });
    } catch (error) {
      reply(400, error instanceof Error ? error.message : String(error));
    }
  }

  private knows({ headers: { authorization = "" } }: IncomingMessage): boolean {
    const [given, expected] = [Buffer.from(authorization), Buffer.from(`Bearer ${this.token}`)];
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  private list() {
    const names = Object.keys(this.wallets) as WalletName[];
    return names.map((name) => ({
      name,
      address: this.wallets[name].publicKey.toBase58(),
      what: WALLETS[name],
    }));
  }

  private sign(text: string): string {
    const { address, transaction } = JSON.parse(text) as Record<string, unknown>;
    const found = Object.values(this.wallets).find((one) => one.publicKey.toBase58() === address);
    if (found === undefined) throw new Error("address is no wallet of this network");
    if (typeof transaction !== "string") throw new Error("transaction must be base64");
    const signed = VersionedTransaction.deserialize(Buffer.from(transaction, "base64"));
    signed.sign([found]);
    return Buffer.from(signed.serialize()).toString("base64");
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > MAX_BYTES) throw new Error(`the request has more than ${MAX_BYTES} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}
