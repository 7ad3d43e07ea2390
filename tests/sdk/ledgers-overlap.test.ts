import { expect } from "chai";
import fc from "fast-check";
import { vouchers } from "@diem/sdk";
import {
  authorize,
  CHANNEL,
  CLOCK,
  consumerTerms,
  NOW,
  providerTerms,
  refusal,
  SIGNER,
  TAG,
} from "./ledgers-support";

const now = NOW;

/** A consumer's ledger and a provider's of one channel. */
async function openBoth(deposit: bigint, allowance: bigint) {
  const [one, other] = [vouchers.memoryStore(), vouchers.memoryStore()];
  const terms = { ...consumerTerms, deposit, allowance };
  const consumer = await vouchers.ConsumerLedger.open({ terms, signer: SIGNER, store: one });
  const provider = await vouchers.ProviderLedger.open({
    store: other,
    clusterTag: TAG,
    clock: CLOCK,
  });
  const quotas = [{ epoch: 10, allowance, used: 0n }];
  await provider.track({ ...providerTerms, deposit, quotas });
  return { consumer, provider, store: one };
}

/** One of many calls at once. */
const call = fc.record({
  credits: fc.bigInt({ min: 1n, max: 10_000_000n }),
  percent: fc.bigInt({ min: 0n, max: 100n }),
});
const MANY = 32;
const order = fc.shuffledSubarray(
  Array.from({ length: MANY }, (_, nth) => nth),
  { minLength: MANY, maxLength: MANY },
);

