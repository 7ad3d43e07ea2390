import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { errors, vouchers } from "@diem/sdk";
import { opened, reopened, used } from "./ledgers-provider-setup";
import { CHANNEL, contents, NOW, providerTerms, refusal, signed } from "./ledgers-support";
import { keypair, thrownBy } from "./support";

const now = NOW;
const ID = "5f0c6a9e-1f5f-4b0e-9d0a-3c9a7d1f2b11";
const most = { diem: 10n };
const call = (input: Partial<vouchers.ReserveInput> = {}) => ({
  callId: randomUUID(),
  most,
  now,
  ...input,
});

describe("sdk: what a provider's ledger sets aside", () => {
  it("is gone for every other call until it is settled or released", async () => {
    const { ledger } = await used();
    const left = () => ledger.available(CHANNEL, { now });
    const first = ledger.reserve(CHANNEL, call({ most: { diem: 40n, quota: 10n } }));
    expect(left()).to.deep.equal({ diem: 20n, quota: 20n });
    expect(await refusal(() => ledger.reserve(CHANNEL, call({ most: { diem: 21n } })))).to.equal(
      "BeyondCeiling",
    );
    const second = ledger.reserve(CHANNEL, call({ most: { diem: 20n, quota: 20n } }));
    expect(left()).to.deep.equal({ diem: 0n, quota: 0n });
    const usage = await first.settle({ diem: 5n, quota: 3n });
    expect(usage).to.deep.equal({ epoch: 10, quota: 23n, diem: 45n });
    expect(left()).to.deep.equal({ diem: 35n, quota: 7n });
    await second.release();
    expect(left()).to.deep.equal({ diem: 55n, quota: 27n });
  });

  it("carries the figures in a refusal", async () => {
    const { ledger } = await used();
    const error = await thrownBy(() => ledger.reserve(CHANNEL, call({ most: { diem: 61n } })));
    if (!errors.isDiemError(error, "BeyondCeiling")) throw error;
    expect(error.context).to.deep.equal({
      available: { diem: 60n, quota: 30n },
      needed: { diem: 61n, quota: 0n },
    });
  });

  it("ends once", async () => {
    const { ledger } = await used();
    const settled = ledger.reserve(CHANNEL, call());
    await settled.settle({ diem: 1n });
    const released = ledger.reserve(CHANNEL, call());
    await released.release();
    for (const [reservation, name] of [
      [settled, "CallSettled"],
      [released, "CallReleased"],
    ] as const) {
      for (const again of [
        () => reservation.settle({ diem: 1n }),
        () => reservation.release(),
        () => reservation.progress({ diem: 1n }),
      ]) {
        expect(await refusal(again, /end each call once/)).to.equal(name);
      }
    }
    expect(ledger.latest(CHANNEL)?.usage.diem).to.equal(41n);
  });

  it("is for one call of each id, also of those that ended, and after a restart", async () => {
    const { ledger, store } = await used();
    const open = ledger.reserve(CHANNEL, call({ callId: ID }));
    const again = (of: vouchers.ProviderLedger) =>
      refusal(() => of.reserve(CHANNEL, call({ callId: ID })));
    expect(await again(ledger)).to.equal("CallInProgress");
    expect(ledger.call(CHANNEL, ID)).to.deep.equal({ kind: "open" });
    await open.settle({ diem: 4n });
    const known = { kind: "settled", epoch: 10, cost: { diem: 4n, quota: 0n } };
    for (const of of [ledger, await reopened(store)]) {
      expect(await again(of)).to.equal("CallSettled");
      expect(of.call(CHANNEL, ID)).to.deep.equal(known);
    }
    for (const callId of ["", "1", ID.toUpperCase(), `${ID}0`]) {
      expect(await refusal(() => ledger.reserve(CHANNEL, call({ callId })))).to.equal(
        "CallIdWrong",
      );
    }
    await ledger.reserve(CHANNEL, call({ callId: ID.replace("5", "6") })).release();
    expect(ledger.call(CHANNEL, ID.replace("5", "6"))).to.equal(null);
  });

  it("forgets the oldest calls that ended, in the store as well", async () => {
    const store = vouchers.memoryStore();
    const clock = { genesisTs: 1_000n, epochSecs: 100n };
    const open = () =>
      vouchers.ProviderLedger.open({
        store,
        clusterTag: Uint8Array.of(1, 2, 3, 4),
        clock,
        remembered: 3,
      });
    let ledger = await open();
    await ledger.track(providerTerms);
    await ledger.accept(await signed({ diem: 100n }), { now });
    const ids = Array.from({ length: 5 }, () => randomUUID());
    for (const callId of ids) {
      await ledger.reserve(CHANNEL, call({ callId })).settle(most);
      ledger = await open();
    }
    const known = ids.map((callId) => ledger.call(CHANNEL, callId)?.kind);
    expect(known).to.deep.equal([undefined, undefined, "settled", "settled", "settled"]);
    await ledger.forget(CHANNEL);
    for await (const entry of store.entries("")) throw new Error(`left: ${entry[0]}`);
  });

  it("is drawn from the quota first and paid in DIEM beyond it, in one step", async () => {
    const { ledger } = await used();
    const reserved = ledger.reserve(CHANNEL, call({ most: { credits: 5_000_030n } }));
    expect(reserved.most).to.deep.equal({ quota: 30n, diem: 15n });
    const cheap = await reserved.settle({ credits: 1_000_031n });
    expect(cheap).to.deep.equal({ epoch: 10, quota: 50n, diem: 44n });
    expect(ledger.available(CHANNEL, { now })).to.deep.equal({ diem: 56n, quota: 0n });
    const left = { ...ledger.available(CHANNEL, { now }), price: ledger.terms(CHANNEL).price };
    expect(vouchers.creditsOf(left)).to.equal(18_666_666n);
    const small = await used();
    const within = { quota: 10n };
    const capped = small.ledger.reserve(CHANNEL, call({ most: { credits: 1_000_010n }, within }));
    expect(capped.most).to.deep.equal({ quota: 10n, diem: 3n });
    expect(await capped.settle({ credits: 5n })).to.deep.equal({
      epoch: 10,
      quota: 25n,
      diem: 40n,
    });
    const over = call({ most: { credits: 1_000_010n }, within: { quota: 10n, diem: 2n } });
    const message = /more than its consumer allows: /;
    expect(await refusal(() => small.ledger.reserve(CHANNEL, over), message)).to.equal(
      "BeyondCeiling",
    );
  });

  it("is not exceeded, and stays where it would be", async () => {
    const { ledger } = await used();
    const reserved = ledger.reserve(CHANNEL, call({ most: { diem: 10n, quota: 5n } }));
    for (const cost of [{ diem: 11n }, { quota: 6n }, { credits: 4_000_000n }]) {
      expect(await refusal(() => reserved.settle(cost), /settle at most that/)).to.equal(
        "BeyondCeiling",
      );
      expect(await refusal(() => reserved.progress(cost))).to.equal("BeyondCeiling");
    }
    const error = await thrownBy(() => reserved.settle({ diem: -1n }));
    expect(errors.isDiemError(error, "InvalidAmount")).to.equal(true);
    expect((await reserved.settle({ diem: 10n, quota: 5n })).diem).to.equal(50n);
  });

  it("costs what was said last where the provider ends before the call", async () => {
    const { ledger, store } = await used();
    const stream = ledger.reserve(CHANNEL, call({ callId: ID, most: { diem: 30n, quota: 9n } }));
    await stream.stored();
    const started = await reopened(store);
    expect(started.latest(CHANNEL)?.usage).to.deep.equal({ epoch: 10, quota: 20n, diem: 40n });
    await stream.progress({ diem: 7n, quota: 2n });
    const again = await reopened(store);
    expect(again.latest(CHANNEL)?.usage).to.deep.equal({ epoch: 10, quota: 22n, diem: 47n });
    expect(again.available(CHANNEL, { now })).to.deep.equal({ diem: 53n, quota: 28n });
    expect(again.call(CHANNEL, ID)).to.equal(null);
  });

  describe("for a call with its voucher", () => {
    it("takes the voucher, whatever the order in which overlapping ones come", async () => {
      const { ledger } = await opened();
      const rising = await Promise.all([10n, 20n, 30n].map((diem) => signed({ diem })));
      const [low, middle, high] = rising as [vouchers.SignedVoucher, ...vouchers.SignedVoucher[]] &
        [vouchers.SignedVoucher, vouchers.SignedVoucher, vouchers.SignedVoucher];
      const third = ledger.reserve(high, call());
      await third.settle(most);
      const first = ledger.reserve(low, call());
      const second = ledger.reserve(middle, call());
      await second.settle(most);
      expect((await first.settle(most)).diem).to.equal(30n);
      expect(ledger.latest(CHANNEL)?.signed).to.equal(high);
    });

    it("serves nobody with a voucher that is not signed, however low", async () => {
      const { ledger, store } = await used();
      const before = await contents(store);
      const low = await signed({ diem: 5n });
      const forged = { ...low, voucher: { ...low.voucher, diem: 6n } };
      expect(await refusal(() => ledger.reserve(forged, call()))).to.equal("BadSignature");
      const other = await signed({ diem: 5n }, vouchers.signerFromKeypair(keypair(9)));
      expect(await refusal(() => ledger.reserve(other, call()))).to.equal("VoucherSignerWrong");
      const elsewhere = await signed({ diem: 5n, clusterTag: new Uint8Array(4) });
      expect(await refusal(() => ledger.reserve(elsewhere, call()))).to.equal(
        "VoucherClusterWrong",
      );
      const mixed = await signed({ diem: 5n, quota: 51n });
      expect(await refusal(() => ledger.reserve(mixed, call()))).to.equal("SignsDown");
      expect(await contents(store)).to.deep.equal(before);
      ledger.reserve(low, call());
    });

    it("checks no signature of the newest voucher again", async () => {
      const { ledger } = await opened();
      const newest = await signed({ diem: 100n });
      ledger.reserve(newest, call());
      // a check would say no: what it would check is not there any more
      const { voucher, signature } = newest;
      const signer = new Proxy(newest.signer, {
        get: (target, name) => {
          if (name === "toBytes") throw new Error("the signature is checked");
          const value: unknown = Reflect.get(target, name);
          return typeof value === "function" ? (value.bind(target) as unknown) : value;
        },
      });
      ledger.reserve({ voucher, signature, signer }, call());
      const changed = { voucher, signer, signature: Uint8Array.from([...signature.slice(1), 0]) };
      const error = await thrownBy(() => ledger.reserve(changed, call()));
      expect(error.message).to.equal("the signature is checked");
    });

    it("says why a channel or a voucher does not last", async () => {
      const { ledger } = await opened();
      const short = await signed({ diem: 50n, expiry: now + 30n });
      ledger.reserve(short, call());
      const reserve = (of: vouchers.SignedVoucher) => ledger.reserve(of, call({ now: now + 20n }));
      expect(await refusal(() => reserve(short))).to.equal("VoucherExpired");
      const longer = await signed({ diem: 50n });
      reserve(longer);
      await ledger.track({ ...providerTerms, closesTs: now + 25n });
      expect(await refusal(() => reserve(longer))).to.equal("ChannelClosing");
    });
  });

  it("is stored by one commit for all that happens in a turn", async () => {
    const inner = vouchers.memoryStore();
    const batches: number[] = [];
    const store = {
      ...inner,
      commit: (batch: vouchers.Batch) => {
        batches.push(batch.changes.length);
        return inner.commit(batch);
      },
    };
    const { ledger } = await opened({ store });
    const newest = await signed({ diem: 1_000n });
    batches.length = 0;
    const calls = Array.from({ length: 32 }, () => ledger.reserve(newest, call()));
    const usages = await Promise.all(calls.map((one) => one.settle(most)));
    expect(batches).to.deep.equal([33]); // the channel, and each call that ended
    expect(usages.map(({ diem }) => diem)).to.deep.equal(
      Array.from({ length: 32 }, (_, nth) => BigInt(nth + 1) * 10n),
    );
  });

  it("is in the store where that was waited for, or where it has cost something", async () => {
    const store = vouchers.memoryStore();
    const { ledger } = await opened({ store });
    const newest = await signed({ diem: 1_000n });
    const ids = async () => {
      for await (const [, text] of store.entries("")) {
        const { calls } = JSON.parse(text) as { readonly calls?: readonly { id: string }[] };
        if (calls !== undefined) return calls.map(({ id }) => id);
      }
      throw new Error("the channel is not there");
    };
    const [quick, waited, costly] = [call(), call(), call()].map((one) =>
      ledger.reserve(newest, one),
    ) as [vouchers.Reservation, vouchers.Reservation, vouchers.Reservation];
    await costly.progress({ diem: 1n });
    expect(await ids()).to.deep.equal([costly.callId]);
    await waited.stored();
    expect(await ids()).to.deep.equal([waited.callId, costly.callId]);
    await quick.settle(most);
    await waited.settle(most);
    expect(await ids()).to.deep.equal([costly.callId]);
  });
});
