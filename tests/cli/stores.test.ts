import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PublicKey } from "@solana/web3.js";
import { expect } from "chai";
import fc from "fast-check";
import { dataFolder, storeFolder, withStore } from "../../app/cli/src/stores";
import { fileOf, keyOf } from "../../app/cli/src/stores/names";

const KEY = "diem-consumer/00000000/9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin";
const CHILD = join(__dirname, "stores-child.ts");

describe("cli: stores", () => {
  let folder: string;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "diem-store-"));
  });

  afterEach(async () => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
    await rm(folder, { recursive: true });
  });

  const refusal = async (work: Promise<unknown>) => {
    const error: unknown = await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (error instanceof Error) return { name: error.name, message: error.message };
    throw new Error("expected a refusal");
  };

  it("keep entries from one opening to the next", async () => {
    await withStore({ folder }, async (store) => {
      expect(await store.get(KEY)).to.equal(null);
      await store.set(KEY, "one");
      await store.set(KEY, "two");
      await store.set("other", "three");
      await store.delete("other");
      await store.delete("other");
    });
    await withStore({ folder }, async (store) => {
      expect(await store.get(KEY)).to.equal("two");
      expect(await store.keys()).to.deep.equal([KEY]);
    });
    const [file = "", ...others] = await readdir(folder);
    expect(others).to.deep.equal([]);
    expect((await stat(join(folder, file))).mode & 0o777).to.equal(0o600);
  });

  it("name one file in the folder for each key", () => {
    // each byte may take three characters of the 200 that a name has
    const most = 66;
    const short = (key: string) => new TextEncoder().encode(key).length <= most;
    const keys = fc.string({ minLength: 1, maxLength: 16, unit: "grapheme" }).filter(short);
    fc.assert(
      fc.property(keys, (key) => {
        const text = new TextDecoder().decode(new TextEncoder().encode(key));
        const file = fileOf(text);
        expect(file).to.match(/^[A-Za-z0-9_%-]+\.json$/);
        expect(keyOf(file)).to.equal(text);
      }),
      { examples: [[".."], ["../../etc/passwd"], ["a/b"], ["%2e"], ["\0"]] },
    );
    expect(["lock.1.x", "%zz.json", "%2F.json", ".json", "a"].map(keyOf)).to.deep.equal(
      Array.from({ length: 5 }, () => null),
    );
  });

  it("refuse a key that is no file's name", async () => {
    const set = (key: string) => withStore({ folder }, (store) => store.set(key, "1"));
    const message = (key: string) =>
      `a store's key has from 1 to 200 bytes once encoded, not this one: ${key}`;
    for (const key of ["", "/".repeat(67)]) {
      expect(await refusal(set(key))).to.deep.equal({
        name: "StoreKeyError",
        message: message(key),
      });
    }
    await set("/".repeat(66));
  });

  it("serve one at a time within a process, the others after it", async () => {
    const raise = () =>
      withStore({ folder }, async (store) => {
        const before = Number(await store.get(KEY));
        await new Promise((resume) => setTimeout(resume, 5));
        await store.set(KEY, String(before + 1));
      });
    await Promise.all([raise(), raise(), raise(), raise()]);
    expect(await withStore({ folder }, (store) => store.get(KEY))).to.equal("4");
  });

  /** Starts a child that writes, and waits until it has written `figures`. */
  async function writer(figures: number): Promise<{ child: ChildProcess; written: () => number }> {
    const child = spawn(process.execPath, [
      "-r",
      "ts-node/register/transpile-only",
      CHILD,
      folder,
      KEY,
    ]);
    children.push(child);
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    // the last line may be cut by the kill
    const written = () => Number(output.split("\n").slice(0, -1).at(-1) ?? 0);
    const first = written();
    while (written() < first + figures) await new Promise((resume) => setTimeout(resume, 5));
    return { child, written };
  }

  it("refuse a second process, and outlive one that is killed", async () => {
    let figure = 0;
    for (let round = 0; round < 4; round++) {
      const { child, written } = await writer(figure + 3);
      const pid = String(child.pid);
      if (round === 0) {
        expect(
          await refusal(withStore({ folder, waitMs: 100 }, () => Promise.resolve())),
        ).to.deep.equal({
          name: "StoreBusyError",
          message: `the voucher store ${folder} is in use by process ${pid}: wait until it is done, or stop it`,
        });
      }
      const gone = new Promise((resume) => child.once("exit", resume));
      child.kill("SIGKILL");
      await gone;
      const kept = await withStore({ folder }, (store) => store.get(KEY));
      expect(Number(kept)).to.be.within(written(), written() + 1); // what was taken is kept
      figure = Number(kept);
    }
    const left = (await readdir(folder)).filter((file) => !file.endsWith(".json"));
    expect(left).to.deep.equal([]);
  });

  it("know a lock whose process has died by its start, where a later one has its number", async () => {
    const lock = `lock.${String(process.ppid)}.00000000-0000-4000-8000-000000000000`;
    await writeFile(join(folder, lock), "1");
    const worked = withStore({ folder, waitMs: 0 }, () => Promise.resolve("worked"));
    const linux = process.platform === "linux";
    if (linux) expect(await worked).to.equal("worked");
    else expect((await refusal(worked)).name).to.equal("StoreBusyError");
  });

  it("leave the last entry whole where a write is interrupted", async () => {
    await withStore({ folder }, (store) => store.set(KEY, "whole"));
    await writeFile(join(folder, `${fileOf(KEY)}.x.unfinished`), "hal");
    await withStore({ folder }, async (store) => {
      expect(await store.get(KEY)).to.equal("whole");
      expect(await store.keys()).to.deep.equal([KEY]);
    });
    expect(await readdir(folder)).to.deep.equal([fileOf(KEY)]);
    expect(await readFile(join(folder, fileOf(KEY)), "utf8")).to.equal("whole");
  });

  it("lie where DIEM_HOME says, or with the user's data", () => {
    const of = (env: NodeJS.ProcessEnv) =>
      dataFolder({ env, home: "/home/ada", cwd: "/somewhere" });
    expect(of({ DIEM_HOME: "/srv/diem", XDG_DATA_HOME: "/data" })).to.equal("/srv/diem");
    expect(of({ DIEM_HOME: "", XDG_DATA_HOME: "/data" })).to.equal("/data/diem");
    expect(of({ DIEM_HOME: "here", XDG_DATA_HOME: "/data" })).to.equal("/somewhere/here");
    expect(of({ DIEM_HOME: "~/diem" })).to.equal("/home/ada/diem");
    expect(of({})).to.equal("/home/ada/.local/share/diem");
    const address = PublicKey.default;
    const clusterTag = Uint8Array.of(0, 1, 2, 255);
    expect(storeFolder("/srv", { clusterTag, side: "provider", address })).to.equal(
      `/srv/000102ff/provider/${address.toBase58()}`,
    );
  });
});