describe("sdk: calls that overlap on one channel", () => {
  it("are all admitted and paid, in any order of requests, ends and answers", async () => {
    const input = fc.record({
      calls: fc.array(call, { minLength: MANY, maxLength: MANY, size: "max" }),
      allowance: fc.bigInt({ min: 0n, max: 100_000_000n }),
      requests: order,
      ends: order,
      answers: order,
    });
    await fc.assert(
      fc.asyncProperty(input, async ({ calls, allowance, requests, ends, answers }) => {
        const price = consumerTerms.price;
        // what all may cost at most: in DIEM alone, as the quota may be less
        const deposit = calls.reduce(
          (sum, { credits }) => sum + vouchers.callCost({ credits, price }),
          0n,
        );
        const { consumer, provider } = await openBoth(deposit, allowance);
        const requireCovered = () => {
          const { signed, used } = consumer.state;
          expect(used.diem <= signed.diem && used.quota <= signed.quota).to.equal(true);
          expect(signed.diem <= deposit && signed.quota <= allowance).to.equal(true);
          const latest = provider.latest(CHANNEL);
          if (latest === null) return;
          const { usage, signed: held } = latest;
          expect(usage.diem <= held.voucher.diem && usage.quota <= held.voucher.quota).to.equal(
            true,
          );
        };
        const opened = await Promise.all(calls.map(({ credits }) => consumer.open({ credits })));
        requireCovered();
        const reserved = new Map<number, vouchers.Reservation>();
        for (const nth of requests) {
          const { signed, callId, most } = opened[nth] as vouchers.OpenCall;
          const sent = vouchers.fromText(vouchers.toText(signed));
          reserved.set(nth, provider.reserve(sent, { callId, most, now }));
          requireCovered();
        }
        const usages = new Map<number, vouchers.Usage>();
        const served = { quota: 0n, diem: 0n };
        await Promise.all(
          ends.map(async (nth) => {
            const reservation = reserved.get(nth) as vouchers.Reservation;
            const part = (most: bigint) => (most * (calls[nth]?.percent ?? 0n)) / 100n;
            const cost = { quota: part(reservation.most.quota), diem: part(reservation.most.diem) };
            served.quota += cost.quota;
            served.diem += cost.diem;
            usages.set(nth, await reservation.settle(cost));
            requireCovered();
          }),
        );
        for (const nth of answers) {
          await (opened[nth] as vouchers.OpenCall).close(usages.get(nth));
          requireCovered();
        }
        expect(consumer.state.used).to.deep.equal(served);
        const { quota, diem } = provider.latest(CHANNEL)?.usage ?? { quota: 0n, diem: 0n };
        expect({ quota, diem }).to.deep.equal(served);
      }),
      { numRuns: 25 },
    );
  });

  it("are admitted while others end and begin, with never more signed than what all may cost", async () => {
    const steps = fc.array(
      fc.record({
        begin: fc.boolean(),
        pick: fc.nat(1_000),
        credits: fc.bigInt({ min: 1n, max: 5_000_000n }),
      }),
      { minLength: 1, maxLength: 120, size: "max" },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        const { consumer, provider } = await openBoth(10n ** 9n, 20_000_000n);
        const running: { call: vouchers.OpenCall; at: vouchers.Reservation }[] = [];
        const answers: { call: vouchers.OpenCall; usage: vouchers.Usage }[] = [];
        for (const { begin, pick, credits } of taken) {
          const ending = running[pick % Math.max(running.length, 1)];
          const answer = answers[pick % Math.max(answers.length, 1)];
          if (begin && running.length < MANY) {
            const opened = await consumer.open({ credits });
            const { signed, callId, most } = opened;
            running.push({ call: opened, at: provider.reserve(signed, { callId, most, now }) });
          } else if (pick % 2 === 0 && ending !== undefined) {
            running.splice(running.indexOf(ending), 1);
            const cost = { diem: ending.at.most.diem / 2n, quota: ending.at.most.quota };
            answers.push({ call: ending.call, usage: await ending.at.settle(cost) });
          } else if (answer !== undefined) {
            answers.splice(answers.indexOf(answer), 1);
            await answer.call.close(answer.usage);
          }
          const open = [...running, ...answers].map(({ call: { most } }) => most);
          const most = open.reduce((sum, { diem }) => sum + diem, consumer.state.used.diem);
          expect(consumer.available.diem).to.equal(10n ** 9n - most);
          const latest = provider.latest(CHANNEL);
          const covered = latest === null || latest.usage.diem <= latest.signed.voucher.diem;
          expect(covered && consumer.state.used.diem <= consumer.state.signed.diem).to.equal(true);
        }
      }),
      { numRuns: 25 },
    );
  });

  it("are not refused for what late answers count twice, where the deposit covers them", async () => {
    const { consumer, provider } = await openBoth(100n, 0n);
    const calls = await Promise.all([60n, 30n].map((diem) => consumer.open({ diem })));
    const usages: vouchers.Usage[] = [];
    for (const { signed, callId, most } of calls) {
      const cost = { diem: most.diem / 3n };
      usages.push(await provider.reserve(signed, { callId, most, now }).settle(cost));
    }
    // the second answer is first: what the first call cost is used, and what it may cost is still open
    await calls[1]?.close(usages[1]);
    expect(consumer.state.used.diem).to.equal(30n);
    expect(consumer.available.diem).to.equal(10n);
    const next = await consumer.open({ diem: 40n });
    expect(next.signed.voucher.diem).to.equal(100n);
    const { signed, callId, most } = next;
    await provider.reserve(signed, { callId, most, now }).release();
    // nothing of it can be used already
    expect(await refusal(() => consumer.open({ diem: 61n }))).to.equal("OverDeposit");
  });

  it("share one signature where they are opened together, and the same bytes while those cover", async () => {
    let asked = 0;
    const signer: vouchers.VoucherSigner = {
      publicKey: SIGNER.publicKey,
      signMessage: async (bytes) => {
        asked += 1;
        await new Promise((resolve) => setImmediate(resolve));
        return SIGNER.signMessage(bytes);
      },
    };
    const store = vouchers.memoryStore();
    const ledger = await vouchers.ConsumerLedger.open({ terms: consumerTerms, signer, store });
    const calls = await Promise.all(Array.from({ length: 32 }, () => ledger.open({ diem: 3n })));
    expect(asked).to.be.at.most(2);
    expect(calls.at(-1)?.signed.voucher.diem).to.equal(96n);
    for (const call of calls) await call.close({ epoch: 10, quota: 0n, diem: 40n });
    const before = asked;
    const again = await ledger.open({ diem: 56n });
    expect(again.signed).to.equal(ledger.state.newest);
    expect(asked).to.equal(before);
    expect((await ledger.open({ diem: 1n })).signed.voucher.diem).to.equal(97n);
  });

  it("are refused together only where the deposit does not cover them", async () => {
    const { consumer } = await openBoth(100n, 0n);
    const calls = Array.from({ length: 11 }, () => consumer.open({ diem: 10n }));
    const done = await Promise.allSettled(calls);
    expect(done.map(({ status }) => status)).to.deep.equal([
      ...Array.from({ length: 10 }, () => "fulfilled"),
      "rejected",
    ]);
    expect(consumer.available).to.deep.equal({ quota: 0n, diem: 0n });
    const [first] = done;
    if (first?.status !== "fulfilled") throw new Error("the first call was refused");
    await first.value.close({ epoch: 10, quota: 0n, diem: 2n });
    expect(consumer.available.diem).to.equal(8n);
    // whose cost the 2 are, a consumer cannot know
    expect(await refusal(() => consumer.open({ diem: 11n }))).to.equal("OverDeposit");
    await consumer.open({ diem: 10n });
  });

  it("draw the quota that is left of the others, and DIEM beyond it", async () => {
    const { consumer } = await openBoth(1_000n, 1_500_000n);
    const [first, second] = await Promise.all([
      consumer.open({ credits: 1_000_000n }),
      consumer.open({ credits: 1_500_000n }),
    ]);
    expect(first.most).to.deep.equal({ quota: 1_000_000n, diem: 0n });
    expect(second.most).to.deep.equal({ quota: 500_000n, diem: 3n });
  });

  it("that end without an answer cost nothing, until another answer says otherwise", async () => {
    const { consumer } = await openBoth(100n, 0n);
    const lost = await consumer.open({ diem: 60n });
    await lost.close();
    const next = await consumer.open({ diem: 40n });
    expect(next.signed).to.equal(lost.signed);
    await next.close({ epoch: 10, quota: 0n, diem: 60n });
    expect(consumer.available.diem).to.equal(40n);
    await next.close({ epoch: 10, quota: 0n, diem: 60n });
  });

  it("are covered ahead by the headroom, within deposit and budget", async () => {
    const open = (headroom: bigint, budget?: bigint) =>
      vouchers.ConsumerLedger.open({
        terms: consumerTerms,
        signer: SIGNER,
        store: vouchers.memoryStore(),
        headroom,
        ...(budget === undefined ? {} : { budget }),
      });
    const ledger = await open(50n);
    const first = await ledger.open({ diem: 10n });
    expect(first.signed.voucher.diem).to.equal(60n);
    expect((await ledger.open({ diem: 50n })).signed).to.equal(first.signed);
    expect((await ledger.open({ diem: 1n })).signed.voucher.diem).to.equal(111n);
    expect((await authorize(await open(5_000n), { diem: 1n })).voucher.diem).to.equal(1_000n);
    expect((await authorize(await open(5_000n, 300n), { diem: 1n })).voucher.diem).to.equal(300n);
  });

  it("that are opened before the turn of an epoch hold their money, and no quota after it", async () => {
    const { consumer } = await openBoth(1_000n, 500n);
    const old = await consumer.open({ diem: 100n, quota: 400n });
    consumer.setTerms({ ...consumerTerms, epoch: 11, allowance: 500n });
    expect(consumer.available).to.deep.equal({ quota: 500n, diem: 900n });
    const next = await consumer.open({ diem: 50n, quota: 500n });
    expect(next.signed.voucher).to.include({ epoch: 11, quota: 500n, diem: 150n });
    await old.close({ epoch: 10, quota: 400n, diem: 100n });
    expect(consumer.state.used).to.deep.equal({ quota: 0n, diem: 100n });
  });

  it("tell a ledger that lost its store from a provider that claims too much", async () => {
    const { consumer, store } = await openBoth(1_000n, 0n);
    const beyond = { epoch: 10, quota: 0n, diem: 700n };
    const blank = () => consumer.acknowledge(beyond);
    expect(await refusal(blank, /restore it from the newest voucher/)).to.equal("LedgerLost");
    const call = await consumer.open({ diem: 600n });
    expect(await refusal(() => call.close(beyond), /do not sign more vouchers for it/)).to.equal(
      "Uncovered",
    );
    // the chain knows of more than the ledger: it is another one's, or lost
    await consumer.settled({ epoch: 10, quota: 0n, diem: 650n });
    expect(consumer.state.lost).to.equal(true);
    const again = await vouchers.ConsumerLedger.open({
      terms: consumerTerms,
      signer: SIGNER,
      store,
    });
    expect(await refusal(() => again.acknowledge(beyond))).to.equal("LedgerLost");
    const newest = await vouchers.sign({
      voucher: { ...call.signed.voucher, diem: 800n },
      signer: SIGNER,
    });
    await again.restore(newest);
    expect(again.state).to.deep.include({ lost: false, newest });
    await again.acknowledge(beyond);
    expect(again.state.used.diem).to.equal(700n);
    expect((await again.open({ diem: 100n })).signed).to.equal(newest);
  });
});
