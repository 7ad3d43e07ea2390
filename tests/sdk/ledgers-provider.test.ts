import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { vouchers } from "@diem/sdk";
import { opened, refused, reopened, used } from "./ledgers-provider-setup";
import {
  CHANNEL,
  contents,
  fragileStore,
  NOW,
  providerTerms,
  refusal,
  signed,
} from "./ledgers-support";
import { key, keypair, thrownBy } from "./support";

const now = NOW;

describe("sdk: the provider's ledger", () => {
  describe("accept", () => {
    it("keeps the newest voucher and says what it covers", async () => {
      const { ledger } = await used();
      const newer = await signed({ diem: 110n, quota: 50n });
      expect(await ledger.accept(newer, { now })).to.deep.equal({ diem: 70n, quota: 30n });
      expect(ledger.latest(CHANNEL)).to.deep.equal({
        signed: newer,
        usage: { epoch: 10, quota: 20n, diem: 40n },
      });
    });

    it("takes the same voucher again, and of two with its figures the one that lasts longer", async () => {
      const { ledger, store } = await used();
      const [held, before] = [ledger.latest(CHANNEL), await contents(store)];
      const figures = { diem: 100n, quota: 50n };
      await ledger.accept(await signed(figures), { now });
      await ledger.accept(await signed({ ...figures, expiry: 9_000n }), { now });
      expect([ledger.latest(CHANNEL), await contents(store)]).to.deep.equal([held, before]);
      const higher = { diem: 101n, quota: 50n };
      for (const [expiry, kept] of [
        [5_000n, 5_000n],
        [4_999n, 5_000n],
        [5_001n, 5_001n],
        [0n, 0n],
        [6_000n, 0n],
      ] as const) {
        await ledger.accept(await signed({ ...higher, expiry }), { now });
        expect(ledger.latest(CHANNEL)?.signed.voucher.expiry).to.equal(kept);
      }
    });

    it("refuses what the chain would not take", async () => {
      const of = await used();
      const other = vouchers.signerFromKeypair(keypair(9));
      const good = await signed({ diem: 200n });
      const forged = { ...good, voucher: { ...good.voucher, diem: 201n } };
      const cases: readonly (readonly [vouchers.SignedVoucher, string, RegExp])[] = [
        [await signed({ channel: key(9) }), "UnknownChannel", /track/],
        [await signed({ clusterTag: new Uint8Array(4) }), "VoucherClusterWrong", /tag/],
        [await signed({ diem: 200n }, other), "VoucherSignerWrong", /use that key/],
        [forged, "BadSignature", /72 bytes/],
        [await signed({ epoch: 11, diem: 200n }), "QuotaNotBegun", /^the running epoch is 10: /],
        [await signed({ diem: 1_001n }), "OverDeposit", /holds 1000: /],
        [await signed({ diem: 100n, quota: 501n }), "OverQuota", /epoch 10 is 500 /],
      ];
      for (const [voucher, expected, message] of cases) {
        const call = () => of.ledger.accept(voucher, { now });
        expect(await refused(of, call, message)).to.equal(expected);
      }
      await of.ledger.accept(await signed({ diem: 1_000n, quota: 500n }), { now });
    });

    it("refuses what goes back", async () => {
      const of = await used();
      const cases: readonly (readonly [Partial<vouchers.Voucher>, string])[] = [
        [{ diem: 99n, quota: 60n }, "SignsDown"],
        [{ diem: 101n, quota: 49n }, "SignsDown"],
        [{ epoch: 9, diem: 101n }, "EpochPassed"],
      ];
      for (const [fields, expected] of cases) {
        const voucher = await signed(fields);
        const call = () => of.ledger.accept(voucher, { now });
        expect(await refused(of, call, /is stored already: /)).to.equal(expected);
      }
    });

    it("refuses less than what is settled", async () => {
      const quotas = [{ epoch: 10, allowance: 500n, used: 30n }];
      const of = await opened({ settled: 70n, quotas });
      for (const fields of [
        { diem: 69n, quota: 30n },
        { diem: 70n, quota: 29n },
      ]) {
        const voucher = await signed(fields);
        const call = () => of.ledger.accept(voucher, { now });
        expect(await refused(of, call, /are settled already: /)).to.equal("SignsDown");
      }
      const least = await signed({ diem: 70n, quota: 30n });
      expect(await of.ledger.accept(least, { now })).to.deep.equal({ diem: 0n, quota: 0n });
    });

    it("refuses what could not be settled in time", async () => {
      const of = await opened();
      const accept = async (fields: Partial<vouchers.Voucher>, at = now) => {
        const voucher = await signed(fields);
        return () => of.ledger.accept(voucher, { now: at });
      };
      const tooSoon = await accept({ diem: 1n, expiry: now + 10n });
      expect(await refused(of, tooSoon, /after 2010$/)).to.equal("VoucherExpired");
      expect(await refused(of, await accept({ diem: 1n, expiry: -1n }))).to.equal("VoucherExpired");
      await (
        await accept({ diem: 1n, expiry: now + 11n })
      )();
      await of.ledger.track({ ...providerTerms, closesTs: now + 10n });
      const call = await accept({ diem: 2n });
      expect(await refused(of, call, /closes at 2010: /)).to.equal("ChannelClosing");
      await of.ledger.track({ ...providerTerms, closesTs: now + 11n });
      await call();
    });

    it("takes the quota of the epoch before while it can be settled, and its money ever after", async () => {
      const of = await opened();
      const accept = async (fields: Partial<vouchers.Voucher>, at: bigint) => {
        const voucher = await signed(fields);
        return () => of.ledger.accept(voucher, { now: at });
      };
      const first = await accept({ epoch: 9, quota: 400n, diem: 1n }, 2_089n);
      expect(await first()).to.deep.equal({ quota: 400n, diem: 1n });
      const over = await accept({ epoch: 9, quota: 401n }, 2_089n);
      expect(await refused(of, over)).to.equal("SignsDown");
      const late = await opened();
      const lapsing = await signed({ epoch: 9, quota: 1n });
      const call = () => late.ledger.accept(lapsing, { now: 2_090n });
      expect(await refused(late, call, /sign for epoch 10$/)).to.equal("EpochPassed");
      const money = await accept({ epoch: 9, quota: 400n, diem: 2n }, 9_000n);
      expect(await money()).to.deep.equal({ quota: 0n, diem: 2n });
    });

    it("takes no quota of an epoch that it knows nothing of", async () => {
      const of = await opened({ quotas: [] });
      const voucher = await signed({ quota: 1n });
      const call = () => of.ledger.accept(voucher, { now });
      expect(await refused(of, call, /is 0 micro-credits as far as known/)).to.equal("OverQuota");
      await of.ledger.track(providerTerms);
      await call();
    });

    it("says nothing is kept before the store has it, and stores it with the next commit", async () => {
      const store = fragileStore();
      const of = await used({ store });
      const before = await contents(store);
      const newer = await signed({ diem: 200n, quota: 50n });
      const call = of.ledger.reserve(newer, { callId: randomUUID(), most: { diem: 50n }, now });
      store.broken = true;
      for (const attempt of [
        () => of.ledger.accept(newer, { now }),
        () => call.settle({ diem: 7n }),
        () => of.ledger.settled(CHANNEL, { epoch: 10, quota: 1n, diem: 1n }),
        () => of.ledger.track({ ...providerTerms, channel: key(9) }),
      ]) {
        expect((await thrownBy(attempt)).message).to.equal("the disk is full");
      }
      expect(await contents(store)).to.deep.equal(before);
      // the call is open again, with its cost set aside
      expect(of.ledger.latest(CHANNEL)?.usage.diem).to.equal(40n);
      expect(of.ledger.available(CHANNEL, { now })).to.deep.equal({ diem: 153n, quota: 30n });
      expect(await refusal(() => call.settle({ diem: 8n }))).to.equal("BeyondCeiling");
      store.broken = false;
      expect((await call.settle({ diem: 7n })).diem).to.equal(47n);
      const again = await reopened(store);
      expect(again.latest(CHANNEL)).to.deep.equal(of.ledger.latest(CHANNEL));
      expect(again.channels).to.have.length(2);
    });
  });
});
