import { expect } from "chai";
import { vouchers } from "@diem/sdk";
import { Keypair } from "@solana/web3.js";
import { type Ledger, opened, refused, reopened, used } from "./ledgers-provider-setup";
import {
  CHANNEL,
  contents,
  NOW,
  providerTerms,
  put,
  refusal,
  signed,
  SIGNER,
  TAG,
  use,
} from "./ledgers-support";
import { key, thrownBy } from "./support";

const { ProviderLedger } = vouchers;
const now = NOW;
const ENTRY = `diem-provider/01020304/${String(vouchers.partitionOf(CHANNEL)).padStart(2, "0")}/${CHANNEL.toBase58()}`;

describe("sdk: the provider's ledger, once it has vouchers", () => {
  describe("use", () => {
    it("counts up to the ceiling, and not beyond", async () => {
      const of = await used();
      expect(of.ledger.available(CHANNEL, { now })).to.deep.equal({ diem: 60n, quota: 30n });
      for (const more of [{ diem: 61n }, { quota: 31n }, { diem: 61n, quota: 1n }]) {
        const call = () => use(of.ledger, CHANNEL, { ...more, now });
        const message = /covers 60 DIEM base units and 30 micro-credits of quota more, .*: /;
        expect(await refused(of, call, message)).to.equal("BeyondCeiling");
      }
      const usage = await use(of.ledger, CHANNEL, { diem: 60n, quota: 30n, now });
      expect(usage).to.deep.equal({ epoch: 10, quota: 50n, diem: 100n });
      expect(of.ledger.available(CHANNEL, { now })).to.deep.equal({ diem: 0n, quota: 0n });
      const call = () => use(of.ledger, CHANNEL, { diem: 1n, now });
      expect(await refused(of, call)).to.equal("BeyondCeiling");
    });

    it("lets no two overlapping calls use the same", async () => {
      const { ledger } = await used();
      const calls = [1, 2, 3].map(() => use(ledger, CHANNEL, { diem: 25n, now }));
      const done = await Promise.allSettled(calls);
      expect(done.map(({ status }) => status)).to.deep.equal([
        "fulfilled",
        "fulfilled",
        "rejected",
      ]);
      expect(ledger.latest(CHANNEL)?.usage.diem).to.equal(90n);
    });

    it("is nothing without a voucher that counts", async () => {
      const of = await opened();
      const none = { diem: 0n, quota: 0n };
      expect(of.ledger.available(CHANNEL, { now })).to.deep.equal(none);
      expect(of.ledger.latest(CHANNEL)).to.equal(null);
      const call = () => use(of.ledger, CHANNEL, { diem: 1n, now });
      expect(await refused(of, call)).to.equal("BeyondCeiling");
      const fields = { diem: 9n, quota: 8n, expiry: 2_095n };
      await of.ledger.accept(await signed(fields), { now });
      const at = (ts: bigint) => of.ledger.available(CHANNEL, { now: ts });
      expect(at(2_084n)).to.deep.equal({ diem: 9n, quota: 8n });
      expect(at(2_085n)).to.deep.equal(none);
      await of.ledger.accept(await signed({ ...fields, expiry: 0n }), { now });
      expect(at(2_189n)).to.deep.equal({ diem: 9n, quota: 8n });
      expect(at(2_190n)).to.deep.equal({ diem: 9n, quota: 0n });
      await of.ledger.track({ ...providerTerms, closesTs: 2_050n });
      expect(at(2_039n)).to.deep.equal({ diem: 9n, quota: 8n });
      expect(at(2_040n)).to.deep.equal(none);
    });

    it("refuses amounts that do not fit", async () => {
      const { ledger } = await used();
      for (const more of [{ diem: -1n }, { quota: 2n ** 64n }]) {
        const error = await thrownBy(() => use(ledger, CHANNEL, { ...more, now }));
        expect(error).to.have.property("name", "InvalidAmount");
      }
    });
  });

  describe("what is settled", () => {
    it("counts as used, so that a lost store serves nothing twice", async () => {
      const quotas = [{ epoch: 10, allowance: 500n, used: 30n }];
      const { ledger } = await opened({ settled: 70n, quotas });
      const newest = await signed({ diem: 100n, quota: 50n });
      expect(await ledger.accept(newest, { now })).to.deep.equal({ diem: 30n, quota: 20n });
      await ledger.settled(CHANNEL, { epoch: 10, quota: 35n, diem: 80n });
      expect(ledger.available(CHANNEL, { now })).to.deep.equal({ diem: 20n, quota: 15n });
      await ledger.settled(CHANNEL, { epoch: 10, quota: 60n, diem: 110n });
      expect(ledger.available(CHANNEL, { now })).to.deep.equal({ diem: 0n, quota: 0n });
    });

    it("is never unsettled by a node that lags behind", async () => {
      const { ledger } = await used();
      await ledger.settled(CHANNEL, { epoch: 10, quota: 20n, diem: 40n });
      await ledger.track(providerTerms);
      await ledger.track({ ...providerTerms, quotas: [] });
      await ledger.settled(CHANNEL, { epoch: 10, quota: 3n, diem: 3n });
      expect(ledger.due({ now, leadSecs: 10_000n, diemAtLeast: 1n })).to.deep.equal([]);
    });

    it("is taken from the channel as from an event", async () => {
      const { ledger } = await used();
      const quotas = [{ epoch: 10, allowance: 500n, used: 20n }];
      await ledger.track({ ...providerTerms, settled: 40n, quotas });
      expect(ledger.due({ now, leadSecs: 10_000n, diemAtLeast: 1n })).to.deep.equal([]);
    });

    it("must fit, and be of a channel that is tracked", async () => {
      const of = await used();
      const error = await thrownBy(() =>
        of.ledger.settled(CHANNEL, { epoch: 10, quota: -1n, diem: 1n }),
      );
      expect(error).to.have.property("name", "InvalidAmount");
      const usage = { epoch: 10, quota: 1n, diem: 1n };
      const call = () => of.ledger.settled(key(9), usage);
      expect(await refused(of, call)).to.equal("UnknownChannel");
    });
  });

  describe("its channels", () => {
    it("come back from the store with all they had", async () => {
      const { ledger, store } = await used();
      await ledger.track({ ...providerTerms, channel: key(9), quotas: [], closesTs: 3_000n });
      await put(store, "something else", "{}");
      await put(store, ENTRY.replace("01020304", "01020305"), "of another cluster");
      const again = await reopened(store);
      const ids = (of: Ledger) => of.channels.map((channel) => channel.toBase58()).sort();
      expect(ids(again)).to.deep.equal(ids(ledger));
      expect(again.latest(CHANNEL)).to.deep.equal(ledger.latest(CHANNEL));
      const rules = { now, leadSecs: 10_000n };
      expect(again.due(rules)).to.deep.equal(ledger.due(rules));
    });

    it("are forgotten once they are closed, even by what waited", async () => {
      const of = await used();
      const newer = await signed({ diem: 200n, quota: 50n });
      const [forgotten, late] = await Promise.allSettled([
        of.ledger.forget(CHANNEL),
        of.ledger.accept(newer, { now }),
      ]);
      expect(forgotten.status).to.equal("fulfilled");
      expect(late.status === "rejected" && (late.reason as Error).name).to.equal("UnknownChannel");
      expect(await contents(of.store)).to.deep.equal([]);
      for (const call of [
        () => of.ledger.forget(CHANNEL),
        () => of.ledger.available(CHANNEL, { now }),
        () => of.ledger.latest(CHANNEL),
        () => use(of.ledger, CHANNEL, { now }),
      ]) {
        expect(await refusal(call)).to.equal("UnknownChannel");
      }
    });

    it("keep their signer, and take only terms that fit", async () => {
      const of = await used();
      const stranger = { ...providerTerms, voucherSigner: key(9) };
      expect(await refused(of, () => of.ledger.track(stranger))).to.equal("VoucherSignerWrong");
      const quota = { epoch: 10, allowance: 1n, used: 0n };
      for (const terms of [
        { deposit: -1n },
        { settled: 2n ** 64n },
        { closesTs: 2n ** 63n },
        { quotas: [{ ...quota, epoch: -1 }] },
        { quotas: [{ ...quota, allowance: -1n }] },
        { quotas: [{ ...quota, used: -1n }] },
      ]) {
        const error = await thrownBy(() => of.ledger.track({ ...providerTerms, ...terms }));
        expect(error).to.have.property("name", "InvalidAmount");
      }
    });
  });

  it("has a margin of a tenth of an epoch, and of ten minutes at most, unless told otherwise", async () => {
    for (const [epochSecs, margin] of [
      [9n, 0n],
      [100n, 10n],
      [5_999n, 599n],
      [6_000n, 600n],
      [86_400n, 600n],
    ] as const) {
      const store = vouchers.memoryStore();
      const clock = { genesisTs: now - 10n * epochSecs, epochSecs };
      const ledger = await ProviderLedger.open({ store, clusterTag: TAG, clock });
      await ledger.track(providerTerms);
      const soon = await signed({ diem: 1n, expiry: now + margin });
      expect(await refusal(() => ledger.accept(soon, { now }))).to.equal("VoucherExpired");
      await ledger.accept(await signed({ diem: 1n, expiry: now + margin + 1n }), { now });
    }
  });

  /** A stored call that reserved one base unit. */
  const callOf = (epoch: string, diem: string) =>
    JSON.stringify({
      id: "0",
      epoch,
      most: { quota: "0", diem: "1" },
      used: { quota: "0", diem },
    });

  it("reads no damaged entry", async () => {
    const { ledger, store } = await used();
    await ledger.track({
      ...providerTerms,
      quotas: [...providerTerms.quotas.slice(1), { epoch: 11, allowance: 7n, used: 0n }],
    });
    const newest = await signed({ epoch: 11, diem: 100n });
    await ledger.accept(newest, { now: 2_100n });
    const text = (await store.get(ENTRY)) ?? "";
    const held = vouchers.toText(await signed({ diem: 100n, quota: 50n }));
    const entry: unknown = JSON.parse(text);
    expect(entry).to.deep.equal({
      version: 1,
      terms: {
        voucherSigner: SIGNER.publicKey.toBase58(),
        deposit: "1000",
        settled: "0",
        price: "3",
        closesTs: null,
        quotas: [
          { epoch: "10", allowance: "500", used: "0" },
          { epoch: "11", allowance: "7", used: "0" },
        ],
      },
      used: "40",
      parts: [
        { signed: held, used: "20" },
        { signed: vouchers.toText(newest), used: "0" },
      ],
      calls: [],
    });
    const replacement = async (fields: Partial<vouchers.Voucher>, signer = SIGNER) =>
      vouchers.toText(await signed(fields, signer));
    const forged = vouchers.deserialize(
      vouchers.serialize(newest).map((byte, index) => (index === 56 ? byte ^ 1 : byte)),
    );
    const last = vouchers.toText(newest);
    const damages: readonly (readonly [from: string, to: string, reason: RegExp])[] = [
      [text, "{", /JSON/],
      [`"version":1`, `"version":"1"`, /version is not 1/],
      [SIGNER.publicKey.toBase58(), "x", /public key/],
      [SIGNER.publicKey.toBase58(), key(9).toBase58(), /another signer/],
      [`"settled":"0"`, `"settled":"41"`, /more is settled than used/],
      [`"quotas":[`, `"quotas":[1,`, /not an object/],
      [`"quotas"`, `"quota"`, /quotas is not a list/],
      [`"used":"40"`, `"used":40`, /used is not text/],
      [`"terms":{`, `"term":{`, /not an object/],
      [`"calls":[]`, `"calls":[${callOf("12", "1")}]`, /a call is of an epoch without a voucher/],
      [`"calls":[]`, `"calls":[${callOf("11", "2")}]`, /a call has used more than was reserved/],
      [`"closesTs":null`, `"closesTs":"9223372036854775808"`, /closesTs is 9223372036854775808/],
      [`"closesTs":null,`, ``, /closesTs is not text/],
      [held, "0", /base64url/],
      [last, await replacement({ epoch: 11, diem: 99n }), /out of order/],
      [last, await replacement({ epoch: 10, diem: 100n }), /out of order/],
      [last, await replacement({ channel: key(9) }), /another channel/],
      [last, await replacement({ clusterTag: new Uint8Array(4) }), /another cluster/],
      [last, vouchers.toText(forged), /signature/],
    ];
    for (const [from, to, reason] of damages) {
      expect(text).to.contain(from);
      await put(store, ENTRY, text.replace(from, to));
      const error = await thrownBy(() => reopened(store));
      expect(error.name, to).to.equal("DamagedState");
      expect(error.message).to.match(reason);
    }
    await put(store, ENTRY, text);
    await reopened(store);
  });

  it("are taken a few at a time, so that a process with many goes on with its other work", async () => {
    const { ledger, store } = await opened();
    const channels = Array.from({ length: 200 }, () => Keypair.generate().publicKey);
    await Promise.all(channels.map((channel) => ledger.track({ ...providerTerms, channel })));
    const work = { turns: 0, done: false };
    const turn = () => {
      work.turns += 1;
      if (!work.done) setImmediate(turn);
    };
    setImmediate(turn);
    const again = await reopened(store);
    work.done = true;
    expect(again.channels).to.have.length(201);
    expect(work.turns).to.be.greaterThan(2);
  });
});
