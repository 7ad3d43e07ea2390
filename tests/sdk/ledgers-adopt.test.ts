import { expect } from "chai";
import { type events, vouchers } from "@diem/sdk";
import {
  authorize,
  CHANNEL,
  CLOCK,
  consumerTerms,
  contents,
  fragileStore,
  NOW,
  providerTerms,
  signed,
  SIGNER,
  TAG,
  use,
} from "./ledgers-support";
import { key, thrownBy } from "./support";

type Settlement = events.EventData<"VouchersSettled">;
type Entry = Settlement["entries"][number];

const now = NOW;
const OTHER = key(30);

/** An entry that settled 30 DIEM base units and 10 micro-credits of epoch 10, unless told otherwise. */
const entry = (fields: Partial<Entry> = {}): Entry => ({
  channel: CHANNEL,
  errorCode: 0,
  channelSequence: 2n,
  settled: 30n,
  quotaEpoch: 10,
  quotaUsed: 10n,
  ...fields,
});
const skipped = (fields: Partial<Entry> = {}) =>
  entry({ errorCode: 6_617, channelSequence: 0n, settled: 0n, quotaUsed: 0n, ...fields });

const settlement = (...entries: Entry[]): Settlement => ({
  stamp: { market: key(1), slot: 1n, timestamp: now, sequence: 3n },
  provider: key(3),
  epoch: 10,
  entries,
});

/** Settlements that change nothing here: of others, skipped, or both. */
const FOREIGN = [
  settlement(),
  settlement(entry({ channel: key(31), settled: 999n })),
  settlement(skipped()),
  // a skipped voucher has no figures; were there some, they would not count
  settlement(skipped({ settled: 999n, quotaUsed: 99n })),
];

describe("sdk: ledgers adopt settlements", () => {
  describe("the provider's", () => {
    /** Two channels, of each of which 40 DIEM base units and 20 micro-credits are used. */
    async function served(store: vouchers.Store = vouchers.memoryStore()) {
      const ledger = await vouchers.ProviderLedger.open({ store, clusterTag: TAG, clock: CLOCK });
      for (const channel of [CHANNEL, OTHER]) {
        await ledger.track({ ...providerTerms, channel });
        await ledger.accept(await signed({ channel, diem: 100n, quota: 50n }), { now });
        await use(ledger, channel, { diem: 40n, quota: 20n, now });
      }
      return { ledger, store };
    }
    /** What is claimed of each channel, and whether the rule of so much unsettled DIEM holds. */
    const due = (ledger: vouchers.ProviderLedger, diemAtLeast = 1n) =>
      ledger
        .due({ now, leadSecs: 0n, diemAtLeast, quotaAtLeast: 11n })
        .map(({ channel }) => channel);

    it("books every channel that it tracks, as `settled` does", async () => {
      const of = await served();
      const same = await served();
      await of.ledger.adopt(
        settlement(
          entry(),
          skipped({ channel: key(31) }),
          entry({ channel: key(32), settled: 7n }),
          entry({ channel: OTHER, settled: 40n, quotaUsed: 20n }),
        ),
      );
      await same.ledger.settled(CHANNEL, { epoch: 10, quota: 10n, diem: 30n });
      await same.ledger.settled(OTHER, { epoch: 10, quota: 20n, diem: 40n });
      expect(await contents(of.store)).to.deep.equal(await contents(same.store));
      expect(due(of.ledger, 10n)).to.deep.equal([CHANNEL]);
      expect(due(of.ledger, 11n)).to.deep.equal([]);
    });

    it("changes nothing for a settlement of others, or of none", async () => {
      const { ledger, store } = await served();
      const before = await contents(store);
      for (const foreign of FOREIGN) await ledger.adopt(foreign);
      expect(await contents(store)).to.deep.equal(before);
      expect(due(ledger)).to.deep.equal([CHANNEL, OTHER]);
    });

    it("counts what is adopted twice, or out of order, once", async () => {
      const { ledger, store } = await served();
      await ledger.adopt(settlement(entry()));
      const before = await contents(store);
      await ledger.adopt(settlement(entry()));
      await ledger.adopt(settlement(entry({ settled: 20n, quotaUsed: 5n })));
      await ledger.adopt(settlement(entry({ settled: 29n, quotaEpoch: 8, quotaUsed: 0n })));
      expect(await contents(store)).to.deep.equal(before);
    });

    it("can be asked again after the store failed", async () => {
      const store = fragileStore();
      const { ledger } = await served(store);
      store.broken = true;
      const error = await thrownBy(() => ledger.adopt(settlement(entry())));
      expect(error.message).to.equal("the disk is full");
      const before = await contents(store);
      store.broken = false;
      await ledger.adopt(settlement(entry()));
      expect(due(ledger, 40n)).to.deep.equal([OTHER]);
      expect(await contents(store)).not.to.deep.equal(before);
    });
  });

  describe("the consumer's", () => {
    /** A ledger that signed for 100 DIEM base units and 50 micro-credits, and heard of no use. */
    async function opened() {
      const store = vouchers.memoryStore();
      const terms = consumerTerms;
      const ledger = await vouchers.ConsumerLedger.open({ terms, signer: SIGNER, store });
      await authorize(ledger, { diem: 100n, quota: 50n });
      return { ledger, store };
    }

    it("books its own channel, as `settled` does", async () => {
      const of = await opened();
      const same = await opened();
      await of.ledger.adopt(settlement(skipped({ channel: OTHER }), entry()));
      await same.ledger.settled({ epoch: 10, quota: 10n, diem: 30n });
      expect(of.ledger.state.used).to.deep.equal({ quota: 10n, diem: 30n });
      expect(await contents(of.store)).to.deep.equal(await contents(same.store));
    });

    it("changes nothing for a settlement of others, or of none", async () => {
      const { ledger, store } = await opened();
      const before = [ledger.state, await contents(store)];
      for (const foreign of FOREIGN) await ledger.adopt(foreign);
      expect([ledger.state, await contents(store)]).to.deep.equal(before);
    });
  });
});
