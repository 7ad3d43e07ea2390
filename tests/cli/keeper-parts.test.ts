import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Connection, Keypair } from "@solana/web3.js";
import { expect } from "chai";
import { instructions, keepers, pda } from "@diem/sdk";
import { Backoff } from "../../app/cli/src/commands/keeper/backoff";
import type { KeeperTask } from "../../app/cli/src/commands/keeper/tasks";
import { Journal } from "../../app/cli/src/commands/keeper/journal";
import { delay } from "../../app/cli/src/commands/keeper/delay";
import { Refusals } from "../../app/cli/src/commands/keeper/refusals";

const DAY_MS = 86_400_000;
const key = () => Keypair.generate().publicKey;

describe("cli: keeper's parts", () => {
  describe("back off", () => {
    it("doubles to a cap, never two alike, and starts anew after a success", () => {
      for (const [random, share] of [
        [0, 0.5],
        [0.5, 0.75],
      ] as const) {
        const backoff = new Backoff(() => random);
        const waits = Array.from({ length: 9 }, () => backoff.next());
        const most = [500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000];
        expect(waits).to.deep.equal(most.map((ms) => ms * share));
        for (let nth = 0; nth < 2_000; nth++) expect(backoff.next()).to.equal(60_000 * share);
        backoff.reset();
        expect(backoff.next()).to.equal(500 * share);
      }
    });
  });

  describe("a pause", () => {
    it("ends with the time, or at once where it is told to stop", async () => {
      const began = Date.now();
      await delay(20, new AbortController().signal);
      expect(Date.now() - began >= 19).to.equal(true);
      const stop = new AbortController();
      const pausing = delay(DAY_MS, stop.signal);
      stop.abort();
      await pausing;
      await delay(DAY_MS, stop.signal);
    });
  });

  describe("refusals", () => {
    const market = pda.marketKeys({ creator: key(), vvvMint: key() });
    const payer = key();
    const task = (provider = key()): KeeperTask => ({
      kind: "collect",
      reason: "collect",
      instructions: [instructions.collect({ market, provider, channel: key() })],
    });
    /** A chain whose accounts all hold the same. */
    const chain = () => {
      const state = { value: 1, reads: 0 };
      const connection = {
        getMultipleAccountsInfo: (keys: unknown[]) => {
          state.reads += 1;
          return Promise.resolve(keys.map(() => ({ data: Uint8Array.of(state.value) })));
        },
      } as unknown as Connection;
      return { state, refusals: new Refusals(connection, payer) };
    };

    it("leave a task alone until an account that it would write changes", async () => {
      const { state, refusals } = chain();
      const [one, other] = [task(), task()];
      await refusals.hold(one);
      expect(await refusals.holds(one)).to.equal(true);
      expect(await refusals.holds(other)).to.equal(false);
      state.value = 2;
      expect(await refusals.holds(one)).to.equal(false);
      expect(await refusals.holds(one)).to.equal(false);
    });

    it("try it again after ever longer times all the same", async () => {
      const { refusals } = chain();
      const one = task();
      const real = Date.now;
      let now = 1_000_000;
      Date.now = () => now;
      try {
        for (const waitMs of [60_000, 120_000, 240_000]) {
          await refusals.hold(one);
          now += waitMs - 1;
          expect(await refusals.holds(one)).to.equal(true);
          now += 1;
          expect(await refusals.holds(one)).to.equal(false);
        }
        refusals.keep([]); // not due any more: whatever comes later is new
        await refusals.hold(one);
        now += 60_000;
        expect(await refusals.holds(one)).to.equal(false);
      } finally {
        Date.now = real;
      }
    });

    it("tell one task from another by all that it says", async () => {
      const { refusals } = chain();
      const provider = key();
      const one = task(provider);
      await refusals.hold(one);
      const kind: keepers.TaskKind = "distributeRevenue";
      expect(await refusals.holds({ ...one, kind })).to.equal(false);
      expect(await refusals.holds({ ...one, reason: "another word for it" })).to.equal(true);
    });
  });

  describe("a journal", () => {
    it("knows after a restart what was on its way, until its outcome is known", async () => {
      const folder = mkdtempSync(join(tmpdir(), "diem-journal-"));
      const journal = () => new Journal({ folder });
      const statuses = new Map<string, object | null>();
      let height = 100;
      const connection = {
        getEpochInfo: () => Promise.resolve({ absoluteSlot: 5, blockHeight: height }),
        getSignatureStatus: (signature: string) =>
          Promise.resolve({ context: { slot: 5 }, value: statuses.get(signature) ?? null }),
      } as unknown as Connection;
      await journal().add({ signature: "landed", lastValidBlockHeight: 150 });
      await journal().add({ signature: "late", lastValidBlockHeight: 150 });
      await journal().add({ signature: "gone", lastValidBlockHeight: 50 });
      statuses.set("landed", { confirmationStatus: "confirmed", err: null });
      const fates = async () => {
        const found = await journal().resolve(connection);
        return Object.fromEntries(found.map(({ signature, kind }) => [signature, kind]));
      };
      expect(await fates()).to.deep.equal({ landed: "landed", late: "pending", gone: "expired" });
      expect(await fates()).to.deep.equal({ late: "pending" });
      const late = { signature: "late", lastValidBlockHeight: 150 };
      expect(await journal().pending()).to.deep.equal([late]);
      height = 151;
      expect(await fates()).to.deep.equal({ late: "expired" });
      expect(await fates()).to.deep.equal({});
      rmSync(folder, { recursive: true });
    });
  });
});
