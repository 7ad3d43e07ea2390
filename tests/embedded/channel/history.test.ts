import { expect } from "chai";
import * as fc from "fast-check";
import { type DiemErrorName, quotes } from "@diem/sdk";
import { expectSolvent, expectTotalsToAddUp } from "../../support/solvency";
import { startChain, type TestChain } from "../../support/chain";
import {
  channelAccount,
  closeChannel,
  deposit,
  openChannel,
  type Opened,
  outlastWindow,
  requestClose,
  requestQuotaUnstake,
  stakeQuota,
  withdrawQuota,
} from "../../support/channels";
import { nextEpoch } from "../../support/epochs";
import { UNIT } from "../../support/market";
import { claimOf, collect, settle } from "../../support/settling";
import { expectNoTrace, reach } from "../../support/snapshot";
import { GRACE_SECS, createFixture, type Fixture } from "../../support/fixture";

const OFFERED = 6_000_000n;

/** What a channel must hold, written down once more: everything in base units and micro-credits. */
interface Model {
  deposit: bigint;
  settled: bigint;
  collected: bigint;
  staked: bigint;
  cooling: bigint;
  withdrawable: bigint;
  /** Quota of each epoch to come, up to the last one. */
  ahead: bigint;
  lastEpoch: number;
  /** Who asked for the closing, and its second since epoch 0; 0 before. */
  closing: 0 | 1 | 2;
  closes: bigint;
  /** Quota by epoch: what it allows, and what is used of it. */
  readonly allowance: Map<number, bigint>;
  readonly used: Map<number, bigint>;
  epoch: number;
  /** Seconds since the epoch began. */
  secs: bigint;
}

const NEVER = 2 ** 32 - 1;
/** Of the fixture. */
const EPOCH_SECS = 3_600n;

const clockOf = ({ epoch, secs }: Model) => BigInt(epoch) * EPOCH_SECS + secs;

type Refusal = DiemErrorName | undefined;

interface Step {
  readonly does: string;
  readonly amount: bigint;
}

const credits = (diem: bigint) => diem / 1_000n;

/** What the rules say of a step: the error, or nothing and the model moved on. */
function play(model: Model, { does, amount }: Step): Refusal {
  const { epoch } = model;
  const allowed = (of: number) => model.allowance.get(of) ?? 0n;
  switch (does) {
    case "epoch":
      model.epoch += 1;
      model.secs = 0n;
      model.withdrawable += model.cooling;
      model.cooling = 0n;
      if (model.epoch > model.lastEpoch) {
        model.withdrawable += model.staked;
        model.staked = 0n;
      }
      model.allowance.set(model.epoch, model.epoch > model.lastEpoch ? 0n : model.ahead);
      return;
    case "wait":
      model.secs += amount;
      return;
    case "deposit":
      if (amount === 0n) return "ZeroAmount";
      if (model.closing > 0) return "ChannelClosing";
      model.deposit += amount;
      return;
    case "stake": {
      if (amount === 0n) return "ZeroAmount";
      if (model.closing > 0) return "ChannelClosing";
      const left = EPOCH_SECS - model.secs;
      const now = allowed(epoch) + (credits(amount) * left) / EPOCH_SECS;
      const ahead = credits(model.staked + amount);
      if (ahead <= model.ahead) return "QuotaStakeTooSmall";
      if (now > OFFERED || ahead > OFFERED) return "QuotaCapacityExceeded";
      model.staked += amount;
      model.ahead = ahead;
      model.allowance.set(epoch, now);
      return;
    }
    case "unstake":
      if (amount === 0n) return "ZeroAmount";
      if (amount > model.staked) return "InsufficientQuotaStake";
      model.staked -= amount;
      model.cooling += amount;
      model.ahead = credits(model.staked);
      return;
    case "withdraw":
      if (model.withdrawable === 0n) return "QuotaNotReady";
      model.withdrawable = 0n;
      return;
    case "pay":
      if (amount > model.deposit) return "ClaimAboveDeposit";
      if (amount === model.settled) return "ClaimAlreadySettled";
      if (amount < model.settled) return "ClaimBelowSettled";
      model.settled = amount;
      return;
    case "use":
    case "use last": {
      const of = does === "use" ? epoch : epoch - 1;
      const used = model.used.get(of) ?? 0n;
      if (amount > allowed(of)) return "ClaimAboveQuota";
      if (amount === used) return "ClaimAlreadySettled";
      if (amount < used) return "ClaimBelowSettled";
      model.used.set(of, amount);
      return;
    }
    case "collect":
      if (model.settled === model.collected) return "NothingToCollect";
      model.collected = model.settled;
      return;
    case "request close": {
      const closes = clockOf(model) + GRACE_SECS;
      if (model.closing > 0 && closes >= model.closes) return "ChannelClosing";
      Object.assign(model, { closing: 2, closes });
      model.cooling += model.staked;
      model.staked = 0n;
      model.ahead = 0n;
      return;
    }
    case "provider's request": {
      if (model.closing > 0) return "ChannelClosing";
      model.lastEpoch = epoch + 1;
      Object.assign(model, { closing: 1, closes: BigInt(epoch + 2) * EPOCH_SECS });
      return;
    }
    default:
      throw new Error(does);
  }
}

