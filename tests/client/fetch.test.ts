import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import OpenAI from "openai";
import { DiemClientError, type DiemFetch, forgetReceipts, readReceipts } from "@diem/client";
import { DiemClient, keypairWallet, vouchers } from "@diem/sdk";
import { HEADERS, priceListHash } from "@diem/wire";
import { Keypair } from "@solana/web3.js";
import { chatOf, diemOf } from "../gateway/payer";
import { GatewayFixture, PRICES } from "../gateway/fixture";
import { nextEpoch } from "../support/epochs";
import { UNIT } from "../support/market";
import { setTerms } from "../support/providers";
import { ask, refusal } from "./asking";

describe("a fetch that pays", () => {
  let fixture: GatewayFixture;
  before(async () => {
    fixture = await GatewayFixture.start();
  });
  after(() => fixture.end());

  it("goes on after its store was lost: its own voucher comes back from the gateway", async () => {
    const signer = vouchers.signerFromKeypair(Keypair.generate());
    const first = await fixture.fetch({ signer });
    expect((await ask(first)).status).to.equal(200);
    expect((await ask(first)).status).to.equal(200);
    const again = await fixture.fetch({ signer, store: vouchers.memoryStore() });
    expect(again.channel.equals(first.channel)).to.equal(true);
    const response = await ask(again);
    expect(response.status).to.equal(200);
    const [receipt] = again.receipts;
    const before = first.receipts.reduce((sum, { cost }) => sum + cost.diem, 0n);
    expect(receipt?.usage.diem).to.equal(before + (receipt?.cost.diem ?? 0n));
  });

  it("says where its vouchers stand, while a call is open and after it", async () => {
    const seen: DiemFetch["standing"][] = [];
    const send: typeof globalThis.fetch = (...sent) => {
      if (seen.length === 0 && paying !== null) seen.push(paying.standing);
      return globalThis.fetch(...sent);
    };
    let paying: DiemFetch | null = null;
    paying = await fixture.fetch({ fetch: send });
    const { available: whole } = paying.standing;
    expect((await ask(paying)).status).to.equal(200);
    const [open] = seen;
    expect(open?.held.diem).to.equal(open?.signed.diem);
    expect(open?.available.diem).to.equal(whole.diem - (open?.held.diem ?? 0n));
    const [receipt] = paying.receipts;
    const { held, used, signed, available } = paying.standing;
    expect(held).to.deep.equal({ quota: 0n, diem: 0n });
    expect(used.diem).to.equal(receipt?.cost.diem);
    expect(signed).to.deep.equal(open?.signed);
    expect(available.diem).to.equal(whole.diem - used.diem);
  });

  it("asks what was used after a stream that it has cut off", async () => {
    const paying = await fixture.fetch();
    const stopping = new AbortController();
    const response = await paying(`${paying.baseUrl}/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...chatOf("word ".repeat(500)), stream: true }),
      signal: stopping.signal,
    });
    await response.body?.getReader().read();
    stopping.abort();
    while (await paying.recount()) await pause(20);
    const { used, held } = paying.standing;
    expect(held).to.deep.equal({ quota: 0n, diem: 0n });
    expect((await ask(paying)).status).to.equal(200);
    const [receipt] = paying.receipts;
    expect(receipt?.usage.diem).to.equal(used.diem + (receipt?.cost.diem ?? 0n));
  });

  it("keeps within its budget, and sends nothing beyond it", async () => {
    const fetch = await fixture.fetch({ budget: { perCall: diemOf(800n), total: diemOf(900n) } });
    expect((await ask(fetch)).status).to.equal(200);
    const { left } = fetch;
    expect(left < diemOf(900n)).to.equal(true);
    let refused: unknown = null;
    while (refused === null) {
      refused = await ask(fetch).then(
        ({ ok }) => (ok ? null : "the gateway refused it"),
        (thrown: unknown) => thrown,
      );
    }
    expect(refused).to.be.instanceOf(DiemClientError).and.have.property("name", "OverBudget");
    const spent = fetch.receipts.reduce((sum, { cost }) => sum + cost.diem, 0n);
    expect(fetch.receipts.length > 1 && spent <= diemOf(900n)).to.equal(true);
    expect(fetch.left).to.equal(diemOf(900n) - spent);
  });

  it("opens no channel where that is not confirmed", async () => {
    const asked: bigint[] = [];
    const confirm = ({ deposit }: { readonly deposit: bigint }) => {
      asked.push(deposit);
      return false;
    };
    const declined = await refusal(() => fixture.fetch({ confirm }));
    expect(declined.name).to.equal("NoChannel");
    expect(asked).to.deep.equal([UNIT]);
  });

  it("draws staked quota first, and the rest in DIEM, also in the epoch after", async () => {
    const { chain, world, seller, consumer } = fixture;
    const client = await DiemClient.connect({
      ...{ connection: chain.connection, market: world.market.market },
      wallet: keypairWallet(consumer.keypair),
    });
    const signer = vouchers.signerFromKeypair(Keypair.generate());
    const { quote } = await client.act.openChannel({
      ...{ provider: seller.provider, deposit: UNIT, quotaStake: 40_000n },
      voucherSigner: signer.publicKey,
    });
    const fetch = await fixture.fetch({ signer, budget: { perCall: diemOf(5_000n) } });
    expect(fetch.channel.equals(quote.channel)).to.equal(true);
    // less quota than a call may cost, so that one call draws both
    expect(quote.quota > 0n && quote.quota < 100n).to.equal(true);
    for (const turned of [false, true]) {
      if (turned) {
        await nextEpoch(world);
        await Promise.all([fixture.gateway.refresh(), fetch.refresh()]);
      }
      const quota = turned ? quote.quota : quote.quotaNow;
      const before = fetch.receipts.length;
      while (fetch.receipts.slice(before).reduce((sum, { cost }) => sum + cost.diem, 0n) === 0n) {
        expect((await ask(fetch)).status).to.equal(200);
      }
      const paid = fetch.receipts.slice(before);
      expect(paid.reduce((sum, { cost }) => sum + cost.quota, 0n)).to.equal(quota);
      const both = paid.find(({ cost }) => cost.quota > 0n && cost.diem > 0n);
      const { credits = 0n, quota: drawn = 0n, diem = 0n } = both?.cost ?? {};
      if (both !== undefined) expect(diem).to.equal(diemOf(credits - drawn));
    }
    await fixture.gateway.settle();
    const { settled } = await fixture.channel(quote.channel);
    expect(settled).to.equal(fetch.receipts.reduce((sum, { cost }) => sum + cost.diem, 0n));
  });

  it("tops its channel up where a call needs more, and asks first", async () => {
    const asked: bigint[] = [];
    const confirm = ({ deposit }: { readonly deposit: bigint }) => asked.push(deposit) > 0;
    const fetch = await fixture.fetch({ deposit: diemOf(100n), topUp: UNIT / 100n, confirm });
    expect((await ask(fetch)).status).to.equal(200);
    expect(asked).to.deep.equal([diemOf(100n), UNIT / 100n]);
    const { deposit } = await fixture.channel(fetch.channel);
    expect(deposit).to.equal(diemOf(100n) + UNIT / 100n);
  });

  it("keeps its receipts, for a process after it as well", async () => {
    const store = vouchers.memoryStore();
    const signer = vouchers.signerFromKeypair(Keypair.generate());
    const fetch = await fixture.fetch({ signer, store });
    expect((await ask(fetch)).status).to.equal(200);
    const again = await fixture.fetch({ signer, store });
    expect((await ask(again)).status).to.equal(200);
    const kept = await readReceipts(store);
    expect(kept).to.deep.equal([...fetch.receipts, ...again.receipts]);
    const [first] = kept;
    expect(await readReceipts(store, { before: first?.at ?? 0 })).to.deep.equal([]);
    expect(await forgetReceipts(store, { since: 0 })).to.equal(2);
    expect(await readReceipts(store)).to.deep.equal([]);
  });

  it("pays once for a call whose id the app repeats", async () => {
    const fetch = await fixture.fetch();
    const headers = { "content-type": "application/json", [HEADERS.call]: randomUUID() };
    const once = () =>
      fetch(`${fetch.baseUrl}/chat/completions`, {
        ...{ method: "POST", headers, body: JSON.stringify(chatOf("hello")) },
      });
    const [first, second] = [await (await once()).text(), await (await once()).text()];
    expect(second).to.equal(first);
    expect(fetch.receipts).to.have.length(1);
    const [receipt] = await readReceipts(fetch.store);
    expect(receipt?.usage.diem).to.equal(receipt?.cost.diem);
  });

  it("sends a call whose answer got lost again with the same id, and pays once", async () => {
    let lost = 0;
    const send: typeof globalThis.fetch = async (target, init) => {
      const response = await globalThis.fetch(target, init);
      if (init?.method !== "POST" || lost > 0) return response;
      lost += 1;
      await response.text();
      throw new TypeError("fetch failed");
    };
    const paying = await fixture.fetch({ fetch: send });
    const openai = new OpenAI({ baseURL: paying.baseUrl, apiKey: "none", fetch: paying });
    const { model, messages } = chatOf("hello");
    const content = messages.map((message) => ({ ...message, role: "user" as const }));
    const answer = await openai.chat.completions.create({ model, messages: content });
    expect(answer.choices).to.have.length(1);
    expect(lost).to.equal(1);
    const [paid] = paying.receipts;
    expect(paying.receipts).to.have.length(1);
    expect(paid?.usage.diem).to.equal(paid?.cost.diem);
  });

  it("takes new prices that the chain vouches for, and pays by them", async () => {
    const { world, seller, folder, gateway } = fixture;
    const fetch = await fixture.fetch();
    expect((await ask(fetch)).status).to.equal(200);
    const [before] = fetch.receipts;
    const models = Object.fromEntries(
      Object.entries(PRICES.models).map(([id, price]) => [id, { ...price, request: 7 }]),
    );
    const prices = { ...PRICES, models };
    await writeFile(join(folder, "prices-2.json"), JSON.stringify(prices));
    fixture.config = {
      ...fixture.config,
      prices: { files: [join(folder, "prices-2.json"), join(folder, "prices.json")], graceSecs: 0 },
      listen: { port: Number(new URL(gateway.url).port) },
    };
    await gateway.close();
    await fixture.open();
    await setTerms(world, seller, { priceListHash: priceListHash(prices) });
    await nextEpoch(world);
    await Promise.all([fixture.gateway.refresh(), fetch.refresh()]);
    expect((await ask(fetch)).status).to.equal(200);
    const after = fetch.receipts.at(-1);
    expect(after?.cost.credits).to.equal((before?.cost.credits ?? 0n) + 7n);
    expect(fetch.prices).to.deep.equal(prices);
  });

  it("leaves other requests as they are", async () => {
    const fetch = await fixture.fetch();
    const models = await fetch(`${fetch.baseUrl}/models`);
    expect(models.status).to.equal(200);
    expect(fetch.receipts).to.deep.equal([]);
  });
});
