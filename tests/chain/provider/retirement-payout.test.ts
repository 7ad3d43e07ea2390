import { expect } from "chai";
import { events, instructions } from "@diem/sdk";
import { expectSolvent } from "../../support/solvency";
import { startChain, TestChain } from "../../support/chain";
import { retiredProvider } from "../../support/history-exits";
import { UNIT } from "../../support/market";
import { providerAccount, type Seller } from "../../support/providers";
import { bare, deliver } from "../../support/sending";
import { spareAccount } from "../../support/trade";
import { type Actor, World } from "../../support/world";

describe("close_provider", () => {
  let chain: TestChain;
  let brisk: World;
  let payer: Actor;

  before(async () => {
    chain = await startChain();
    brisk = await World.create(chain);
    payer = await brisk.consumer(UNIT);
  });

  const by = ({ owner, provider }: Seller) => ({
    market: brisk.market,
    owner: owner.address,
    provider,
  });

  it("pays out what the revenue account holds, to any account of the owner's", async () => {
    const seller = await retiredProvider(brisk);
    await brisk.pay(payer, seller.revenue, 1_000n);
    await brisk.distribute(seller.provider);
    await brisk.pay(payer, seller.revenue, 20n);
    const { claimable } = await providerAccount(brisk, seller);
    expect(claimable).to.equal(750n);
    const spare = await spareAccount(brisk, seller.owner, brisk.market.diemMint);
    const order = { ...by(seller), ownerDiem: spare };
    const exit = [instructions.closeProvider(order)];
    const signature = await brisk.send(exit, [seller.owner.keypair]);
    const [event] = await events.fetch(chain.connection, signature, { commitment: "confirmed" });
    expect(event?.data).to.deep.include({ toOwner: 765n, toOthers: 5n });
    expect(await brisk.balance(spare)).to.equal(765n);
    expect(await brisk.balance(seller.owner.diem)).to.equal(0n);
  });

  for (const [name, crank] of [
    ["just before it", false],
    ["just before it and distributed by somebody", true],
  ] as const) {
    it(`is not blocked by dust that is sent ${name}`, async () => {
      const { market } = brisk;
      for (const dust of [1n, 7n]) {
        const seller = await retiredProvider(brisk);
        const { owner, provider, revenue } = seller;
        // signed while the revenue account is empty
        const exit = instructions.closeProvider(by(seller));
        const signed = await bare(brisk, [exit], [owner.keypair]);
        await brisk.pay(payer, revenue, dust);
        if (crank) await brisk.distribute(provider);
        const pool = await brisk.balance(market.feePool);
        await deliver(brisk, signed);
        const amount = (dust * 75n) / 100n; // none of the first is the provider's
        expect(await brisk.balance(owner.diem)).to.equal(amount);
        const others = crank ? 0n : dust - amount;
        expect((await brisk.balance(market.feePool)) - pool).to.equal(others);
        const gone = await chain.connection.getMultipleAccountsInfo([provider, revenue]);
        expect(gone).to.deep.equal([null, null]);
      }
      await expectSolvent(brisk);
    });
  }
});
