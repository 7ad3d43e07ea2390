import { request as ask, type IncomingHttpHeaders } from "node:http";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Keypair, SystemProgram, TransactionMessage, VersionedTransaction } from "@solana/web3.js";
import {
  type LocalNetwork,
  pricesFor,
  type Services,
  startNetwork,
  startServices,
} from "@diem/start";

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

describe("npm start: the page's server and its wallets", function () {
  this.timeout(120_000);
  let dir: string;
  let network: LocalNetwork;
  let services: Services;
  let token: string;

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), "diem-page-"));
    const onWarning = () => undefined;
    network = await startNetwork({ dir, port: 0, onWarning });
    services = await startServices(network, {
      selling: { port: 0, prices: await pricesFor(undefined) },
      indexing: { port: 0 },
      ...{ pagePort: 0, onWarning },
    });
    [, token = ""] = /#wallet=([\w-]+)$/.exec(services.page.link) ?? [];
  });

  after(async () => {
    await services.close();
    await network.close();
    await rm(dir, { recursive: true });
  });

  /** Asks without what a `fetch` sets or forbids, such as the Host header. */
  function answerOf(
    path: string,
    {
      method = "GET",
      headers = {},
      body = "",
    }: {
      readonly method?: string;
      readonly headers?: Record<string, string>;
      readonly body?: string;
    } = {},
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const asked = ask(new URL(path, services.page.url), { method, headers }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => (text += part));
        response.on("end", () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        });
      });
      asked.on("error", reject);
      asked.end(body);
    });
  }

  const knowing = () => ({ authorization: `Bearer ${token}` });

  function unsigned(): string {
    const payer = network.wallets.staker.publicKey;
    const message = new TransactionMessage({
      payerKey: payer,
      recentBlockhash: Keypair.generate().publicKey.toBase58(),
      instructions: [SystemProgram.transfer({ fromPubkey: payer, toPubkey: payer, lamports: 1 })],
    });
    const transaction = new VersionedTransaction(message.compileToV0Message());
    return Buffer.from(transaction.serialize()).toString("base64");
  }

  it("forbids frames, guesses of types and referrers, and keeps assets for good", async () => {
    const { headers, text } = await answerOf("/");
    expect(headers).to.include({
      "content-security-policy": "frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cache-control": "no-cache",
    });
    const [, policy = ""] = /Content-Security-Policy"\s+content="([^"]+)"/.exec(text) ?? [];
    expect(policy).to.include("default-src 'none'").and.include("script-src 'self';");
    expect(policy).not.to.include("unsafe");
    expect(text).not.to.match(/<style|<script(?![^>]*\bsrc=)|\son\w+=/);
    const [, script = ""] = /src="\.(\/assets\/[^"]+\.js)"/.exec(text) ?? [];
    const asset = await answerOf(script, { headers: { "accept-encoding": "br" } });
    expect(asset.headers).to.include({ "content-encoding": "br" });
    expect(asset.headers["cache-control"]).to.include("immutable");
    expect((await answerOf("/none.js")).status).to.equal(404);
  });

  it("signs for nobody without the token of the link", async () => {
    const { staker } = network.wallets;
    const body = JSON.stringify({ address: staker.publicKey.toBase58(), transaction: unsigned() });
    const wrong = [
      {},
      { authorization: "Bearer " },
      { authorization: `Bearer ${"A".repeat(token.length)}` },
      { authorization: `Bearer ${token}x` },
      { authorization: token },
    ];
    for (const headers of wrong) {
      const list = await answerOf("/local-wallets", { headers });
      const sign = await answerOf("/local-wallets/sign", { method: "POST", headers, body });
      expect([list.status, sign.status]).to.deep.equal([401, 401]);
      expect(list.text + sign.text).not.to.include(staker.publicKey.toBase58());
    }
  });

  it("signs for a page with the token, by the wallet that it names", async () => {
    const { staker } = network.wallets;
    const address = staker.publicKey.toBase58();
    const list = await answerOf("/local-wallets", { headers: knowing() });
    expect(JSON.parse(list.text)).to.deep.include({
      name: "staker",
      address,
      what: "holds VVV to stake",
    });
    const body = JSON.stringify({ address, transaction: unsigned() });
    const given = { method: "POST", headers: knowing(), body };
    const { text } = await answerOf("/local-wallets/sign", given);
    const { transaction } = JSON.parse(text) as { transaction: string };
    const signed = VersionedTransaction.deserialize(Buffer.from(transaction, "base64"));
    expect(signed.signatures[0]?.some((byte) => byte !== 0)).to.equal(true);
  });

  it("refuses what is no request to sign by what is wrong with it", async () => {
    const address = network.wallets.staker.publicKey.toBase58();
    const foreign = Keypair.generate().publicKey.toBase58();
    const cases = [
      [{ address: foreign, transaction: unsigned() }, "address is no wallet of this network"],
      [{ address }, "transaction must be base64"],
      [{ address, transaction: "A".repeat(9_000) }, "the request has more than 8192 bytes"],
    ] as const;
    for (const [body, said] of cases) {
      const given = { method: "POST", headers: knowing(), body: JSON.stringify(body) };
      const { status, text } = await answerOf("/local-wallets/sign", given);
      expect([status, text]).to.deep.equal([400, said]);
    }
    const broken = { method: "POST", headers: knowing(), body: "{" };
    expect((await answerOf("/local-wallets/sign", broken)).status).to.equal(400);
    const other = await answerOf("/local-wallets/keys", { headers: knowing() });
    expect(other.status).to.equal(404);
  });

  it("answers only to this machine's names, because another site could point its own here", async () => {
    for (const host of ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80"]) {
      const { status, text } = await answerOf("/config.json", { headers: { host } });
      expect([status, text]).to.deep.equal([421, "ask for 127.0.0.1 or localhost\n"]);
      const headers = { host, ...knowing() };
      expect((await answerOf("/local-wallets", { headers })).status).to.equal(421);
    }
  });

  it("lets no page of another origin read or ask: no answer has a CORS header", async () => {
    const headers = { origin: "https://evil.example" };
    const answers = [
      await answerOf("/config.json", { headers }),
      await answerOf("/local-wallets", { headers: { ...headers, ...knowing() } }),
      await answerOf("/local-wallets/sign", {
        method: "OPTIONS",
        headers: { ...headers, "access-control-request-headers": "authorization" },
      }),
    ];
    for (const answer of answers) {
      const named = Object.keys(answer.headers).filter((name) => name.startsWith("access-control"));
      expect(named).to.deep.equal([]);
    }
  });

  it("has a token that nobody can guess", () => {
    expect(token).to.match(/^[\w-]{32}$/);
  });
});
