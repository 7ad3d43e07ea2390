import { expect } from "chai";
import fc from "fast-check";
import { createTransferInstruction } from "@solana/spl-token";
import { accounts, constants, instructions, quotes } from "@diem/sdk";
import { expectSolvent, expectTotalsToAddUp } from "../../support/solvency";
import { startChain } from "../../support/chain";
import * as channels from "../../support/channels";
import * as epochs from "../../support/epochs";
import { MarketHistory, type Step, ACTIONS } from "../../support/history";
import { closeChannels, closeRecords, departProviders } from "../../support/history-exits";
import { UNIT } from "../../support/market";
import * as bonds from "../../support/providers";
import { rollAsQuoted } from "../../support/trade";
import { type Actor, World } from "../../support/world";

const CREDIT = constants.CREDIT_UNIT;
const EPOCH_SECS = 1_000n;
const EPOCHS = 200;
const CONSUMERS = 3;
/** Base units that rounding may leave behind in a vault: less than one for each time a position was settled. */
const DUST = 2_000n;

/** What happens in one epoch, and whether anybody rolls at its start. */
interface Chapter {
  readonly steps: readonly Step[];
  readonly rolled: boolean;
  /** Whether everybody's usage is reported at its end. */
  readonly reported: boolean;
  /** Epochs that pass without anything. */
  readonly idle: number;
}

const step = fc.record<Step>({
  action: fc.oneof(
    ...Object.entries(ACTIONS).map(([action, weight]) => ({
      weight,
      arbitrary: fc.constant(action),
    })),
  ),
  seller: fc.nat(3),
  consumer: fc.nat(CONSUMERS - 1),
  perMille: fc.oneof(fc.constantFrom(0n, 1n, 1_000n), fc.bigInt(1n, 1_000n)),
});
const chapter = fc.record<Chapter>({
  steps: fc.array(step, { minLength: 5, maxLength: 9 }),
  rolled: fc.boolean(),
  reported: fc.boolean(),
  idle: fc.oneof({ weight: 19, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(11) }),
});

async function begin(seed: number): Promise<MarketHistory> {
  const world = await World.create(await startChain(seed), {
    epochSecs: EPOCH_SECS,
    params: {
      stakeCooldownSecs: EPOCH_SECS,
      bondCooldownSecs: 1_500n,
      channelGraceSecs: 300n,
      utilisationEmaBps: 2_000,
      targetFloor: 500n * UNIT,
      targetCap: 5_000n * UNIT,
      maxTargetStepBps: 100,
      maxPriceStepBps: 1_000,
    },
  });
  const consumers: Actor[] = [];
  for (let nth = 0; nth < CONSUMERS; nth++) consumers.push(await world.consumer(60n * UNIT));
  await world.actor(0n, world.treasury);
  const history = new MarketHistory(world, consumers);
  for (const seller of [0, 1, 2]) {
    await history.take({ action: "join", seller, consumer: 0, perMille: 500n });
    const open = { seller, consumer: seller, perMille: 500n };
    await history.take({ ...open, action: "open" });
  }
  return history;
}

/** Vaults received tokens only by instructions, so each holds exactly what it owes. */
async function expectExact(world: World): Promise<void> {
  await expectSolvent(world);
  await expectTotalsToAddUp(world);
  for (const { vault, owed } of quotes.liabilities(await world.marketAccount())) {
    expect(await world.balance(vault)).to.equal(owed);
  }
}

async function expectRecordsInBounds(world: World): Promise<void> {
  const { params, address: market, ...totals } = await world.marketAccount();
  const { referencePrice } = totals;
  const { referencePriceFloor: floor, referencePriceCap: cap } = params;
  for (const price of [referencePrice.current, referencePrice.next]) {
    expect(price >= floor && price <= cap).to.equal(true);
  }
  for (const record of await accounts.epochRecord.fetchAll(world.chain.connection, { market })) {
    const { quota, paid, used, rewardable, capacity, rewardPool, rewardsClaimed } = record;
    const most = rewardable * BigInt(record.quotaCapBps) * record.referencePrice;
    expect(rewardPool * 10_000n * CREDIT <= most).to.equal(true);
    expect(rewardsClaimed <= rewardPool).to.equal(true);
    expect(used <= capacity, `${used} of ${capacity}`).to.equal(true);
    expect(paid <= used && used <= 2n * paid && rewardable <= quota).to.equal(true);
    expect(record.utilisationBps <= 10_000).to.equal(true);
  }
}

/** One epoch more. */
async function live(
  history: MarketHistory,
  { steps, rolled, reported, idle }: Chapter,
): Promise<void> {
  const { world } = history;
  await epochs.nextEpoch(world, 1 + idle);
  if (rolled) await history.roll();
  else history.missedRolls += 1;
  for (const each of steps) {
    await world.chain.advance(EPOCH_SECS / 20n);
    await history.take(each);
  }
  const sellers = reported ? history.places.keys() : [];
  for (const seller of sellers) {
    await history.take({ action: "report", seller, consumer: 0, perMille: 0n });
  }
  await closeChannels(history);
  await departProviders(history);
  await closeRecords(history);
  await expectExact(world);
  await expectRecordsInBounds(world);
}

