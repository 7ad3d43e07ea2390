import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { errors } from "@diem/sdk";
import { lock } from "@diem/sdk/node";
import { thrownBy } from "./support";

const CHILD = join(__dirname, "node-lock-child.mjs");
const CONTENDERS = 8;
const ROUNDS = 25;

interface Told {
  readonly kind: string;
  readonly number?: number;
  readonly message?: string;
}

describe("sdk: the lock of files", () => {
  let folder: string;
  let path: string;
  const children: ChildProcess[] = [];
  let contenders: ChildProcess[];

  before(async () => {
    contenders = await Promise.all(Array.from({ length: CONTENDERS }, start));
  });
  after(() => {
    for (const child of children) child.kill("SIGKILL");
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "diem-lock-"));
    path = join(folder, "lock");
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const answer = async (child: ChildProcess) => {
    const [told] = (await once(child, "message")) as [Told];
    return told;
  };
  async function start(): Promise<ChildProcess> {
    const child = fork(CHILD);
    children.push(child);
    expect((await answer(child)).kind).to.equal("ready");
    return child;
  }
  const ask = (child: ChildProcess, task: object) => {
    const told = answer(child);
    child.send(task);
    return told;
  };
  const take = () => lock({ path, what: "the test" });
  /** What a process of this machine writes that is not there any more. */
  async function deadClaim(): Promise<string> {
    const held = await take();
    const text = await readFile(`${path}.${String(held.number)}`, "utf8");
    await held.release();
    return JSON.stringify({ ...(JSON.parse(text) as object), pid: 4_194_305, started: "1" });
  }

  it("is held by one process alone, of many that come at once and find the claim of a dead one", async () => {
    const claim = await deadClaim();
    for (let round = 0; round < ROUNDS; round++) {
      const contended = join(folder, `round-${String(round)}`);
      await writeFile(`${contended}.3`, claim);
      const told = await Promise.all(
        contenders.map((child) => ask(child, { path: contended, waitMs: 0 })),
      );
      const holders = told.filter(({ kind }) => kind === "held");
      expect(holders, `round ${String(round)}`).to.have.length(1);
      expect(holders[0]?.number).to.equal(4);
      expect(told.filter(({ kind }) => kind === "StoreBusy")).to.have.length(CONTENDERS - 1);
      await Promise.all(contenders.map((child) => ask(child, { task: "release" })));
    }
  });

  it("goes to each that waits, one after the other, with numbers that only rise", async () => {
    const queued = contenders.slice(0, 4);
    const numbers: number[] = [];
    const turns = queued.flatMap((child) => [child, child, child]);
    const waiting = new Map(queued.map((child) => [child, Promise.resolve()]));
    for (const child of turns) {
      const turn = (waiting.get(child) ?? Promise.resolve()).then(async () => {
        const told = await ask(child, { path, waitMs: 60_000 });
        expect(told.kind).to.equal("held");
        numbers.push(told.number ?? 0);
        await ask(child, { task: "release" });
      });
      waiting.set(child, turn);
    }
    await Promise.all(waiting.values());
    expect(numbers).to.deep.equal(Array.from({ length: 12 }, (_, nth) => nth + 1));
    const claims = (await readdir(folder)).sort();
    expect(claims.length).to.be.at.most(9);
    expect(claims.filter((name) => name.endsWith(".draft"))).to.deep.equal([]);
  });

  it("names its file and the process in a refusal, also within a process", async () => {
    const held = await take();
    const error = await thrownBy(take);
    if (!errors.isDiemError(error, "StoreBusy")) throw error;
    expect(error.message).to.equal(
      `the test is in use by process ${String(process.pid)}, as ${path}.1 says: wait until it is done, or stop it`,
    );
    expect(error.context).to.deep.equal({ file: `${path}.1`, pid: process.pid });
    expect(held.held()).to.equal(true);
    await held.release();
    const next = await take();
    expect(next.number).to.equal(2);
    expect(held.held()).to.equal(false);
    await next.release();
  });

  it("is free once its process was killed", async () => {
    const child = await start();
    expect((await ask(child, { path, waitMs: 0 })).kind).to.equal("held");
    expect((await thrownBy(take)).name).to.equal("StoreBusy");
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
    const held = await take();
    expect(held.number).to.equal(2);
    await held.release();
  });

  it("is free where a later process has the number of the dead one, its own included", async function () {
    if (process.platform !== "linux") this.skip(); // others do not tell when a process started
    const dead = JSON.parse(await deadClaim()) as object;
    for (const [nth, pid] of [process.pid, process.ppid, 1].entries()) {
      const at = join(folder, `pid-${String(nth)}`);
      await writeFile(`${at}.1`, JSON.stringify({ ...dead, pid, started: "1" }));
      const held = await lock({ path: at, what: "the test" });
      expect(held.number).to.equal(2);
      await held.release();
    }
  });

  it("is another machine's or container's as long as that one shows that it lives", async () => {
    const foreign = JSON.parse(await deadClaim()) as object;
    for (const claim of [
      JSON.stringify({ ...foreign, boot: "another" }),
      JSON.stringify({ ...foreign, space: "pid:[1]", pid: process.pid }),
      "{", // cut off as the machine lost power
    ]) {
      const at = join(folder, `foreign-${String(claim.length)}`);
      await writeFile(`${at}.1`, claim);
      const busy = await thrownBy(() => lock({ path: at, what: "the test" }));
      expect(busy.name).to.equal("StoreBusy");
      const longAgo = new Date(Date.now() - 60_000);
      await utimes(`${at}.1`, longAgo, longAgo);
      const held = await lock({ path: at, what: "the test" });
      expect(held.number).to.equal(2);
      await held.release();
    }
  });
});
