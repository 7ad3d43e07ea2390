import { createBurnInstruction, createTransferInstruction } from "@solana/spl-token";
import { accounts, constants } from "@diem/sdk";
import { expect } from "chai";
import { closeRecord, nextEpoch, rollEpoch } from "../support/epochs";
import type { Actor, World } from "../support/world";
import { alone, depart } from "./exit";
import { debtor } from "./exits-staking";
import { type Step, stakersWay, treasurysWay } from "./exit-steps";
import { everybody, REWARDED_SECS, type RuinedMarket } from "./ruined-market";

/** Holders of DIEM that owe none sell it to those who owe more than they hold. */
async function sellToDebtors(market: RuinedMarket, debtors: readonly Actor[]): Promise<void> {
  const { world } = market;
  const missing = async (actor: Actor) => {
    const owed = debtors.includes(actor) ? (await debtor(world, actor)).bill : 0n;
    return owed - (await world.balance(actor.diem));
  };
  for (const buyer of debtors) {
    for (const seller of everybody(market)) {
      const [wanted, spare] = [await missing(buyer), -(await missing(seller))];
      const amount = wanted < spare ? wanted : spare;
      if (amount <= 0n) continue;
      await alone(world, seller, [
        createTransferInstruction(seller.diem, buyer.diem, seller.address, amount),
      ]);
    }
  }
}

/** Anybody burns what DIEM everybody has, and clears no debt with it. */
export async function burnLooseDiem({ world, ...market }: RuinedMarket): Promise<void> {
  for (const holder of everybody({ world, ...market })) {
    const { diem, address } = holder;
    const amount = await world.balance(diem);
    const burn = createBurnInstruction(diem, world.market.diemMint, address, amount);
    if (amount > 0n) await alone(world, holder, [burn]);
  }
}

/** Of the DIEM that nobody has yet, all goes to the stakers' stream: what no quota earned, and what nobody claimed. */
async function emptyQuotaPool(world: World): Promise<void> {
  const { quotaPoolEpochs } = (await world.marketAccount()).params;
  await nextEpoch(world, 2);
  const { address: market } = await world.marketAccount();
  const records = await accounts.epochRecord.fetchAll(world.chain.connection, { market });
  if (records.some(({ closed }) => !closed)) await rollEpoch(world);
  await nextEpoch(world, constants.USAGE_EPOCHS);
  for (const { epoch } of records) await closeRecord(world, epoch);
  await nextEpoch(world, quotaPoolEpochs);
  await rollEpoch(world);
  expect((await world.marketAccount()).quotaPool).to.equal(0n);
}

/**
 * The last round, when every channel and provider is gone: fees and rewards stream out, DIEM comes back to those who owe
 * it, and they leave. Returns how many times a position was settled.
 */
export async function settleLastDebts(
  market: RuinedMarket,
  debtors: readonly Actor[],
): Promise<bigint> {
  const { world } = market;
  await emptyQuotaPool(world);
  await world.chain.advance(REWARDED_SECS); // longer than fees stream
  const ways = debtors.map((debtor) => stakersWay(world, debtor));
  const claims = await walk(
    world,
    ways.flatMap(([claim]) => claim ?? []),
  );
  await walk(world, [() => treasurysWay(market)]);
  await sellToDebtors(market, debtors);
  const rest = ways.flatMap(([, ...steps]) => steps);
  return claims + (await walk(world, rest));
}

/** Takes the steps that are not needless; returns how many of them settled a position. */
export async function walk(world: World, steps: readonly Step[]): Promise<bigint> {
  let settled = 0n;
  for (const step of steps) {
    const exit = await step();
    if (exit === undefined) continue;
    await depart(world, exit);
    if (exit.settles === true) settled += 1n;
  }
  return settled;
}

/** What the people hold together, in base units. */
export async function allHeld(world: World, people: readonly Actor[], token: "vvv" | "diem") {
  let sum = 0n;
  for (const actor of people) sum += await world.balance(actor[token]);
  return sum;
}
