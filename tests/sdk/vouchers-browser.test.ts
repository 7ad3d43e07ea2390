import { webcrypto } from "node:crypto";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { expect } from "chai";
import { build } from "esbuild";
import { vouchers } from "@diem/sdk";
import { CHANNEL, TAG } from "./ledgers-support";

/** What a page would do: make a key, open a ledger, sign for a call. */
const PAGE = `
  import { vouchers } from "@diem/sdk";
  import { PublicKey } from "@solana/web3.js";
  const terms = {
    channel: new PublicKey(channel),
    clusterTag: new Uint8Array([1, 2, 3, 4]),
    deposit: 1_000n,
    price: 3n,
    epoch: 10,
    allowance: 0n,
  };
  async function pay() {
    const pair = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
    const signer = await vouchers.signerFromWebCrypto(pair);
    const store = vouchers.memoryStore();
    const ledger = await vouchers.ConsumerLedger.open({ terms, signer, store });
    const { signed } = await ledger.open({ credits: 2_500_000n });
    return vouchers.toText(signed);
  }
  result = pay();
`;

describe("sdk: vouchers in a browser", () => {
  it("are signed with WebCrypto, without Node's globals", async () => {
    const { outputFiles } = await build({
      stdin: { contents: PAGE, resolveDir: join(__dirname, "..", "..") },
      bundle: true,
      platform: "browser",
      format: "iife",
      target: "es2022",
      write: false,
      logLevel: "silent",
    });
    const page = {
      channel: CHANNEL.toBase58(),
      result: undefined as unknown,
      crypto: webcrypto,
      ...{ TextEncoder, TextDecoder, URL, URLSearchParams, Event, EventTarget },
      ...{ AbortController, AbortSignal, console, setTimeout, clearTimeout },
    };
    createContext(page);
    for (const name of ["process", "Buffer", "require", "global"]) {
      expect(runInContext(`typeof ${name}`, page), name).to.equal("undefined");
    }
    runInContext(outputFiles[0]?.text ?? "", page);
    const signed = vouchers.fromText((await page.result) as string);
    expect(vouchers.verify(signed)).to.equal(true);
    const figures = { epoch: 10, quota: 0n, diem: 8n, expiry: 0n };
    expect(signed.voucher).to.deep.equal({ clusterTag: TAG, channel: CHANNEL, ...figures });
  });
});
