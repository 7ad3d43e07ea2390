import { createTransferInstruction } from "@solana/spl-token";
import { instructions } from "@diem/sdk";
import type { Actor } from "../../tests/support/world";
import type { Call } from "./meter";
import type { Town } from "./town";

interface Holding {
  readonly holder: Actor;
  amount: bigint;
}

/** Whoever holds more DIEM than it owes sells it to those who owe more than they hold; then all is burnt. */
export async function shareOut({ world, meter, stakers, vendors, treasury }: Town): Promise<void> {
  const { market } = world;
  const owed = new Map<Actor, bigint>();
  for (const staker of stakers) owed.set(staker, (await world.position(staker)).outstanding);
  const spare: Holding[] = [];
  const short: Holding[] = [];
  for (const holder of [...vendors.map(({ owner }) => owner), treasury, ...stakers]) {
    const amount = (await world.balance(holder.diem)) - (owed.get(holder) ?? 0n);
    if (amount > 0n) spare.push({ holder, amount });
    if (amount < 0n) short.push({ holder, amount: -amount });
  }
  await meter.run("(SPL transfer)", sales(spare, short));
  const burns: Call[] = [];
  for (const staker of stakers) {
    const [held, debt] = [await world.balance(staker.diem), owed.get(staker) ?? 0n];
    const amount = { diemAmount: held < debt ? held : debt, minVvvUnlocked: 0n };
    const burn = instructions.burnDiem({ market, owner: staker.address, ...amount });
    burns.push({ payer: staker.keypair, instructions: [burn] });
  }
  await meter.run("burn_diem", burns);
}

function* sales(spare: readonly Holding[], short: readonly Holding[]): Generator<Call> {
  const sellers = spare[Symbol.iterator]();
  let seller = sellers.next();
  for (const buyer of short) {
    while (buyer.amount > 0n && seller.done !== true) {
      const { holder, amount: left } = seller.value;
      const amount = left < buyer.amount ? left : buyer.amount;
      const { keypair: payer, address, diem } = holder;
      const sale = createTransferInstruction(diem, buyer.holder.diem, address, amount);
      yield { payer, instructions: [sale] };
      buyer.amount -= amount;
      seller.value.amount -= amount;
      if (seller.value.amount === 0n) seller = sellers.next();
    }
  }
}
