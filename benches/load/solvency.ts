import type { PublicKey } from "@solana/web3.js";
import { accounts, quotes } from "@diem/sdk";
import { expectSolvent, expectTotalsToAddUp } from "../../tests/support/solvency";
import type { World } from "../../tests/support/world";
import { bondOf, type Population } from "./population";

/** What each token account must have more of after the calls than before, to the unit. */
export async function expectPaid(
  world: World,
  due: ReadonlyMap<PublicKey, bigint>,
  pay: () => Promise<unknown>,
): Promise<void> {
  const before = new Map<PublicKey, bigint>();
  for (const account of due.keys()) before.set(account, await world.balance(account));
  await pay();
  for (const [account, amount] of due) {
    const gained = (await world.balance(account)) - (before.get(account) ?? 0n);
    requireEqual(`the gain of ${account.toBase58()}`, gained, amount);
  }
}

function requireEqual(what: string, is: bigint, mustBe: bigint): void {
  if (is !== mustBe) throw new Error(`${what} is ${is}, not ${mustBe}`);
}

const sum = (parts: readonly bigint[]) => parts.reduce((all, part) => all + part, 0n);

/**
 * The totals are the sums over all accounts, and each vault holds exactly what it owes, because nobody
 * donated anything. Every VVV and DIEM that was ever minted is in somebody's account or in a vault.
 */
export async function expectReconciled(population: Population): Promise<void> {
  const { world, stakers, vendors, treasury } = population;
  await expectSolvent(world);
  await expectTotalsToAddUp(world);
  const market = await world.marketAccount();
  const vaults = new Map<string, bigint>();
  for (const { vault, owed } of quotes.liabilities(market)) {
    vaults.set(vault.toBase58(), await world.balance(vault));
    requireEqual(`vault ${vault.toBase58()}`, await world.balance(vault), owed);
  }
  const held = (account: PublicKey) => vaults.get(account.toBase58()) ?? 0n;
  const people = [...stakers, ...vendors.map(({ owner }) => owner), treasury];
  const ofPeople = async (token: "vvv" | "diem") => {
    let all = 0n;
    for (const person of people) all += await world.balance(person[token]);
    return all;
  };
  const brought = sum([
    BigInt(stakers.length) * population.stake,
    ...vendors.map(({ capacity }) => bondOf(capacity)),
    population.funded,
  ]);
  const { stakeVault, bondVault, rewardVault, escrow, feePool } = market;
  const vvv = [stakeVault, bondVault, rewardVault].map(held);
  requireEqual("all VVV", sum([await ofPeople("vvv"), ...vvv]), brought);
  const providers = await accounts.provider.fetchAll(world.chain.connection, {
    market: market.address,
  });
  const diem = [held(escrow), held(feePool)];
  for (const { revenue } of providers) diem.push(await world.balance(revenue));
  const supply = await world.diemSupply();
  requireEqual("all DIEM", sum([await ofPeople("diem"), ...diem]), supply);
  requireEqual("the units of debt", market.debt.total, supply);
}
