import { createBurnInstruction, createTransferInstruction } from "@solana/spl-token";
import { constants, instructions } from "@diem/sdk";
import * as model from "../market";
import { balance, burn, donate } from "../tokens";
import { existing, personOf } from "../world";
import type { Maker } from "./call";

export const fundRewards: Maker = (world, dice) => {
  const { people, state } = world;
  const funder = dice.likely(people, ({ vvv }) => balance(state, vvv) > 0n);
  if (funder === undefined) return undefined;
  const held = balance(state, funder.vvv);
  const amount = dice.amount(dice.chance(30) ? held : held / 20n);
  const { MAX_REWARD_DURATION_SECS: longest } = constants;
  const durations = [1n, 50n, 500n, 5_000n, longest];
  const durationSecs = dice.mostly(dice.pick(durations), [0n, longest + 1n], 4);
  const order = { funderVvv: funder.vvv, amount, durationSecs };
  return {
    name: "fundRewards",
    detail: { funder: funder.name, amount, durationSecs },
    instructions: [instructions.fundRewards({ market: world.keys, funder: funder.key, ...order })],
    signers: [funder],
    predict: (after) => model.fundRewards(after, order),
  };
};

export const collectTreasury: Maker = (world, dice) => {
  if (world.state.market.treasuryOwed === 0n && !dice.chance(15)) return undefined;
  const { people, state, cast } = world;
  const treasury = dice.mostly(personOf(world, state.market.roles.treasury), people, 4);
  const order = { treasury: treasury.key, treasuryDiem: treasury.diem };
  return {
    name: "collectTreasury",
    detail: { treasury: treasury.name },
    instructions: [instructions.collectTreasury({ ...order, market: world.keys })],
    signers: [cast.keeper],
    predict: (after) => model.collectTreasury(after, order),
  };
};

/** A plain transfer into a vault, a revenue account or somebody's wallet. */
export const transfer: Maker = (world, dice) => {
  const { keys, people, state } = world;
  const inDiem = dice.chance(80);
  const from = dice.likely(people, ({ diem, vvv }) => balance(state, inDiem ? diem : vvv) > 0n);
  if (from === undefined) return undefined;
  const revenues = existing(world, state.provider).map(({ account }) => account.revenue);
  const wallets = people.map((person) => (inDiem ? person.diem : person.vvv));
  const vaults = inDiem
    ? [keys.escrow, keys.feePool]
    : [keys.stakeVault, keys.bondVault, keys.rewardVault];
  const source = inDiem ? from.diem : from.vvv;
  const targets = dice.pick([
    vaults,
    wallets,
    wallets,
    inDiem && revenues.length > 0 ? revenues : wallets,
  ]);
  const to = dice.pick(targets.filter((each) => !each.equals(source)));
  const held = balance(state, source);
  const amount = dice.amount(dice.chance(80) ? held / 5n : held);
  return {
    name: "transfer",
    detail: { from: from.name, to, amount, mint: inDiem ? "DIEM" : "VVV" },
    instructions: [createTransferInstruction(source, to, from.key, amount)],
    signers: [from],
    predict: (after) => donate(after, source, to, amount),
  };
};

/** Any holder can burn DIEM without the program. */
export const directBurn: Maker = (world, dice) => {
  const { state, people } = world;
  const from = dice.likely(people, ({ diem }) => balance(state, diem) > 0n);
  if (from === undefined) return undefined;
  const { diemMint } = world.keys;
  const amount = dice.amount(balance(state, from.diem) / 50n);
  return {
    name: "directBurn",
    detail: { from: from.name, amount },
    instructions: [createBurnInstruction(from.diem, diemMint, from.key, amount)],
    signers: [from],
    predict: (after) => burn(after, diemMint, from.diem, amount),
  };
};
