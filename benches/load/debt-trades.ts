import { createTransferInstruction } from "@solana/spl-token";
import { instructions, quotes } from "@diem/sdk";
import type { Actor } from "../../tests/support/world";
import type { Call } from "./meter";
import type { Population } from "./population";

interface Holding {
  readonly holder: Actor;
  amount: bigint;
}

/** Holders of more DIEM than they owe sell it to those who owe more than they hold; then all is burnt. */
export async function tradeDebts({
  world,
  meter,
  stakers,
  vendors,
  treasury,
}: Population): Promise<void> {
  const { market } = world;
  const owed = new Map<Actor, bigint>();
  const [state, supply] = [await world.marketAccount(), await world.diemSupply()];
  for (const staker of stakers) {
    const position = await world.position(staker);
    owed.set(staker, quotes.billOf({ market: state, position, supply }));
  }
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
    const diemAmount = await world.balance(staker.diem);
    if (diemAmount === 0n) continue;
    const order = { market, owner: staker.address, diemAmount, minVvvUnlocked: 0n };
    const burn = instructions.burnDiem(order);
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
