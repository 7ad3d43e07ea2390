import { expect } from "chai";
import { errors, vouchers } from "@diem/sdk";
import {
  consumerTerms,
  contents,
  fragileStore,
  refusal,
  signed,
  SIGNER,
  TAG,
} from "./ledgers-support";
import { key, keypair, thrownBy } from "./support";

const { ConsumerLedger } = vouchers;
const U64_MAX = 2n ** 64n - 1n;
const ENTRY = `diem-consumer/01020304/${consumerTerms.channel.toBase58()}`;

async function opened(input: Partial<vouchers.ConsumerLedgerInput> = {}) {
  const store = vouchers.memoryStore();
  const terms = consumerTerms;
  const ledger = await ConsumerLedger.open({ terms, signer: SIGNER, store, ...input });
  return { ledger, store: input.store ?? store };
}

/** A ledger that signed for 100 DIEM base units and 50 micro-credits, of which 40 and 20 are used. */
async function used(input: Partial<vouchers.ConsumerLedgerInput> = {}) {
  const { ledger, store } = await opened(input);
  await ledger.authorize({ diem: 100n, quota: 50n });
  await ledger.acknowledge({ epoch: 10, quota: 20n, diem: 40n });
  return { ledger, store };
}

type Ledger = vouchers.ConsumerLedger;

/** The name of a refusal that changed nothing, in the ledger or in its store. */
async function refused(
  { ledger, store }: { ledger: Ledger; store: vouchers.Store },
  call: (ledger: Ledger) => Promise<unknown>,
  message?: RegExp,
): Promise<string> {
  const before = [ledger.state, ledger.terms, await contents(store)];
  const name = await refusal(() => call(ledger), message);
  expect([ledger.state, ledger.terms, await contents(store)]).to.deep.equal(before);
  return name;
}

