import { createServer } from "node:http";
import { createHash } from "node:crypto";
import { type Listening, listening } from "../support/listening";

/** What a gateway publishes, and the hash that its provider has on chain. */
export interface Published {
  readonly endpoint: string;
  readonly hash: Uint8Array;
}

/** Gateways that publish price lists, and note what else they are asked. */
export class PriceLists {
  readonly #lists: Buffer[] = [];
  /** Paths that were asked for besides the lists. */
  readonly others: string[] = [];
  #listening: Listening | undefined;

  static async start(): Promise<PriceLists> {
    const lists = new PriceLists();
    const server = createServer(({ url = "" }, response) => {
      response.setHeader("access-control-allow-origin", "*");
      response.setHeader("access-control-allow-headers", "*");
      const [, nth] = /^\/(\d+)\/v1\/diem\/prices$/.exec(url) ?? [];
      const found = nth === undefined ? undefined : lists.#lists[Number(nth)];
      // it says nothing of its settlements
      if (url === "/metrics") response.end();
      else if (found === undefined) {
        lists.others.push(url);
        response.writeHead(404).end();
      } else response.setHeader("content-type", "application/json").end(found);
    });
    lists.#listening = await listening(server);
    return lists;
  }

  /** Publishes any bytes at an endpoint of their own. */
  publish(bytes: string | Uint8Array): Published {
    const list = Buffer.from(bytes as Uint8Array);
    const nth = this.#lists.push(list) - 1;
    const endpoint = `${this.#listening?.url ?? ""}/${nth}/v1`;
    return { endpoint, hash: createHash("sha256").update(list).digest() };
  }

  async close(): Promise<void> {
    await this.#listening?.close();
  }
}
