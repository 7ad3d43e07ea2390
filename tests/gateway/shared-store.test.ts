import { expect } from "chai";
import { errors, type vouchers } from "@diem/sdk";
import { Database } from "../../app/gateway/src/postgres/database";
import { expectedLease } from "../../app/gateway/src/postgres/lease";
import { Leases } from "../../app/gateway/src/postgres/leases";
import { PostgresStore } from "../../app/gateway/src/postgres/store";
import { mayUsePostgres, TestPostgres } from "../support/postgres";

const [FIRST, SECOND] = [
  "00000000-0000-4000-8000-000000000001",
  "00000000-0000-4000-8000-000000000002",
] as const;

if (mayUsePostgres()) {
  describe("the store that gateways share", () => {
    let server: TestPostgres;
    let database: Database;
    before(async () => {
      server = await TestPostgres.start();
      database = await open();
    });
    after(async () => {
      await database.close();
      await server.end();
    });

    const open = () =>
      Database.open({ url: server.url, schema: "diem_gateway", onError: () => undefined });
    const leasesOf = (owner: string) => new Leases({ database, owner, seconds: 60 });
    const batch = (fence: number, key: string, value: string | null): vouchers.Batch => ({
      changes: [{ key, value }],
      expected: [expectedLease({ partition: 7, fence })],
    });
    const refused = (promise: Promise<void>) =>
      promise.then(
        () => false,
        (error: unknown) => errors.isDiemError(error, "StoreConflict"),
      );

    /** Makes a gateway the owner of partition 7 by a new fence, which it returns. */
    async function owning(owner: string): Promise<number> {
      await leasesOf(owner).renew("http://127.0.0.1:1", false);
      const text = `UPDATE ${database.table("partitions")} SET owner = $1, fence = fence + 1
        WHERE partition = 7 RETURNING fence`;
      const [row] = await database.query<{ fence: number }>(text, [owner]);
      return row?.fence ?? 0;
    }

    it("is migrated once by gateways that start together", async () => {
      const several = await Promise.all([open(), open(), open()]);
      const text = "SELECT count(*)::integer AS count FROM diem_gateway.partitions";
      for (const one of several) {
        expect(await one.query(text, [])).to.deep.equal([{ count: 64 }]);
        await one.close();
      }
    });

    it("takes what an owner commits, by one statement for all that waits, and gives it back", async () => {
      const fence = await owning(FIRST);
      const store = new PostgresStore(database, FIRST);
      const keys = Array.from({ length: 100 }, (_, nth) => `a/${nth}`);
      await Promise.all(keys.map((key) => store.commit(batch(fence, key, key))));
      const rows = await database.query<{ revision: string }>(
        `SELECT DISTINCT revision FROM ${database.table("entries")}`,
        [],
      );
      expect(rows).to.have.length(1);
      expect(await store.get("a/7")).to.equal("a/7");
      expect(await store.get("a/none")).to.equal(null);
      const found: string[] = [];
      for await (const [key] of store.entries("a/")) found.push(key);
      expect(found).to.have.members(keys);
      await store.commit(batch(fence, "a/7", null));
      expect(await store.get("a/7")).to.equal(null);
    });

    it("refuses what an owner of before commits, and of the same owner under an older fence", async () => {
      const old = await owning(FIRST);
      const first = new PostgresStore(database, FIRST);
      const fence = await owning(SECOND);
      const second = new PostgresStore(database, SECOND);
      await second.commit(batch(fence, "b", "second"));
      expect(await refused(first.commit(batch(old, "b", "first")))).to.equal(true);
      expect(await refused(first.commit(batch(fence, "b", "first")))).to.equal(true);
      const again = await owning(FIRST);
      // a batch of each: the one is written, the other is not
      const [stale, fresh] = [batch(old, "b", "stale"), batch(again, "b", "fresh")];
      const results = await Promise.all([
        refused(first.commit(stale)),
        refused(first.commit(fresh)),
      ]);
      expect(results).to.deep.equal([true, false]);
      expect(await first.get("b")).to.equal("fresh");
    });

    it("keeps the later commit where an earlier one arrives after it", async () => {
      const fence = await owning(FIRST);
      const store = new PostgresStore(database, FIRST);
      // another store of the same gateway counts from the start again: its commits are earlier ones
      await store.commit(batch(fence, "other", "x"));
      await store.commit(batch(fence, "c", "later"));
      const delayed = new PostgresStore(database, FIRST);
      await delayed.commit(batch(fence, "c", "earlier"));
      expect(await store.get("c")).to.equal("later");
      await new PostgresStore(database, FIRST).commit(batch(fence, "c", null));
      expect(await store.get("c")).to.equal("later");
    });

    it("counts the gateways that take partitions, and keeps what one owns that is leaving", async () => {
      const url = "http://127.0.0.1:1";
      await owning(SECOND);
      expect(await leasesOf(FIRST).renew(url, false)).to.equal(2);
      expect(await leasesOf(SECOND).renew(url, true)).to.equal(1);
      const seventh = (await leasesOf(FIRST).partitions()).find(({ partition }) => partition === 7);
      expect(seventh?.owner).to.equal(SECOND);
      expect(await leasesOf(SECOND).renew(url, false)).to.equal(2);
    });

    it("gives back the newest lease of a partition, and none that came before it", async () => {
      const leases = leasesOf(FIRST);
      const owner = async () =>
        (await leases.partitions()).find(({ partition }) => partition === 7)?.owner;
      const old = await owning(FIRST);
      const fence = await owning(FIRST);
      await leases.give([{ partition: 7, fence: old }]);
      expect(await owner()).to.equal(FIRST);
      await leases.give([{ partition: 7, fence }]);
      expect(await owner()).to.equal(null);
    });

    it("accepts no batch without a lease", () => {
      const store = new PostgresStore(database, FIRST);
      expect(() => store.commit({ changes: [] })).to.throw(TypeError, "names one lease");
    });
  });
}
