import { expect } from "chai";
import { vouchers } from "@diem/sdk";
import { CHANNEL, CLOCK, NOW, providerTerms, signed, SIGNER, TAG, use } from "./ledgers-support";
import { key } from "./support";

const now = NOW;

async function opened(terms: Partial<vouchers.ProviderChannelTerms> = {}) {
  const store = vouchers.memoryStore();
  const clock = CLOCK;
  const ledger = await vouchers.ProviderLedger.open({
    store,
    clusterTag: TAG,
    clock,
    marginSecs: 0n,
  });
  await ledger.track({ ...providerTerms, ...terms });
  return ledger;
}

/** A ledger with one voucher of which 40 DIEM base units and 20 micro-credits are used. */
async function used(fields: Partial<vouchers.Voucher> = {}) {
  const ledger = await opened();
  const newest = await signed({ diem: 100n, quota: 50n, ...fields });
  await ledger.accept(newest, { now });
  await use(ledger, CHANNEL, { diem: 40n, quota: 20n, now });
  return { ledger, newest };
}

const reasons = (ledger: vouchers.ProviderLedger, rules: Partial<vouchers.DueRules> = {}) =>
  ledger.due({ now, leadSecs: 0n, ...rules }).map((due) => due.reasons);

describe("sdk: what a provider's ledger has to settle", () => {
  it("is what was used, once it reaches a threshold", async () => {
    const { ledger, newest } = await used();
    expect(reasons(ledger)).to.deep.equal([]);
    expect(reasons(ledger, { diemAtLeast: 41n, quotaAtLeast: 21n })).to.deep.equal([]);
    expect(reasons(ledger, { quotaAtLeast: 20n })).to.deep.equal([["threshold"]]);
    expect(ledger.due({ now, leadSecs: 0n, diemAtLeast: 40n })).to.deep.equal([
      {
        channel: CHANNEL,
        reasons: ["threshold"],
        entries: [{ signed: newest, claim: { diem: 40n, quota: 20n } }],
      },
    ]);
    await ledger.settled(CHANNEL, { epoch: 10, quota: 5n, diem: 30n });
    expect(reasons(ledger, { diemAtLeast: 11n, quotaAtLeast: 16n })).to.deep.equal([]);
    expect(reasons(ledger, { diemAtLeast: 10n })).to.deep.equal([["threshold"]]);
    expect(reasons(ledger, { quotaAtLeast: 15n })).to.deep.equal([["threshold"]]);
  });

  it("leaves out a part that would not advance", async () => {
    const { ledger } = await used();
    const claims = () =>
      ledger
        .due({ now, leadSecs: 0n, diemAtLeast: 0n, quotaAtLeast: 0n })
        .flatMap(({ entries }) => entries.map(({ claim }) => claim));
    await ledger.settled(CHANNEL, { epoch: 10, quota: 20n, diem: 0n });
    expect(claims()).to.deep.equal([{ diem: 40n }]);
    await ledger.settled(CHANNEL, { epoch: 10, quota: 0n, diem: 40n });
    expect(claims()).to.deep.equal([]);
    await use(ledger, CHANNEL, { quota: 1n, now });
    expect(claims()).to.deep.equal([{ quota: 21n }]);
  });

  it("is due before its voucher expires, and gone after", async () => {
    const { ledger } = await used({ expiry: 2_050n });
    expect(reasons(ledger, { leadSecs: 49n })).to.deep.equal([]);
    expect(reasons(ledger, { leadSecs: 50n })).to.deep.equal([["expiry"]]);
    expect(reasons(ledger, { now: 2_049n, leadSecs: 1n })).to.deep.equal([["expiry"]]);
    expect(reasons(ledger, { now: 2_050n, diemAtLeast: 1n })).to.deep.equal([]);
  });

  it("is due before its quota lapses; the money stays", async () => {
    const { ledger } = await used();
    expect(reasons(ledger, { leadSecs: 199n })).to.deep.equal([]);
    expect(reasons(ledger, { leadSecs: 200n })).to.deep.equal([["lapse"]]);
    expect(reasons(ledger, { now: 2_199n, leadSecs: 1n })).to.deep.equal([["lapse"]]);
    const [late] = ledger.due({ now: 2_200n, leadSecs: 500n, diemAtLeast: 1n, quotaAtLeast: 1n });
    expect(late?.reasons).to.deep.equal(["threshold"]);
    expect(late?.entries.map(({ claim }) => claim)).to.deep.equal([{ diem: 40n }]);
    await ledger.settled(CHANNEL, { epoch: 10, quota: 20n, diem: 0n });
    expect(reasons(ledger, { leadSecs: 200n })).to.deep.equal([]);
  });

  it("is due as soon as the channel closes", async () => {
    const { ledger } = await used();
    await ledger.track({ ...providerTerms, closesTs: 9_000n });
    expect(reasons(ledger, { quotaAtLeast: 1n })).to.deep.equal([["threshold", "closing"]]);
    await ledger.settled(CHANNEL, { epoch: 10, quota: 20n, diem: 40n });
    expect(reasons(ledger)).to.deep.equal([]);
  });

  it("is one entry for each epoch's quota, the older first, and the money with the newest", async () => {
    const ledger = await opened();
    const older = await signed({ epoch: 9, diem: 100n, quota: 50n });
    await ledger.accept(older, { now });
    await use(ledger, CHANNEL, { diem: 40n, quota: 20n, now });
    const newest = await signed({ diem: 100n, quota: 30n });
    expect(await ledger.accept(newest, { now })).to.deep.equal({ diem: 60n, quota: 30n });
    await use(ledger, CHANNEL, { diem: 1n, quota: 7n, now });
    const [due] = ledger.due({ now, leadSecs: 100n, quotaAtLeast: 27n });
    expect(due?.reasons).to.deep.equal(["threshold", "lapse"]);
    expect(due?.entries).to.deep.equal([
      { signed: older, claim: { quota: 20n } },
      { signed: newest, claim: { diem: 41n, quota: 7n } },
    ]);
    await ledger.settled(CHANNEL, { epoch: 9, quota: 20n, diem: 0n });
    const [rest] = ledger.due({ now, leadSecs: 200n });
    expect(rest?.entries.map(({ signed: of }) => of)).to.deep.equal([newest]);
  });

  it("drops a voucher of an epoch that lapsed as a newer one comes", async () => {
    const ledger = await opened();
    await ledger.accept(await signed({ epoch: 9, diem: 100n, quota: 50n }), { now });
    await use(ledger, CHANNEL, { quota: 20n, now });
    const quotas = [{ epoch: 11, allowance: 500n, used: 0n }];
    await ledger.track({ ...providerTerms, quotas });
    await ledger.accept(await signed({ epoch: 11, diem: 100n, quota: 1n }), { now: 2_100n });
    await use(ledger, CHANNEL, { diem: 5n, now: 2_100n });
    // a clock that runs back would show what is still held
    const [due] = ledger.due({ now, leadSecs: 0n, diemAtLeast: 1n });
    expect(due?.entries.map(({ signed: { voucher } }) => voucher.epoch)).to.deep.equal([11]);
  });

  it("claims money of the older voucher, as far as it goes, where the newest has expired", async () => {
    const ledger = await opened();
    const older = await signed({ epoch: 9, diem: 30n, quota: 50n });
    await ledger.accept(older, { now });
    await ledger.accept(await signed({ diem: 100n, expiry: 2_010n }), { now });
    await use(ledger, CHANNEL, { diem: 40n, now });
    const [due] = ledger.due({ now: 2_010n, leadSecs: 0n, diemAtLeast: 1n });
    expect(due?.entries).to.deep.equal([{ signed: older, claim: { diem: 30n } }]);
  });

  it("claims no more than a voucher says, whatever the chain settled", async () => {
    const { ledger } = await used();
    await ledger.settled(CHANNEL, { epoch: 10, quota: 60n, diem: 150n });
    expect(reasons(ledger, { leadSecs: 500n, diemAtLeast: 1n })).to.deep.equal([]);
  });

  it("is told for each channel", async () => {
    const { ledger } = await used();
    await ledger.track({ ...providerTerms, channel: key(9) });
    await ledger.track({ ...providerTerms, channel: key(10) });
    await ledger.accept(await signed({ channel: key(10), diem: 3n }, SIGNER), { now });
    await use(ledger, key(10), { diem: 2n, now });
    const due = ledger.due({ now, leadSecs: 0n, diemAtLeast: 1n });
    expect(due.map(({ channel }) => channel.toBase58())).to.deep.equal(
      [CHANNEL, key(10)].map((channel) => channel.toBase58()),
    );
  });
});
