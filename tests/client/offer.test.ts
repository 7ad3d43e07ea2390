import { createServer, type ServerResponse } from "node:http";
import { createHash } from "node:crypto";
import { expect } from "chai";
import { PublicKey } from "@solana/web3.js";
import { DiemClientError, offerOf, type OnChain } from "@diem/client";
import { isWireError, MAX_PRICE_LIST_BYTES, priceListBytes, priceListHash } from "@diem/wire";
import { type Listening, listening } from "../support/listening";

const PRICES = { version: 1, models: { small: { input: 1 } } } as const;

describe("client: the price list of a provider that lies or breaks off", () => {
  let answer: (response: ServerResponse) => void = (response) => void response.end();
  let server: Listening;

  before(async () => {
    server = await listening(createServer((_, response) => answer(response)));
  });

  after(() => server.close());

  /** What a provider offers whose hash on chain is this. */
  function offer(hash: Uint8Array) {
    const address = PublicKey.default;
    const provider = { address, endpoint: `${server.url}/v1`, priceListHash: hash, price: 5n };
    return offerOf(provider as unknown as OnChain, { fetch });
  }

  /** Demands that the offer is refused as the wrong prices, with a text; returns what caused it. */
  async function refused(hash: Uint8Array, text: string | RegExp): Promise<unknown> {
    const error: unknown = await offer(hash).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(DiemClientError);
    const { name, message } = error as DiemClientError;
    expect(name).to.equal("PricesWrong");
    expect(message).to.match(new RegExp(text));
    expect(message).to.have.length.below(600);
    return (error as DiemClientError).cause;
  }

  it("is read where it is the one on chain", async () => {
    const bytes = priceListBytes(PRICES);
    answer = (response) => void response.end(bytes);
    const { prices, price } = await offer(priceListHash(PRICES));
    expect({ prices, price }).to.deep.equal({ prices: PRICES, price: 5n });
  });

  it("is refused where it is nested without an end, though it has the hash", async () => {
    const deep = "[".repeat(200_000) + "]".repeat(200_000);
    const list = `{"models":{"m":${deep}},"version":1}`;
    answer = (response) => void response.end(list);
    await refused(createHash("sha256").update(list).digest(), /models\["m"\] is a list/);
  });

  it("is refused where its answer breaks off", async () => {
    answer = (response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write("{", () => response.destroy());
    };
    await refused(priceListHash(PRICES), /was not read to its end/);
  });

  it("is refused where it never ends, and no more is read than a list may have", async () => {
    let sent = 0;
    const chunk = Buffer.alloc(256 * 1024, " ");
    answer = (response) => {
      const more = () => {
        if (response.destroyed) return;
        sent += chunk.length;
        response.write(chunk, more);
      };
      more();
    };
    const said = `more than ${MAX_PRICE_LIST_BYTES} bytes`;
    const cause = await refused(priceListHash(PRICES), said);
    expect(isWireError(cause, "PriceListTooLong")).to.equal(true);
    // what the sockets hold may have been sent as well
    expect(sent).to.be.below(4 * MAX_PRICE_LIST_BYTES);
  });

  it("is refused where it is the one of another hash, or where there is none", async () => {
    answer = (response) => void response.end(priceListBytes(PRICES));
    await refused(new Uint8Array(32), /hash is/);
    answer = (response) => void response.end();
    await refused(new Uint8Array(32), /hash is/);
  });
});