describe("sdk: the consumer's ledger", () => {
  describe("authorize", () => {
    it("signs for the call on top of what is used", async () => {
      const { ledger } = await used();
      const made = await ledger.authorize({ diem: 100n, quota: 60n, expiry: 9n });
      expect(vouchers.verify(made)).to.equal(true);
      const { channel } = consumerTerms;
      const figures = { epoch: 10, quota: 80n, diem: 140n, expiry: 9n };
      expect(made.voucher).to.deep.equal({ clusterTag: TAG, channel, ...figures });
      expect(made.signer.equals(SIGNER.publicKey)).to.equal(true);
    });

    it("never signs below what it has signed", async () => {
      const { ledger } = await used();
      const { voucher } = await ledger.authorize({ diem: 59n });
      expect([voucher.diem, voucher.quota]).to.deep.equal([100n, 50n]);
      const { voucher: next } = await ledger.authorize({ quota: 31n });
      expect([next.diem, next.quota]).to.deep.equal([100n, 51n]);
    });

    it("signs the same figures again after a lost answer", async () => {
      const { ledger } = await used();
      const first = await ledger.authorize({ diem: 70n });
      expect(await ledger.authorize({ diem: 70n })).to.deep.equal(first);
    });

    it("refuses a call without a price", async () => {
      const of = await used();
      for (const request of [{}, { diem: 0n, quota: 0n, expiry: 5n }]) {
        const name = await refused(of, (ledger) => ledger.authorize(request));
        expect(name).to.equal("NothingAuthorized");
      }
    });

    it("stops at the budget", async () => {
      const of = await used({ budget: 300n });
      const call = (ledger: Ledger) => ledger.authorize({ diem: 261n });
      expect(await refused(of, call, /ceiling of 301 .*budget is 300: /)).to.equal("OverBudget");
      expect((await of.ledger.authorize({ diem: 260n })).voucher.diem).to.equal(300n);
      await of.ledger.setBudget(301n);
      expect((await of.ledger.authorize({ diem: 261n })).voucher.diem).to.equal(301n);
      await of.ledger.setBudget(5n);
      expect(await refused(of, (ledger) => ledger.authorize({ diem: 262n }))).to.equal(
        "OverBudget",
      );
      // what is signed already costs no more
      expect((await of.ledger.authorize({ diem: 1n, quota: 60n })).voucher.diem).to.equal(301n);
    });

    it("stops at the deposit, unless a budget comes before", async () => {
      const of = await used();
      const call = (ledger: Ledger) => ledger.authorize({ diem: 961n });
      expect(await refused(of, call, /ceiling of 1001 .*holds 1000: /)).to.equal("OverDeposit");
      expect((await of.ledger.authorize({ diem: 960n })).voucher.diem).to.equal(1_000n);
      await of.ledger.setTerms({ ...consumerTerms, deposit: 1_001n });
      expect((await of.ledger.authorize({ diem: 961n })).voucher.diem).to.equal(1_001n);
      await of.ledger.setBudget(5_000n);
      expect(await refused(of, (ledger) => ledger.authorize({ diem: 962n }))).to.equal(
        "OverDeposit",
      );
    });

    it("stops at the quota of the epoch", async () => {
      const of = await used();
      const call = (ledger: Ledger) => ledger.authorize({ diem: 1n, quota: 481n });
      expect(await refused(of, call, /ceiling of 501 .*10 has 500: /)).to.equal("OverQuota");
      expect((await of.ledger.authorize({ quota: 480n })).voucher.quota).to.equal(500n);
      await of.ledger.setTerms({ ...consumerTerms, allowance: 501n });
      expect((await of.ledger.authorize({ quota: 481n })).voucher.quota).to.equal(501n);
    });

    it("refuses amounts that do not fit", async () => {
      const { ledger } = await used();
      for (const request of [
        { diem: -1n },
        { quota: U64_MAX + 1n },
        { diem: 1n, expiry: 2n ** 63n },
      ]) {
        const error = await thrownBy(() => ledger.authorize(request));
        expect(error).to.be.instanceOf(errors.AmountError);
      }
      await ledger.setTerms({ ...consumerTerms, deposit: U64_MAX });
      expect(await refusal(() => ledger.authorize({ diem: U64_MAX }))).to.equal("OverDeposit");
    });

    it("counts what overlapping calls signed for", async () => {
      const asked: bigint[] = [];
      const signer: vouchers.VoucherSigner = {
        publicKey: SIGNER.publicKey,
        signMessage: async (bytes) => {
          asked.push(vouchers.decode(bytes).diem);
          await new Promise((resolve) => setTimeout(resolve, asked.length === 1 ? 20 : 0));
          return SIGNER.signMessage(bytes);
        },
      };
      const { ledger } = await opened({ signer });
      const calls = [ledger.authorize({ diem: 100n }), ledger.authorize({ diem: 30n })];
      const answers = [
        ledger.acknowledge({ epoch: 10, quota: 0n, diem: 80n }),
        ledger.authorize({ diem: 30n }),
      ];
      const made = await Promise.all(calls);
      await Promise.all(answers);
      expect(made.map(({ voucher }) => voucher.diem)).to.deep.equal([100n, 100n]);
      expect(asked).to.deep.equal([100n, 100n, 110n]);
      expect(ledger.state.signed.diem).to.equal(110n);
    });

    it("goes on after a call that failed", async () => {
      const { ledger } = await opened();
      const [failed, good] = await Promise.allSettled([
        ledger.authorize({ diem: 1_001n }),
        ledger.authorize({ diem: 1_000n }),
      ]);
      expect([failed.status, good.status]).to.deep.equal(["rejected", "fulfilled"]);
    });

    it("hands out nothing that the store does not have", async () => {
      const store = fragileStore();
      const of = await used({ store });
      const before = [of.ledger.state, await contents(store)];
      store.broken = true;
      const error = await thrownBy(() => of.ledger.authorize({ diem: 500n }));
      expect(error.message).to.equal("the disk is full");
      expect([of.ledger.state, await contents(store)]).to.deep.equal(before);
      store.broken = false;
      expect((await of.ledger.authorize({ diem: 70n })).voucher.diem).to.equal(110n);
    });

    it("has stored the figures when it hands out the signature", async () => {
      const { ledger, store } = await used();
      const { voucher } = await ledger.authorize({ diem: 500n, quota: 300n });
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
      const name = await refused(of, (ledger) => ledger.authorize({ diem: 500n }));
      expect(name).to.equal("BadSignature");
    });
  });

  describe("acknowledge", () => {
    it("takes what signatures cover, and no less than before", async () => {
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
        const name = await refused(of, (ledger) => ledger.acknowledge(usage), /sign no more/);
        expect(name).to.equal("Uncovered");
      }
    });

    it("refuses what is less than before", async () => {
      const of = await used();
      for (const usage of [
        { epoch: 10, quota: 20n, diem: 39n },
        { epoch: 10, quota: 19n, diem: 40n },
        { epoch: 9, quota: 20n, diem: 39n },
      ]) {
        const name = await refused(of, (ledger) => ledger.acknowledge(usage));
        expect(name).to.equal("UsageFell");
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
        expect(error).to.be.instanceOf(errors.AmountError);
      }
    });
  });

  describe("at the turn of an epoch", () => {
    const turned = { ...consumerTerms, epoch: 11, allowance: 60n };

    it("starts the quota at zero and keeps the money", async () => {
      const { ledger } = await used();
      await ledger.setTerms(turned);
      const { voucher } = await ledger.authorize({ diem: 10n, quota: 60n });
      const { epoch, quota, diem } = voucher;
      expect([epoch, quota, diem]).to.deep.equal([11, 60n, 100n]);
      expect(ledger.state.used).to.deep.equal({ quota: 0n, diem: 40n });
    });

    it("signs for no epoch before", async () => {
      const of = await used();
      await of.ledger.setTerms(turned);
      await of.ledger.authorize({ quota: 1n });
      await of.ledger.setTerms(consumerTerms);
      for (const request of [{ quota: 1n }, { diem: 1n }]) {
        const name = await refused(
          of,
          (ledger) => ledger.authorize(request),
          /epoch 11 .* of 10: /,
        );
        expect(name).to.equal("EpochPassed");
      }
    });

    it("takes late money figures of the epoch before, and no quota", async () => {
      const { ledger } = await used();
      await ledger.acknowledge({ epoch: 11, quota: 0n, diem: 41n });
      await ledger.setTerms(turned);
      await ledger.authorize({ quota: 30n });
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
      expect((await ledger.authorize({ diem: 100n })).voucher.diem).to.equal(140n);
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
      expect(await refused(of, (ledger) => ledger.authorize({ diem: 1n }))).to.equal("EpochPassed");
    });

    it("believes in no voucher that is not its own", async () => {
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
      });
      const error = await thrownBy(() => ledger.settled({ epoch: 11, quota: 0n, diem: -1n }));
      expect(error).to.be.instanceOf(errors.AmountError);
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
      expect(await thrownBy(call)).to.be.instanceOf(errors.AmountError);
    }
  });

  it("reads no damaged entry", async () => {
    const { store } = await used();
    const text = (await store.get(ENTRY)) ?? "";
    expect(JSON.parse(text)).to.deep.equal({
      version: 1,
      epoch: "10",
      signed: { quota: "50", diem: "100" },
      used: { quota: "20", diem: "40" },
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
    ];
    for (const [from, to] of damages) {
      expect(text).to.contain(from);
      await store.set(ENTRY, text.replace(from, to));
      const before = await contents(store);
      const message = new RegExp(`^the store's entry ${ENTRY} is damaged`);
      expect(await refusal(() => opened({ store }), message), to).to.equal("DamagedState");
      expect(await contents(store)).to.deep.equal(before);
    }
  });
});