/** Nobody serves quota any more: all that the pool holds goes to the stakers, and is streamed. */
async function emptyQuotaPool({ world }: MarketHistory): Promise<void> {
  const { params } = await world.marketAccount();
  await epochs.nextEpoch(world, params.quotaPoolEpochs + 1);
  await rollAsQuoted(world);
  expect((await world.marketAccount()).quotaPool).to.equal(0n);
  await world.chain.advance(params.feeStreamSecs);
}

/** Everybody leaves, with all that is theirs. */
async function end(history: MarketHistory): Promise<void> {
  const { world, consumers, owners } = history;
  for (const { seller } of history.places) {
    if (seller === undefined) continue;
    await history.attempt("retire", () => bonds.retire(world, seller));
  }
  for (const opened of history.opened.values()) {
    await history.attempt("requestClose", () => channels.requestClose(world, opened));
  }
  for (let epoch = 0; epoch < constants.USAGE_EPOCHS + 1; epoch++) {
    await epochs.nextEpoch(world);
    await history.roll();
    await closeChannels(history);
    await departProviders(history);
    await closeRecords(history);
  }
  expect(history.opened.size).to.equal(0);
  expect(history.places.every(({ seller }) => seller === undefined)).to.equal(true);
  await history.roll();
  await emptyQuotaPool(history);

  // the DIEM goes back to those who owe it
  const { market } = world;
  const collectAll = instructions.collectTreasury({ market, treasury: world.treasury.publicKey });
  if ((await world.marketAccount()).treasuryOwed > 0n) await world.send([collectAll]);
  for (const consumer of consumers) await history.attempt("claim", () => world.claim(consumer));
  const [bank] = consumers;
  if (bank === undefined) throw new Error("no consumer");
  const treasury = await world.actor(0n, world.treasury);
  for (const { diem, address, keypair } of [treasury, ...owners, ...consumers.slice(1)]) {
    const amount = await world.balance(diem);
    if (amount === 0n) continue;
    await world.send([createTransferInstruction(diem, bank.diem, address, amount)], [keypair]);
  }
  for (const consumer of [...consumers].reverse()) {
    const [held, bill] = [await world.balance(bank.diem), await world.bill(consumer)];
    const amount = held < bill ? held : bill;
    if (consumer !== bank) await world.pay(bank, consumer.diem, amount);
    await world.burn(consumer, amount);
  }
  for (const consumer of consumers) {
    const { staked, locked } = await world.position(consumer);
    const ticket = await world.requestUnstake(consumer, staked - locked);
    await world.chain.advance(EPOCH_SECS);
    await world.withdrawUnstaked(consumer, ticket);
  }
}

/** What is left is rounding: in the fee pool, in the reward vault, and behind the DIEM that is left. */
async function expectNothingLeft({ world, consumers }: MarketHistory): Promise<void> {
  const { escrow, bondVault, feePool, rewardVault, stakeVault } = world.market;
  expect(await world.balance(escrow)).to.equal(0n);
  expect(await world.balance(bondVault)).to.equal(0n);
  const dust = await world.balance(feePool);
  expect(dust < DUST, `fees: ${dust}`).to.equal(true);
  const rewards = await world.balance(rewardVault);
  expect(rewards < DUST, `rewards: ${rewards}`).to.equal(true);
  const market = await world.marketAccount();
  let spare = 0n;
  for (const { diem } of consumers) spare += await world.balance(diem);
  expect(spare < DUST, `spare: ${spare}`).to.equal(true);
  expect(await world.diemSupply()).to.equal(dust + spare);
  expect(market.feesOwed).to.equal(dust);
  expect(market.rewardsOwed).to.equal(rewards);
  expect(market.totalStaked).to.equal(market.totalLocked);
  expect(await world.balance(stakeVault)).to.equal(market.totalLocked);
  // what others burnt makes the stake behind a unit of DIEM more
  expect(market.totalLocked <= dust * 1_400n, `${market.totalLocked}`).to.equal(true);
}

describe("a market's history", () => {
  for (const seed of [1, 2]) {
    it(`adds up after each of ${EPOCHS} epochs, and everybody gets out (seed ${seed})`, async () => {
      const history = await begin(seed);
      for (const next of fc.sample(chapter, { numRuns: EPOCHS, seed })) await live(history, next);
      for (const action of Object.keys(ACTIONS))
        expect(history.done.get(action), action).to.be.greaterThan(0);
      expect(history.departures).to.be.greaterThan(1);
      expect(history.missedRolls).to.be.greaterThan(50);
      expect(history.mostUsedBps).to.be.greaterThan(100);
      expect(history.done.get("reward")).to.be.greaterThan(5);
      await end(history);
      await expectExact(history.world);
      await expectNothingLeft(history);
    });
  }
});
