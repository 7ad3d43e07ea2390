import { PublicKey } from "@solana/web3.js";
import { instructions } from "@diem/sdk";
import { due } from "../epoch";
import { epochAt } from "../epochs";
import type { Generator } from "../generator";
import * as model from "../governance";
import { drawParams, spoil } from "../params";
import type { Entry, Params } from "../state";
import { personOf, type Person, type World } from "../world";
import { always, byAuthority } from "./by-authority";
import type { Maker } from "./call";
import { rollEpoch } from "./epoch";

const isPaused = ({ state }: World) => state.market.paused.length > 0;
const isProposed = ({ state }: World) => state.market.proposal !== null;

export const proposeAuthority = byAuthority("proposeAuthority", always, (world, generator, by) => {
  const { cast, keys } = world;
  const candidates = [cast.authority.key, cast.keeper.key, cast.guardian.key, PublicKey.default];
  const newAuthority = generator.pick(candidates);
  return {
    detail: { newAuthority },
    instructions: [instructions.proposeAuthority({ ...by, market: keys, newAuthority })],
    predict: (state) => model.proposeAuthority(state, { ...by, newAuthority }),
  };
});

export const acceptAuthority: Maker = (world, generator) => {
  const { pendingAuthority } = world.state.market;
  if (pendingAuthority === null && !generator.chance(15)) return undefined;
  const right = pendingAuthority === null ? world.cast.keeper : personOf(world, pendingAuthority);
  const newAuthority = generator.mostly(right, world.people, 10);
  const order = { market: world.keys, newAuthority: newAuthority.key };
  return {
    name: "acceptAuthority",
    detail: { newAuthority: newAuthority.name },
    instructions: [instructions.acceptAuthority(order)],
    signers: [newAuthority],
    predict: (state) => model.acceptAuthority(state, newAuthority.key),
  };
};

export const setRoles = byAuthority("setRoles", always, (world, generator, by) => {
  const { cast, keys } = world;
  const key = (people: readonly Person[]) =>
    generator.mostly(generator.pick(people).key, [PublicKey.default], 5);
  const roles = {
    guardian: key([cast.guardian, cast.keeper]),
    arbiter: key([cast.arbiter, cast.guardian]),
    treasury: key([cast.treasury, cast.arbiter]),
  };
  return {
    detail: roles,
    instructions: [instructions.setRoles({ ...by, market: keys, ...roles })],
    predict: (state) => model.setRoles(state, { ...by, ...roles }),
  };
});

function someEntries(generator: Generator): Entry[] {
  const chosen = model.ENTRIES.filter(() => generator.chance(35));
  return chosen;
}

export const pause: Maker = (world, generator) => {
  const { guardian, authority } = world.state.market.roles;
  const right = personOf(world, generator.pick([guardian, authority]));
  const pauser = generator.mostly(right, world.people, 10);
  const order = { pauser: pauser.key, entries: someEntries(generator) };
  return {
    name: "pause",
    detail: { ...order, pauser: pauser.name },
    instructions: [instructions.pause({ ...order, market: world.keys })],
    signers: [pauser],
    predict: (state) => model.pause(state, order),
  };
};

/** Opens all that is paused, mostly: a paused market is soon a dull one. */
export const unpause = byAuthority("unpause", isPaused, (world, generator, by) => {
  const { paused } = world.state.market;
  const entries = generator.mostly([...paused], [someEntries(generator)], 20);
  return {
    detail: { entries },
    instructions: [instructions.unpause({ ...by, market: world.keys, entries })],
    predict: (state) => model.unpause(state, { ...by, entries }),
  };
});

export const proposeParams = byAuthority("proposeParams", always, (world, generator, by) => {
  const { lockedHaircutBps: fixed } = world.state.market.params;
  const drawn: Params = drawParams(generator, generator.mostly(fixed, [501, 4_999], 5));
  const params = generator.chance(30) ? spoil(drawn, generator) : drawn;
  return {
    detail: { params },
    instructions: [instructions.proposeParams({ ...by, market: world.keys, params })],
    predict: (state) => model.proposeParams(state, { ...by, params }),
  };
});

/** Once their delay is over, mostly; rolls before, as one must. */
export const applyParams: Maker = (world, generator) => {
  const { market, now } = world.state;
  const etaTs = market.proposal?.etaTs ?? now + 1n;
  if (now < etaTs && !generator.chance(35)) return undefined;
  const waitedFor = world.focus?.action === "applyParams";
  const unrolled = due(market, epochAt(market, now)) > 0;
  if (unrolled && !generator.chance(waitedFor ? 50 : 15)) return rollEpoch(world, generator);
  return {
    name: "applyParams",
    detail: {},
    instructions: [instructions.applyParams({ market: world.keys })],
    signers: [world.cast.keeper],
    predict: (state) => model.applyParams(state),
  };
};

export const cancelParams = byAuthority("cancelParams", isProposed, (world, _dice, by) => ({
  detail: {},
  instructions: [instructions.cancelParams({ ...by, market: world.keys })],
  predict: (state) => model.cancelParams(state, by),
}));
