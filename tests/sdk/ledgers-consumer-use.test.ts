import { expect } from "chai";
import { vouchers, U64_MAX } from "@diem/sdk";
import { opened, refused, used } from "./ledgers-consumer-setup";
import { authorize, consumerTerms, contents, put, refusal, signed } from "./ledgers-support";
import { key, keypair, thrownBy } from "./support";

const ENTRY = `diem-consumer/01020304/${consumerTerms.channel.toBase58()}`;

describe("sdk: the consumer's ledger, once it has signed", () => {
  describe("acknowledge", () => {
    it("takes what signatures cover", async () => {
      const { ledger } = await used();
      await ledger.acknowledge({ epoch: 10, quota: 50n, diem: 100n });
      expect(ledger.state.used).to.deep.equal({ quota: 50n, diem: 100n });
      await ledger.acknowledge({ epoch: 10, quota: 50n, diem: 100n });
    });

    it("refuses what was never signed for", async () => {
      const of = await used();
      const claims = [
        { epoch: 10, quota: 20n, diem: 101n },
        { epoch: 10, quota: 51n, diem: 40n },
        { epoch: 11, quota: 1n, diem: 40n },
        { epoch: 9, quota: 0n, diem: 101n },
      ];
      for (const usage of claims) {
        const name = await refused(of, (ledger) => ledger.acknowledge(usage), /do not sign more/);
        expect(name).to.equal("Uncovered");
      }
    });

    it("keeps its figures if a later answer reports less", async () => {
      const { ledger } = await used();
      const before = ledger.state;
      for (const usage of [
        { epoch: 10, quota: 20n, diem: 39n },
        { epoch: 10, quota: 19n, diem: 40n },
        { epoch: 9, quota: 20n, diem: 39n },
      ]) {
        await ledger.acknowledge(usage);
        expect(ledger.state).to.deep.equal(before);
      }
    });

    it("refuses figures that do not fit", async () => {
      const { ledger } = await used();
      for (const usage of [
        { epoch: -1, quota: 20n, diem: 40n },
        { epoch: 10, quota: -1n, diem: 40n },
        { epoch: 10, quota: 20n, diem: U64_MAX + 1n },
      ]) {
        const error = await thrownBy(() => ledger.acknowledge(usage));
        expect(error).to.have.property("name", "InvalidAmount");
      }
    });
  });

  describe("at the turn of an epoch", () => {
    const turned = { ...consumerTerms, epoch: 11, allowance: 60n };

    it("starts the quota at zero and keeps the money", async () => {
      const { ledger } = await used();
      ledger.setTerms(turned);
      const { voucher } = await authorize(ledger, { diem: 10n, quota: 60n });
      const { epoch, quota, diem } = voucher;
      expect([epoch, quota, diem]).to.deep.equal([11, 60n, 100n]);
      expect(ledger.state.used).to.deep.equal({ quota: 0n, diem: 40n });
    });

    it("signs anew for money where the newest voucher has quota that may lapse unseen", async () => {
      const { ledger } = await opened();
      await authorize(ledger, { diem: 1n, quota: 1n });
      ledger.setTerms(turned);
      const { voucher } = await authorize(ledger, { diem: 1n });
      expect([voucher.epoch, voucher.quota, voucher.diem]).to.deep.equal([11, 0n, 1n]);
    });

    it("sends a voucher without quota again, which no epoch ends", async () => {
      const { ledger } = await opened();
      const first = await authorize(ledger, { diem: 1n });
      ledger.setTerms(turned);
      expect(await authorize(ledger, { diem: 1n })).to.equal(first);
    });

    it("signs for no epoch before", async () => {
      const of = await used();
      of.ledger.setTerms(turned);
      await authorize(of.ledger, { quota: 1n });
      of.ledger.setTerms(consumerTerms);
      for (const request of [{ quota: 1n }, { diem: 1n }]) {
        const name = await refused(
          of,
          (ledger) => authorize(ledger, request),
          /epoch 11 .* of epoch 10: /,
        );
        expect(name).to.equal("EpochPassed");
      }
    });

    it("takes late money figures of the epoch before, and no quota", async () => {
      const { ledger } = await used();
      await ledger.acknowledge({ epoch: 11, quota: 0n, diem: 41n });
      ledger.setTerms(turned);
      await authorize(ledger, { quota: 30n });
      await ledger.acknowledge({ epoch: 10, quota: 50n, diem: 60n });
      expect(ledger.state.used).to.deep.equal({ quota: 0n, diem: 60n });
    });
  });

  describe("after losing its state", () => {
    it("restores what it signed from the provider", async () => {
      const newest = await signed({ quota: 50n, diem: 100n });
      const { ledger } = await opened();
      await ledger.settled({ epoch: 10, quota: 5n, diem: 30n });
      await ledger.restore(vouchers.fromText(vouchers.toText(newest)));
      expect(ledger.state.signed).to.deep.equal({ quota: 50n, diem: 100n });
      expect(ledger.state.used).to.deep.equal({ quota: 5n, diem: 30n });
      await ledger.acknowledge({ epoch: 10, quota: 20n, diem: 40n });
      expect((await authorize(ledger, { diem: 100n })).voucher.diem).to.equal(140n);
    });

    it("lowers nothing by a voucher that is not its newest", async () => {
      const { ledger } = await used();
      const before = ledger.state;
      await ledger.restore(await signed({ quota: 49n, diem: 99n }));
      await ledger.restore(await signed({ epoch: 9, quota: 400n, diem: 99n }));
      await ledger.settled({ epoch: 9, quota: 400n, diem: 30n });
      expect(ledger.state).to.deep.equal(before);
    });

    it("signs for no epoch before the restored one", async () => {
      const of = await used();
      await of.ledger.restore(await signed({ epoch: 11, quota: 30n }));
      expect(of.ledger.state.epoch).to.equal(11);
      expect(of.ledger.state.signed).to.deep.equal({ quota: 30n, diem: 100n });
      expect(of.ledger.state.used).to.deep.equal({ quota: 0n, diem: 40n });
      expect(await refused(of, (ledger) => authorize(ledger, { diem: 1n }))).to.equal(
        "EpochPassed",
      );
    });

    it("accepts no voucher that it did not sign", async () => {
      const of = await used();
      const good = await signed({ diem: 900n });
      const restoring = (proof: vouchers.SignedVoucher) =>
        refused(of, (ledger) => ledger.restore(proof));
      const other = vouchers.signerFromKeypair(keypair(9));
      expect(await restoring(await signed({ channel: key(9) }))).to.equal("VoucherChannelWrong");
      const elsewhere = await signed({ clusterTag: new Uint8Array([1, 2, 3, 5]) });
      expect(await restoring(elsewhere)).to.equal("VoucherClusterWrong");
      expect(await restoring(await signed({ diem: 900n }, other))).to.equal("VoucherSignerWrong");
      const forged = { ...good, voucher: { ...good.voucher, diem: 901n } };
      expect(await restoring(forged)).to.equal("BadSignature");
      await of.ledger.restore(good);
      expect(of.ledger.state.signed.diem).to.equal(900n);
    });

    it("takes what is settled as signed and used", async () => {
      const { ledger } = await used();
      await ledger.settled({ epoch: 10, quota: 70n, diem: 30n });
      expect(ledger.state.signed).to.deep.equal({ quota: 70n, diem: 100n });
      expect(ledger.state.used).to.deep.equal({ quota: 70n, diem: 40n });
      await ledger.settled({ epoch: 11, quota: 1n, diem: 300n });
      expect(ledger.state).to.deep.equal({
        epoch: 11,
        signed: { quota: 1n, diem: 300n },
        used: { quota: 1n, diem: 300n },
        newest: null,
        lost: true,
      });
      const error = await thrownBy(() => ledger.settled({ epoch: 11, quota: 0n, diem: -1n }));
      expect(error).to.have.property("name", "InvalidAmount");
    });
  });

  it("is of one channel alone", async () => {
    const of = await used();
    const elsewhere = { ...consumerTerms, channel: key(9) };
    expect(await refused(of, (ledger) => ledger.setTerms(elsewhere))).to.equal(
      "VoucherChannelWrong",
    );
    const cluster = { ...consumerTerms, clusterTag: new Uint8Array(4) };
    expect(await refused(of, (ledger) => ledger.setTerms(cluster))).to.equal("VoucherClusterWrong");
    const tooMuch = { ...consumerTerms, deposit: U64_MAX + 1n };
    for (const call of [
      () => of.ledger.setTerms(tooMuch),
      () => opened({ terms: tooMuch }),
      () => opened({ budget: -1n }),
      () => of.ledger.setBudget(-1n),
    ]) {
      expect(await thrownBy(call)).to.have.property("name", "InvalidAmount");
    }
  });

  it("reads no damaged entry", async () => {
    const { store } = await used();
    const text = (await store.get(ENTRY)) ?? "";
    const newest = vouchers.toText(await signed({ diem: 100n, quota: 50n }));
    expect(JSON.parse(text)).to.deep.equal({
      version: 1,
      epoch: "10",
      signed: { quota: "50", diem: "100" },
      used: { quota: "20", diem: "40" },
      newest,
      lost: false,
    });
    const damages: readonly (readonly [from: string, to: string])[] = [
      [text, ""],
      [text, "null"],
      [text, "[]"],
      [text, text.slice(0, -1)],
      [`"version":1`, `"version":2`],
      [`"version":1,`, ""],
      [`"10"`, `10`],
      [`"10"`, `"4294967296"`],
      [`"100"`, `""`],
      [`"100"`, `" 100"`],
      [`"100"`, `"0x64"`],
      [`"100"`, `"-100"`],
      [`"100"`, `100`],
      [`"100"`, `"18446744073709551616"`],
      [`"100"`, `"39"`],
      [`"50"`, `"19"`],
      [`"signed"`, `"sined"`],
      [newest, newest.slice(1)],
      [`"lost":false`, `"lost":0`],
    ];
    for (const [from, to] of damages) {
      expect(text).to.contain(from);
      await put(store, ENTRY, text.replace(from, to));
      const before = await contents(store);
      const message = new RegExp(`^the store's entry ${ENTRY} is damaged`);
      expect(await refusal(() => opened({ store }), message), to).to.equal("DamagedState");
      expect(await contents(store)).to.deep.equal(before);
    }
  });
});