function perform(fixture: Fixture, opened: Opened, model: Model, { does, amount }: Step) {
  const { world, seller } = fixture;
  const claim = async (figures: { diem?: bigint; quota?: bigint }, epoch: number) =>
    settle(world, seller, [await claimOf(world, opened, figures, { epoch })]);
  const acts: Record<string, () => Promise<unknown>> = {
    epoch: () => nextEpoch(world),
    deposit: () => deposit(world, opened, amount),
    stake: () => stakeQuota(world, opened, amount),
    unstake: () => requestQuotaUnstake(world, opened, amount),
    withdraw: () => withdrawQuota(world, opened),
    pay: () => claim({ diem: amount }, model.epoch),
    use: () => claim({ quota: amount }, model.epoch),
    "use last": () => claim({ quota: amount }, model.epoch - 1),
    collect: () => collect(world, opened),
    wait: () => world.chain.advance(amount),
    "request close": () => requestClose(world, opened),
    "provider's request": () => requestClose(world, opened, seller.operator),
  };
  const act = acts[does];
  if (act === undefined) throw new Error(does);
  return act();
}

const diem = fc.oneof(fc.bigInt(0n, 4n * UNIT), fc.constantFrom(0n, 1n, 999n, 1_000n, 2n * UNIT));
const quota = fc.oneof(fc.bigInt(0n, 5_000_000n), fc.constantFrom(0n, 1n, 2_000_000n));
/** So few that no history passes the end of an epoch by waiting. */
const secs = fc.bigInt(1n, 80n);
const step = (does: string, amount: fc.Arbitrary<bigint> = fc.constant(0n)) =>
  fc.record({ does: fc.constant(does), amount });
const steps = fc.array(
  fc.oneof(
    ...[step("epoch"), step("epoch"), step("deposit", diem), step("stake", diem)],
    ...[step("stake", diem), step("unstake", diem), step("unstake", diem), step("withdraw")],
    ...[step("pay", diem), step("use", quota), step("use last", quota)],
    ...[step("collect"), step("request close"), step("provider's request")],
    ...[step("wait", secs), step("wait", secs)],
  ),
  { minLength: 15, maxLength: 40 },
);

async function expectModel({ world }: Fixture, opened: Opened, model: Model): Promise<void> {
  const account = await channelAccount(world, opened);
  const { deposit: paidIn, settled, collected, closing, closes, staked, withdrawable } = model;
  expect(account).to.include({ deposit: paidIn, settled, collected, closing });
  const { genesisTs } = await world.marketAccount();
  expect(account.closesTs).to.equal(closing > 0 ? genesisTs + closes : null);
  expect(account.lastQuotaEpoch).to.equal(model.lastEpoch);
  expect(account.nextAllowance).to.equal(model.ahead);
  // what was unstaked in an earlier epoch is withdrawable, also before anybody touched the channel
  const balance = quotes.channelBalance({ channel: account, epoch: model.epoch });
  expect(balance).to.include({ staked, withdrawable });
  const held = account.staked + account.cooling + account.withdrawable;
  expect(held).to.equal(staked + model.cooling + withdrawable);
  for (const { epoch, allowance, used } of [account.quota, account.lastQuota]) {
    expect(allowance, `quota of ${epoch}`).to.equal(model.allowance.get(epoch) ?? 0n);
    expect(used, `used of ${epoch}`).to.equal(model.used.get(epoch) ?? 0n);
  }
}

describe("channels: histories", () => {
  it("follow a model to the unit: each step's outcome, and what the channel then holds", async () => {
    const seen = new Set<string>();
    const property = fc.asyncProperty(steps, async (history) => {
      const chain: TestChain = await startChain();
      const provider = { capacity: 10n * OFFERED, quotaCapacity: OFFERED };
      const fixture = await createFixture(chain, { provider });
      const { world, seller, consumer, operator } = fixture;
      const opened = await openChannel(world, { provider: seller, consumer });
      const purse = await world.balance(consumer.diem);
      const none = { deposit: 0n, settled: 0n, collected: 0n, staked: 0n, cooling: 0n };
      const quotas = { allowance: new Map<number, bigint>(), used: new Map<number, bigint>() };
      const open = {
        withdrawable: 0n,
        ahead: 0n,
        lastEpoch: NEVER,
        closing: 0,
        closes: 0n,
      } as const;
      const model: Model = { ...none, ...open, ...quotas, epoch: 1, secs: 0n };
      for (const each of history) {
        const refusal = play(model, each);
        seen.add(`${each.does}: ${refusal ?? "done"}`);
        const act = () => perform(fixture, opened, model, each);
        if (refusal === undefined) await act();
        else await expectNoTrace(world, reach(world, opened), act, refusal);
        await expectModel(fixture, opened, model);
      }
      await expectSolvent(world);
      await expectTotalsToAddUp(world);
      if (model.closing === 0) await requestClose(world, opened);
      await nextEpoch(world, 2);
      await outlastWindow(world, opened);
      await closeChannel(world, opened, { operator });
      expect(await world.balance(consumer.diem)).to.equal(purse - model.settled);
      expect(await world.balance(seller.revenue)).to.equal(model.settled);
      expect(await world.balance(world.market.escrow)).to.equal(0n);
    });
    await fc.assert(property, { numRuns: 30, seed: 7, endOnFailure: true });
    // a history that never refuses or never succeeds at something would prove nothing of it
    for (const does of [
      "stake",
      "unstake",
      "withdraw",
      "pay",
      "use",
      "use last",
      "collect",
      "request close",
    ]) {
      expect(seen).to.include(`${does}: done`);
    }
    expect(seen).to.include("provider's request: done");
    for (const refusal of ["stake: QuotaCapacityExceeded", "use: ClaimAboveQuota"]) {
      expect(seen).to.include(refusal);
    }
  });
});
