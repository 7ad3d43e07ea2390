import { createBurnInstruction, createTransferInstruction } from "@solana/spl-token";
import { constants, instructions } from "@diem/sdk";
import * as model from "../market";
import { balance, burn, donate } from "../tokens";
import type { Generator } from "../generator";
import { existing, personOf, type World } from "../world";
import type { Maker } from "./call";

export const fundRewards: Maker = (world, generator) => {
  const { people, state } = world;
  const funder = generator.likely(people, ({ vvv }) => balance(state, vvv) > 0n);
  if (funder === undefined) return undefined;
  const held = balance(state, funder.vvv);
  const amount = generator.amount(generator.chance(30) ? held : held / 20n);
  const shortest = state.market.params.stakeCooldownSecs;
  const { MAX_REWARD_DURATION_SECS: longest } = constants;
  const durations = [shortest, 2n * shortest, 5_000n, 5_000n, longest];
  const durationSecs = generator.mostly(
    generator.pick(durations),
    [shortest - 1n, longest + 1n],
    4,
  );
  const order = { funder: funder.key, funderVvv: funder.vvv, amount, durationSecs };
  return {
    name: "fundRewards",
    detail: { funder: funder.name, amount, durationSecs },
    instructions: [instructions.fundRewards({ market: world.keys, ...order })],
    signers: [funder],
    predict: (after) => model.fundRewards(after, order),
  };
};

export const fundQuota: Maker = (world, generator) => {
  const { people, state } = world;
  const funder = generator.likely(people, ({ diem }) => balance(state, diem) > 0n);
  if (funder === undefined) return undefined;
  const held = balance(state, funder.diem);
  const amount = generator.amount(generator.chance(10) ? held : held / 20n);
  const order = { funder: funder.key, funderDiem: funder.diem, amount };
  return {
    name: "fundQuota",
    detail: { funder: funder.name, amount },
    instructions: [instructions.fundQuota({ market: world.keys, ...order })],
    signers: [funder],
    predict: (after) => model.fundQuota(after, order),
  };
};

export const collectTreasury: Maker = (world, generator) => {
  if (world.state.market.treasuryOwed === 0n && !generator.chance(15)) return undefined;
  const { people, state, cast } = world;
  const treasury = generator.mostly(personOf(world, state.market.roles.treasury), people, 4);
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
export const transfer: Maker = (world, generator) => {
  const { keys, people, state } = world;
  const inDiem = generator.chance(80);
  const from = generator.likely(
    people,
    ({ diem, vvv }) => balance(state, inDiem ? diem : vvv) > 0n,
  );
  if (from === undefined) return undefined;
  const revenues = existing(world, state.provider).map(({ account }) => account.revenue);
  const wallets = people.map((person) => (inDiem ? person.diem : person.vvv));
  const vaults = inDiem
    ? [keys.escrow, keys.feePool]
    : [keys.stakeVault, keys.bondVault, keys.rewardVault];
  const source = inDiem ? from.diem : from.vvv;
  const targets = generator.pick([
    vaults,
    wallets,
    wallets,
    inDiem && revenues.length > 0 ? revenues : wallets,
  ]);
  const to = generator.pick(targets.filter((each) => !each.equals(source)));
  const held = balance(state, source);
  const amount = generator.amount(generator.chance(80) ? held / 5n : held);
  return {
    name: "transfer",
    detail: { from: from.name, to, amount, mint: inDiem ? "DIEM" : "VVV" },
    instructions: [createTransferInstruction(source, to, from.key, amount)],
    signers: [from],
    predict: (after) => donate(after, source, to, amount),
  };
};

/** Any holder can burn DIEM without the program. */
export const directBurn: Maker = (world, generator) =>
  burnOf(world, generator, (held) => held / 50n);

/** All that one holder has: of much DIEM, that renews everybody's debt. */
export const burnHoldings: Maker = (world, generator) =>
  burnOf(world, generator, (held) => held, 85);

function burnOf(
  world: World,
  generator: Generator,
  part: (held: bigint) => bigint,
  percentOfAll = 0,
): ReturnType<Maker> {
  const { state, people } = world;
  const from = generator.likely(people, ({ diem }) => balance(state, diem) > 0n);
  if (from === undefined) return undefined;
  const { diemMint } = world.keys;
  const most = part(balance(state, from.diem));
  const amount = generator.chance(percentOfAll) ? most : generator.amount(most);
  return {
    name: "directBurn",
    detail: { from: from.name, amount },
    instructions: [createBurnInstruction(from.diem, diemMint, from.key, amount)],
    signers: [from],
    predict: (after) => burn(after, diemMint, from.diem, amount),
  };
}
