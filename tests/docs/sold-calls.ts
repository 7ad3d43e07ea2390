import { expect } from "chai";
import { DiemClient, keypairWallet, vouchers } from "@diem/sdk";
import { Keypair } from "@solana/web3.js";
import { GatewayFixture } from "../gateway/fixture";
import { setTerms } from "../support/providers";
import { run } from "./executed";

/** Runs TypeScript of a page that buys calls, against a provider whose gateway sells them. */
export async function payForCalls(code: string): Promise<void> {
  const fixture = await GatewayFixture.start();
  try {
    const { chain, world, seller, consumer, gateway } = fixture;
    await setTerms(world, seller, { endpoint: gateway.baseUrl });
    const client = await DiemClient.connect({
      ...{ connection: chain.connection, market: world.market.market },
      wallet: keypairWallet(consumer.keypair),
    });
    const shown: unknown[] = [];
    await run(code, {
      ...{ client, provider: seller.provider, store: vouchers.memoryStore() },
      signer: vouchers.signerFromKeypair(Keypair.generate()),
      show: (...facts: readonly unknown[]) => void shown.push(...facts),
    });
    const [answer, cost] = shown;
    expect(answer).to.be.a("string").that.includes("compute");
    expect(typeof cost === "bigint" && cost > 0n).to.equal(true);
  } finally {
    await fixture.end();
  }
}
