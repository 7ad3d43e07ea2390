import { instructions } from "@diem/sdk";
import * as model from "../diem";
import { U64_MAX } from "../integers";
import { targetNow } from "../market";
import { refusalOf } from "../refusal";
import type { Position, State } from "../state";
import { balance } from "../tokens";
import type { Person } from "../world";
import type { Maker } from "./call";
import { choosePosition, onPosition, unlocked } from "./staking";

/** What the model's formula says; `null` where it refuses. */
function orNull(compute: () => bigint): bigint | null {
  let value = 0n;
  return refusalOf(() => (value = compute())) === null ? value : null;
}

/** The most that an unlocked stake can mint now, to the unit. */
function mintable(state: State, free: bigint): bigint {
  const affordable = (amount: bigint) => {
    const cost = orNull(() => model.mintCost(state, amount));
    return cost !== null && cost <= free;
  };
  let [inside, outside] = [0n, 2n * targetNow(state)];
  while (outside - inside > 1n) {
    const middle = (inside + outside) / 2n;
    if (affordable(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}

export const mintDiem: Maker = (world, generator) => {
  const chosen = choosePosition(world, generator, (position) => unlocked(position) > 0n);
  if (chosen === undefined) return undefined;
  const { signer, holder, position } = chosen;
  const { account } = position;
  const free = account === undefined ? 0n : unlocked(account);
  const diemAmount = generator.amount(mintable(world.state, free));
  const cost = orNull(() => model.mintCost(world.state, diemAmount)) ?? 0n;
  const maxVvvLocked = generator.pick([U64_MAX, U64_MAX, cost, cost, cost - (cost > 0n ? 1n : 0n)]);
  const order = { diemAmount, maxVvvLocked, ownerDiem: signer.diem };
  const on = onPosition(world, chosen);
  return {
    name: "mintDiem",
    detail: { holder: holder.name, signer: signer.name, diemAmount, maxVvvLocked },
    instructions: [instructions.mintDiem({ ...on.sdk, ...order })],
    signers: [signer],
    predict: (state) => model.mintDiem(state, { ...on.model, ...order }),
  };
};

export const burnDiem: Maker = (world, generator) => {
  const owes = ({ locked, debtUnits }: Position, { diem }: Person) =>
    locked > 0n && (debtUnits === 0n || balance(world.state, diem) > 0n);
  const chosen = choosePosition(world, generator, owes);
  if (chosen === undefined) return undefined;
  const { signer, holder, position } = chosen;
  const { account } = position;
  const held = balance(world.state, signer.diem);
  const bill = account === undefined ? 0n : model.billOf(world.state, account);
  const diemAmount = generator.amount(generator.pick([held, bill, held < bill ? held : bill]));
  const burnt = diemAmount < bill ? diemAmount : bill;
  const locked = account?.locked ?? 0n;
  const freed = bill === 0n ? locked : (locked * burnt) / bill;
  const minVvvUnlocked = generator.pick([0n, 0n, 0n, freed, freed < U64_MAX ? freed + 1n : 0n]);
  const order = { diemAmount, minVvvUnlocked, ownerDiem: signer.diem };
  const on = onPosition(world, chosen);
  return {
    name: "burnDiem",
    detail: { holder: holder.name, signer: signer.name, diemAmount, minVvvUnlocked },
    instructions: [instructions.burnDiem({ ...on.sdk, ...order })],
    signers: [signer],
    predict: (state) => model.burnDiem(state, { ...on.model, ...order }),
  };
};
