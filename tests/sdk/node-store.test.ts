import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { errors, type vouchers } from "@diem/sdk";
import { openFileStore, withFileStore } from "@diem/sdk/node";
import { thrownBy } from "./support";

const KEY = "diem-consumer/00000000/9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin";
const CHILD = join(__dirname, "node-store-child.mjs");

describe("sdk: the store of files", () => {
  let folder: string;
  let journal: string;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "diem-store-"));
    journal = join(folder, "entries.journal");
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
    await rm(folder, { recursive: true });
  });

  const all = async (store: vouchers.Store, prefix = "") => {
    const found: vouchers.StoreEntry[] = [];
    for await (const entry of store.entries(prefix)) found.push(entry);
    return found.sort();
  };
  const put = (store: vouchers.Store, key: string, value: string | null) =>
    store.commit({ changes: [{ key, value }] });
  const contents = () => withFileStore({ folder }, (store) => all(store));

  it("keeps what was committed from one opening to the next, for its user alone", async () => {
    await withFileStore({ folder }, async (store) => {
      expect(await store.get(KEY)).to.equal(null);
      await put(store, KEY, "one");
      await store.commit({
        changes: [
          { key: KEY, value: "two\nlines, and a \u{1f4a1}" },
          { key: "other", value: "three" },
          { key: "", value: "" },
        ],
      });
      await put(store, "other", null);
      await put(store, "other", null);
    });
    expect(await contents()).to.deep.equal([
      ["", ""],
      [KEY, "two\nlines, and a \u{1f4a1}"],
    ]);
    const modes = await Promise.all(
      (await readdir(folder)).map(async (file) => (await stat(join(folder, file))).mode & 0o777),
    );
    expect(new Set(modes)).to.deep.equal(new Set([0o600]));
  });

  it("commits all changes of a batch or none, and only where it finds what is expected", async () => {
    await withFileStore({ folder }, async (store) => {
      await put(store, "a", "1");
      const expected = [{ key: "a", value: "2" }];
      const changes = [{ key: "b", value: "3" }];
      const error = await thrownBy(() => store.commit({ changes, expected }));
      expect(errors.isDiemError(error, "StoreConflict")).to.equal(true);
      expect(await all(store)).to.deep.equal([["a", "1"]]);
      const found = [
        { key: "a", value: "1" },
        { key: "c", value: null },
      ];
      await store.commit({ changes, expected: found });
      expect(await all(store, "b")).to.deep.equal([["b", "3"]]);
    });
  });

  it("is what a map would be, over any batches, openings and sizes", async () => {
    const change = fc.record({
      key: fc.constantFrom("a", "b/1", "b/2", "c"),
      value: fc.option(fc.string({ maxLength: 40, unit: "grapheme" })),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 8 }),
        async (batches) => {
          await rm(journal, { force: true });
          const map = new Map<string, string>();
          for (const changes of batches) {
            await withFileStore({ folder }, (store) => store.commit({ changes }));
            for (const { key, value } of changes) {
              if (value === null) map.delete(key);
              else map.set(key, value);
            }
          }
          expect(await contents()).to.deep.equal([...map].sort());
        },
      ),
      { numRuns: 30 },
    );
  });

  it("writes itself anew once most of its file is of the past", async () => {
    const large = "x".repeat(100_000);
    await withFileStore({ folder }, async (store) => {
      for (let nth = 0; nth < 40; nth++) await put(store, "large", `${large}${String(nth)}`);
    });
    expect((await stat(journal)).size).to.be.below(1_200_000);
    expect(await contents()).to.deep.equal([["large", `${large}39`]]);
  });

  it("serves one at a time within a process, the others after it", async () => {
    const raise = () =>
      withFileStore({ folder }, async (store) => {
        const before = Number(await store.get(KEY));
        await new Promise((resume) => setImmediate(resume));
        await put(store, KEY, String(before + 1));
      });
    await Promise.all([raise(), raise(), raise(), raise()]);
    expect(await contents()).to.deep.equal([[KEY, "4"]]);
  });

  it("refuses a second process, and outlives one that is killed at any moment", async () => {
    let figure = 0;
    for (let round = 0; round < 4; round++) {
      const child = spawn(process.execPath, [CHILD, folder, KEY]);
      children.push(child);
      let output = "";
      // the last line may be cut by the kill
      const written = () => Number(output.split("\n").slice(0, -1).at(-1) ?? 0);
      child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
      while (written() < figure + 3) await once(child.stdout, "data");
      if (round === 0) {
        const busy = await thrownBy(() => openFileStore({ folder, waitMs: 0 }));
        expect(busy.message).to.equal(
          `the store ${folder} is in use by process ${String(child.pid)}, as ${join(folder, "lock.1")} says: wait until it is done, or stop it`,
        );
      }
      const gone = once(child, "close");
      child.kill("SIGKILL");
      await gone;
      const [[, kept] = ["", ""]] = await contents();
      expect(Number(kept)).to.be.within(written(), written() + 1); // what was taken is kept
      figure = Number(kept);
    }
  });

  it("writes nothing any more once another process took it over", async () => {
    const store = await openFileStore({ folder });
    try {
      await put(store, KEY, "1");
      await writeFile(join(folder, "lock.2"), "");
      const error = await thrownBy(() => put(store, KEY, "2"));
      expect(errors.isDiemError(error, "StoreConflict")).to.equal(true);
    } finally {
      await store.close();
    }
    expect(await contents()).to.deep.equal([[KEY, "1"]]);
  });

  describe("finds in its file", () => {
    beforeEach(() =>
      withFileStore({ folder }, async (store) => {
        await put(store, "a", "1");
        await put(store, "b", "2");
      }),
    );
    const damaged = async (text: string, where: RegExp) => {
      await writeFile(journal, text);
      const error = await thrownBy(() => openFileStore({ folder }));
      expect(errors.isDiemError(error, "DamagedState"), text).to.equal(true);
      expect(error.message).to.match(where).and.contain(journal);
      expect(await readFile(journal, "utf8")).to.equal(text);
    };

    it("a last line that was not written to its end, and leaves it out", async () => {
      const whole = await readFile(journal, "utf8");
      const [, , last = ""] = whole.split("\n");
      for (const cut of ["x", last, last.slice(0, 9), `${last.slice(0, 20)}\0\0\0\n`]) {
        await writeFile(journal, whole);
        await appendFile(journal, cut);
        await withFileStore({ folder }, async (store) => {
          expect(await all(store)).to.deep.equal([
            ["a", "1"],
            ["b", "2"],
          ]);
          await put(store, "c", "3");
        });
        expect(await contents()).to.have.length(3);
      }
    });

    it("damage anywhere else, and refuses to guess", async () => {
      const whole = await readFile(journal, "utf8");
      const lines = whole.split("\n");
      await damaged(whole.replace("diem-store 1", "diem-store 2"), /line 1: /);
      await damaged(whole.replace('"1"', '"9"'), /line 2: /);
      await damaged([lines[0], lines[2], lines[1]?.slice(1), lines[2], ""].join("\n"), /line 3: /);
      await damaged(whole.replace('"2"', '"9"'), /line 3: /);
      await damaged("something else\n", /line 1: /);
      await writeFile(journal, whole);
      expect(await contents()).to.have.length(2);
    });
  });
});
