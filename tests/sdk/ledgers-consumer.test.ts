import { expect } from "chai";
import { vouchers, U64_MAX } from "@diem/sdk";
import { type Ledger, opened, refused, used } from "./ledgers-consumer-setup";
import {
  authorize,
  consumerTerms,
  contents,
  fragileStore,
  refusal,
  SIGNER,
  TAG,
} from "./ledgers-support";
import { keypair, thrownBy } from "./support";

const { ConsumerLedger } = vouchers;

describe("sdk: the consumer's ledger", () => {
  describe("authorize", () => {
    it("signs for the call on top of what is used", async () => {
      const { ledger } = await used();
      const made = await authorize(ledger, { diem: 100n, quota: 60n, expiry: 9n });
      expect(vouchers.verify(made)).to.equal(true);
      const { channel } = consumerTerms;
      const figures = { epoch: 10, quota: 80n, diem: 140n, expiry: 9n };
      expect(made.voucher).to.deep.equal({ clusterTag: TAG, channel, ...figures });
      expect(made.signer.equals(SIGNER.publicKey)).to.equal(true);
    });

    it("never signs below what it has signed", async () => {
      const { ledger } = await used();
      const { voucher } = await authorize(ledger, { diem: 59n });
      expect([voucher.diem, voucher.quota]).to.deep.equal([100n, 50n]);
      const { voucher: next } = await authorize(ledger, { quota: 31n });
      expect([next.diem, next.quota]).to.deep.equal([100n, 51n]);
    });

    it("signs the same figures again after a lost answer", async () => {
      const { ledger } = await used();
      const first = await authorize(ledger, { diem: 70n });
      expect(await authorize(ledger, { diem: 70n })).to.deep.equal(first);
    });

    it("refuses a call without a price", async () => {
      const of = await used();
      for (const request of [{}, { diem: 0n, quota: 0n, expiry: 5n }]) {
        const name = await refused(of, (ledger) => authorize(ledger, request));
        expect(name).to.equal("NothingAuthorized");
      }
    });

    it("stops at the budget", async () => {
      const of = await used({ budget: 300n });
      const call = (ledger: Ledger) => authorize(ledger, { diem: 261n });
      expect(await refused(of, call, /ceiling of 301 .*budget is 300: /)).to.equal("OverBudget");
      expect((await authorize(of.ledger, { diem: 260n })).voucher.diem).to.equal(300n);
      of.ledger.setBudget(301n);
      expect((await authorize(of.ledger, { diem: 261n })).voucher.diem).to.equal(301n);
      of.ledger.setBudget(5n);
      expect(await refused(of, (ledger) => authorize(ledger, { diem: 262n }))).to.equal(
        "OverBudget",
      );
      // what is signed already costs no more
      expect((await authorize(of.ledger, { diem: 1n, quota: 60n })).voucher.diem).to.equal(301n);
    });

    it("stops at the deposit, unless a budget comes before", async () => {
      const of = await used();
      const call = (ledger: Ledger) => authorize(ledger, { diem: 961n });
      expect(await refused(of, call, /ceiling of 1001 .*holds 1000: /)).to.equal("OverDeposit");
      expect((await authorize(of.ledger, { diem: 960n })).voucher.diem).to.equal(1_000n);
      of.ledger.setTerms({ ...consumerTerms, deposit: 1_001n });
      expect((await authorize(of.ledger, { diem: 961n })).voucher.diem).to.equal(1_001n);
      of.ledger.setBudget(5_000n);
      expect(await refused(of, (ledger) => authorize(ledger, { diem: 962n }))).to.equal(
        "OverDeposit",
      );
    });

    it("stops at the quota of the epoch", async () => {
      const of = await used();
      const call = (ledger: Ledger) => authorize(ledger, { diem: 1n, quota: 481n });
      expect(await refused(of, call, /ceiling of 501 .*10 has 500: /)).to.equal("OverQuota");
      expect((await authorize(of.ledger, { quota: 480n })).voucher.quota).to.equal(500n);
      of.ledger.setTerms({ ...consumerTerms, allowance: 501n });
      expect((await authorize(of.ledger, { quota: 481n })).voucher.quota).to.equal(501n);
    });

    it("refuses amounts that do not fit", async () => {
      const { ledger } = await used();
      for (const request of [
        { diem: -1n },
        { quota: U64_MAX + 1n },
        { diem: 1n, expiry: 2n ** 63n },
      ]) {
        const error = await thrownBy(() => authorize(ledger, request));
        expect(error).to.have.property("name", "InvalidAmount");
      }
      ledger.setTerms({ ...consumerTerms, deposit: U64_MAX });
      expect(await refusal(() => authorize(ledger, { diem: U64_MAX }))).to.equal("OverDeposit");
    });

    it("goes on after a call that failed", async () => {
      const { ledger } = await opened();
      const [failed, good] = await Promise.allSettled([
        authorize(ledger, { diem: 1_001n }),
        authorize(ledger, { diem: 1_000n }),
      ]);
      expect([failed.status, good.status]).to.deep.equal(["rejected", "fulfilled"]);
    });

    it("hands out nothing that the store does not have", async () => {
      const store = fragileStore();
      const of = await used({ store });
      const before = [of.ledger.state, await contents(store)];
      store.broken = true;
      const error = await thrownBy(() => authorize(of.ledger, { diem: 500n }));
      expect(error.message).to.equal("the disk is full");
      expect([of.ledger.state, await contents(store)]).to.deep.equal(before);
      store.broken = false;
      expect((await authorize(of.ledger, { diem: 70n })).voucher.diem).to.equal(110n);
    });

    it("has stored the figures when it hands out the signature", async () => {
      const { ledger, store } = await used();
      const { voucher } = await authorize(ledger, { diem: 500n, quota: 300n });
      const again = await ConsumerLedger.open({ terms: consumerTerms, signer: SIGNER, store });
      const { diem, quota } = voucher;
      expect(again.state.signed).to.deep.equal({ diem, quota });
      expect(again.state).to.deep.equal(ledger.state);
    });

    it("changes nothing where the signer fails", async () => {
      const store = vouchers.memoryStore();
      await used({ store });
      const signer = { ...vouchers.signerFromKeypair(keypair(9)), publicKey: SIGNER.publicKey };
      const of = await opened({ store, signer });
      const name = await refused(of, (ledger) => authorize(ledger, { diem: 500n }));
      expect(name).to.equal("BadSignature");
    });
  });
});
