import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { errors, vouchers } from "@diem/sdk";
import { reopened, used } from "./ledgers-provider-setup";
import { CHANNEL, contents, NOW, providerTerms, refusal, signed } from "./ledgers-support";
import { keypair, thrownBy } from "./support";

const now = NOW;
const most = { diem: 10n };
const call = (input: Partial<vouchers.ReserveInput> = {}) => ({
  callId: randomUUID(),
  most,
  now,
  ...input,
});

describe("sdk: what a provider's ledger sets aside over turns and partitions", () => {
  describe("over the turn of an epoch", () => {
    const later = 2_110n;
    const turned = {
      ...providerTerms,
      quotas: [
        { epoch: 10, allowance: 500n, used: 0n },
        { epoch: 11, allowance: 500n, used: 0n },
      ],
    };

    it("is booked to the epoch of its voucher", async () => {
      const { ledger, store } = await used();
      const before = ledger.reserve(CHANNEL, call({ most: { quota: 10n, diem: 10n } }));
      await ledger.track(turned);
      const next = await signed({ epoch: 11, diem: 120n, quota: 40n });
      const after = ledger.reserve(next, call({ now: later, most: { quota: 5n, diem: 1n } }));
      expect(before.epoch).to.equal(10);
      expect(after.epoch).to.equal(11);
      expect(await before.settle({ quota: 8n, diem: 9n })).to.deep.equal({
        epoch: 10,
        quota: 28n,
        diem: 49n,
      });
      expect(await after.settle({ quota: 5n, diem: 1n })).to.deep.equal({
        epoch: 11,
        quota: 5n,
        diem: 50n,
      });
      const rules = { now: later, leadSecs: 0n, diemAtLeast: 1n, quotaAtLeast: 1n };
      for (const of of [ledger, await reopened(store)]) {
        const [due] = of.due(rules);
        expect(due?.entries.map(({ claim }) => claim)).to.deep.equal([
          { quota: 28n },
          { quota: 5n, diem: 50n },
        ]);
      }
    });

    it("takes a voucher of the epoch before that comes after one of the next, and keeps it to be settled", async () => {
      const { ledger, store } = await used();
      await ledger.track(turned);
      ledger.reserve(await signed({ epoch: 11, diem: 120n }), call({ now: later }));
      const late = await signed({ diem: 110n, quota: 80n });
      const quota = { quota: 60n };
      const reserved = ledger.reserve(late, call({ now: later, most: quota }));
      expect(reserved.epoch).to.equal(10);
      expect(await reserved.settle(quota)).to.deep.equal({ epoch: 10, quota: 80n, diem: 40n });
      await reopened(store);
      const tooMuch = await signed({ diem: 110n, quota: 501n });
      const over = () => ledger.reserve(tooMuch, call({ now: later }));
      expect(await refusal(over)).to.equal("OverQuota");
      const lapsed = () => ledger.reserve(late, call({ now: 2_195n, most: { quota: 1n } }));
      expect(await refusal(lapsed)).to.equal("BeyondCeiling");
    });

    it("keeps the part of an epoch that has lapsed until its calls have ended", async () => {
      const { ledger } = await used();
      const long = ledger.reserve(CHANNEL, call({ most: { quota: 10n } }));
      const quotas = [{ epoch: 12, allowance: 500n, used: 0n }];
      await ledger.track({ ...providerTerms, quotas });
      await ledger.accept(await signed({ epoch: 12, diem: 120n }), { now: 2_210n });
      expect(await long.settle({ quota: 10n })).to.deep.equal({ epoch: 10, quota: 30n, diem: 40n });
    });
  });

  describe("by partition", () => {
    const key = (seed: number) => keypair(seed).publicKey;
    const clusterTag = Uint8Array.of(1, 2, 3, 4);
    const clock = { genesisTs: 1_000n, epochSecs: 100n };

    it("is each ledger's own, and one that lost its lease writes nothing", async () => {
      const store = vouchers.memoryStore();
      const partition = vouchers.partitionOf(CHANNEL);
      const lease = `lease/${String(partition)}`;
      const open = (owner: string) =>
        vouchers.ProviderLedger.open({
          store,
          clusterTag,
          clock,
          partitions: [partition],
          lease: () => ({ key: lease, value: owner }),
        });
      await store.commit({ changes: [{ key: lease, value: "a" }] });
      const first = await open("a");
      await first.track(providerTerms);
      await first.accept(await signed({ diem: 100n }), { now });
      const stranger = Array.from({ length: 20 }, (_, seed) => key(seed + 40)).find(
        (channel) => vouchers.partitionOf(channel) !== partition,
      );
      if (stranger === undefined) throw new Error("all channels are of one partition");
      const foreign = () => first.track({ ...providerTerms, channel: stranger });
      expect(await refusal(foreign, /forward the call/)).to.equal("PartitionWrong");
      const expected = [{ key: lease, value: "a" }];
      await store.commit({ changes: [{ key: lease, value: "b" }], expected });
      const error = await thrownBy(() => store.commit({ changes: [], expected }));
      expect(errors.isDiemError(error, "StoreConflict")).to.equal(true);
      const before = await contents(store);
      const lost = await thrownBy(() => first.reserve(CHANNEL, call()).settle(most));
      expect(errors.isDiemError(lost, "StoreConflict")).to.equal(true);
      expect(await contents(store)).to.deep.equal(before);
      const second = await open("b");
      expect((await second.reserve(CHANNEL, call()).settle(most)).diem).to.equal(10n);
      const empty = await vouchers.ProviderLedger.open({
        store,
        clusterTag,
        clock,
        partitions: [(partition + 1) % vouchers.PARTITIONS],
      });
      expect(empty.channels).to.deep.equal([]);
    });

    it("goes over to another ledger while both work, with what was used", async () => {
      const store = vouchers.memoryStore();
      const partition = vouchers.partitionOf(CHANNEL);
      const lease = `lease/${String(partition)}`;
      const fences = { first: "1", second: "2" };
      const open = (name: keyof typeof fences) =>
        vouchers.ProviderLedger.open({
          ...{ store, clusterTag, clock, partitions: [] },
          lease: () => ({ key: lease, value: fences[name] }),
        });
      const [first, second] = [await open("first"), await open("second")];
      await store.commit({ changes: [{ key: lease, value: "1" }] });
      await first.takePartition(partition);
      await first.track(providerTerms);
      const newest = await signed({ diem: 100n });
      await first.reserve(newest, call()).settle(most);
      const open_ = first.reserve(newest, call());
      await open_.progress({ diem: 3n });
      await store.commit({ changes: [{ key: lease, value: "2" }] });
      const cut = thrownBy(() => open_.settle(most));
      first.leavePartition(partition);
      expect(errors.isDiemError(await cut, "StoreConflict")).to.equal(true);
      expect([first.owns(CHANNEL), first.channels]).to.deep.equal([false, []]);
      const gone = () => first.reserve(newest, call());
      expect(errors.isDiemError(await thrownBy(gone), "UnknownChannel")).to.equal(true);
      await second.takePartition(partition);
      // the call that was open costs what was said last of it
      expect(second.latest(CHANNEL)?.usage.diem).to.equal(13n);
      expect((await second.reserve(newest, call()).settle(most)).diem).to.equal(23n);
      // what the first one had failed to write is not written under its next lease
      second.leavePartition(partition);
      fences.first = "3";
      await store.commit({ changes: [{ key: lease, value: "3" }] });
      await first.takePartition(partition);
      expect((await first.reserve(newest, call()).settle(most)).diem).to.equal(33n);
    });

    it("divides the addresses evenly", () => {
      const counts = new Map<number, number>();
      for (let seed = 0; seed < 6_400; seed++) {
        const bytes = new Uint8Array(32).fill(seed % 256);
        bytes[31] = seed >> 8;
        const { publicKey } = keypair(seed % 200);
        const partition = vouchers.partitionOf(publicKey);
        counts.set(partition, (counts.get(partition) ?? 0) + 1);
      }
      expect(Math.min(...counts.keys())).to.be.at.least(0);
      expect(Math.max(...counts.keys())).to.be.below(vouchers.PARTITIONS);
      expect(counts.size).to.be.above(50);
    });
  });
});
