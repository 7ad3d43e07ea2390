import { wrapFetchWithPayment, x402Client } from "@x402/fetch";
import { expect } from "chai";
import { createX402Scheme, type DiemX402Scheme } from "@diem/client";
import { DiemClient, keypairWallet, vouchers } from "@diem/sdk";
import { readReceiptComment } from "@diem/wire";
import { Keypair, PublicKey } from "@solana/web3.js";
import { GatewayFixture } from "../../gateway/fixture";
import { chatOf } from "../../gateway/payer";
import { UNIT } from "../../support/market";
import { setTerms } from "../../support/providers";

describe("a gateway, paid by @x402/fetch", () => {
  let fixture: GatewayFixture;
  const schemes: DiemX402Scheme[] = [];
  const signer = vouchers.signerFromKeypair(Keypair.generate());
  before(async () => {
    fixture = await GatewayFixture.start();
    const { world, seller, gateway } = fixture;
    await setTerms(world, seller, { endpoint: gateway.baseUrl });
  });
  after(async () => {
    for (const scheme of schemes) await scheme.close();
    await fixture.end();
  });

  /** A client of x402 with the scheme, and what it may spend with each payment. */
  async function paying(total = UNIT) {
    const client = await DiemClient.connect({
      ...{ connection: fixture.chain.connection, market: fixture.world.market.market },
      wallet: keypairWallet(fixture.consumer.keypair),
    });
    const scheme = await createX402Scheme({
      ...{ client, signer, store: vouchers.memoryStore(), deposit: UNIT },
      budget: { perCall: UNIT / 100n, total },
    });
    schemes.push(scheme);
    const { network, asset } = scheme;
    const x402 = new x402Client().register(network, scheme);
    x402.setSpendControls({ allowedAssets: [{ network, asset }] });
    const fetchWithPayment = wrapFetchWithPayment(fetch, x402);
    const ask = (more: Readonly<Record<string, unknown>> = {}) =>
      fetchWithPayment(`${fixture.gateway.baseUrl}/chat/completions`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(chatOf("hello", more)),
      });
    return { scheme, ask };
  }
  const used = async (channel: string) => {
    const response = await fetch(`${fixture.gateway.baseUrl}/diem/channels/${channel}`);
    const { used } = (await response.json()) as { readonly used: { readonly diem: string } };
    return BigInt(used.diem);
  };

  it("is asked how to be paid, and paid, for answers in JSON and streams", async () => {
    const { scheme, ask } = await paying();
    for (let calls = 1; calls <= 2; calls += 1) {
      const response = await ask();
      expect(response.status).to.equal(200);
      const { usage } = (await response.json()) as { usage: { diem: { diem: string } } };
      expect(scheme.receipts).to.have.length(calls);
      expect(scheme.receipts.at(-1)?.usage.diem).to.equal(BigInt(usage.diem.diem));
    }
    const stream = await (await ask({ stream: true })).text();
    const [, comment = ""] = /^: (diem .*)$/m.exec(stream) ?? [];
    const receipt = readReceiptComment(comment);
    expect((await ask()).status).to.equal(200);
    const last = scheme.receipts.at(-1);
    expect(last?.usage.diem).to.equal((receipt?.usage.diem ?? 0n) + (last?.cost.diem ?? 0n));
  });

  it("shows its newest voucher to a client that lost its own, which pays on", async () => {
    const { scheme, ask } = await paying();
    expect((await ask()).status).to.equal(200);
    const [receipt] = scheme.receipts;
    expect(await used(receipt?.channel ?? "")).to.equal(receipt?.usage.diem);
    expect((receipt?.usage.diem ?? 0n) > (receipt?.cost.diem ?? 0n)).to.equal(true);
  });

  it("is paid no more than the budget", async () => {
    const { scheme, ask } = await paying(1_000n);
    let refused: unknown = null;
    while (refused === null) {
      const answer = await ask().catch((error: unknown) => error);
      if (!(answer instanceof Response && answer.ok)) refused = answer;
    }
    const spent = scheme.receipts.reduce((sum, { cost }) => sum + cost.diem, 0n);
    expect(spent > 0n && spent <= 1_000n).to.equal(true);
  });

  it("settles on chain what was paid", async () => {
    const [scheme] = schemes;
    const channel = scheme?.receipts[0]?.channel ?? "";
    await fixture.gateway.settle();
    const { settled } = await fixture.channel(new PublicKey(channel));
    expect(settled).to.equal(await used(channel));
  });
});
