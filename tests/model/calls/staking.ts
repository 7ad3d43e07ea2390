import { instructions } from "@diem/sdk";
import type { Generator } from "../generator";
import { sub } from "../integers";
import * as model from "../staking";
import { known } from "../refusal";
import type { Position } from "../state";
import { balance } from "../tokens";
import { existing, focused, type Held, holders, personOf, type Person, type World } from "../world";
import { type Call, type Maker, signers } from "./call";

/** Whose position is used, and who signs: now and then somebody else. */
export interface Chosen {
  readonly holder: Person;
  readonly signer: Person;
  readonly position: Held<Position | undefined>;
}

/** A holder's position with which the call makes sense, mostly. */
export function choosePosition(
  world: World,
  generator: Generator,
  sensible: (position: Position, holder: Person) => boolean,
): Chosen | undefined {
  const { state, addresses, people } = world;
  const accountOf = ({ key }: Person) => state.position.get(addresses.position(key).text);
  const holder = generator.likely(holders(world), (each) => {
    const account = accountOf(each);
    return account !== undefined && sensible(account, each);
  });
  if (holder === undefined) return undefined;
  const address = addresses.position(holder.key);
  const signer = generator.mostly(holder, people, 2);
  return { holder, signer, position: { address, account: accountOf(holder) } };
}

export const unlocked = ({ staked, locked }: Position) => sub(staked, locked);

/** What both the SDK and the model take of a chosen position. */
export function onPosition(world: World, { signer, position: { address } }: Chosen) {
  return {
    sdk: { market: world.keys, owner: signer.key, position: address.key },
    model: { position: address, owner: signer.key },
  };
}

export const openPosition: Maker = (world, generator) => {
  const { addresses, state, cast } = world;
  const missing = holders(world).filter(
    ({ key }) => !state.position.has(addresses.position(key).text),
  );
  const holder = generator.likely(holders(world), (each) => missing.includes(each));
  if (holder === undefined) return undefined;
  const payer = generator.mostly(holder, [cast.keeper], 30);
  const position = addresses.position(holder.key);
  const accounts = { market: world.keys, owner: holder.key, position: position.key };
  return {
    name: "openPosition",
    detail: { holder: holder.name, payer: payer.name },
    instructions: [instructions.openPosition({ ...accounts, payer: payer.key })],
    signers: signers(payer, holder),
    predict: (state) =>
      model.openPosition(state, { position, owner: holder.key, payer: payer.key }),
  };
};

export const stake: Maker = (world, generator) => {
  const held = (_: Position, { vvv }: Person) => balance(world.state, vvv) > 0n;
  const chosen = choosePosition(world, generator, held);
  if (chosen === undefined) return undefined;
  const { signer, holder } = chosen;
  const on = onPosition(world, chosen);
  const amount = generator.amount(balance(world.state, signer.vvv));
  return {
    name: "stake",
    detail: { holder: holder.name, signer: signer.name, amount },
    instructions: [instructions.stake({ ...on.sdk, amount, ownerVvv: signer.vvv })],
    signers: [signer],
    predict: (state) => model.stake(state, { ...on.model, amount, ownerVvv: signer.vvv }),
  };
};

export const requestUnstake: Maker = (world, generator) => {
  const chosen = choosePosition(world, generator, (position) => unlocked(position) > 0n);
  if (chosen === undefined) return undefined;
  const { signer, holder, position } = chosen;
  const { account, address } = position;
  const payer = generator.mostly(signer, [world.cast.keeper], 20);
  const amount = generator.amount(account === undefined ? 1n : unlocked(account));
  const next = account?.nextTicketId ?? 0n;
  const ticketId = generator.mostly(next, [next + 1n, 0n], 3);
  const ticket = world.addresses.ticket(address, ticketId);
  const on = onPosition(world, chosen);
  const order = { amount, ticketId, payer: payer.key };
  return {
    name: "requestUnstake",
    detail: { holder: holder.name, signer: signer.name, payer: payer.name, amount, ticketId },
    instructions: [instructions.requestUnstake({ ...on.sdk, ...order, ticket: ticket.key })],
    signers: signers(signer, payer),
    predict: (state) => model.requestUnstake(state, { ...on.model, ...order, ticket }),
  };
};

/** A ticket, whose position it mostly is, and who mostly paid for it. */
function chooseTicket(world: World, generator: Generator): TicketChoice | undefined {
  const { state, people, addresses } = world;
  const { now } = state;
  const tickets = existing(world, state.ticket);
  const held =
    focused(world, tickets) ?? generator.likely(tickets, ({ account }) => now >= account.readyTs);
  if (held === undefined) return undefined;
  const { account } = held;
  const all = existing(world, state.position);
  const own = known(
    all.find(({ address }) => address.key.equals(account.position)),
    "position",
  );
  const position = generator.mostly(own, all, 3);
  // now and then one that may be gone
  const id = generator.mostly(account.id, [0n, own.account.nextTicketId - 1n], 5);
  const ticket = addresses.ticket(own.address, id);
  const holder = personOf(world, position.account.owner);
  const signer = generator.mostly(holder, people, 2);
  const rentPayer = generator.mostly(personOf(world, account.rentPayer), people, 3);
  const chosen = { holder, signer, position };
  const on = onPosition(world, chosen);
  return {
    signer,
    detail: { signer: signer.name, holder: holder.name, id, of: account.position },
    sdk: { ...on.sdk, ticketId: id, ticket: ticket.key, rentPayer: rentPayer.key },
    model: { ...on.model, ticket, rentPayer: rentPayer.key },
  };
}

interface TicketChoice {
  readonly signer: Person;
  readonly detail: Record<string, unknown>;
  readonly sdk: Parameters<typeof instructions.cancelUnstake>[0];
  readonly model: model.OnTicket;
}

export const cancelUnstake: Maker = (world, generator) => {
  const ticket = chooseTicket(world, generator);
  return (
    ticket && {
      name: "cancelUnstake",
      detail: ticket.detail,
      instructions: [instructions.cancelUnstake(ticket.sdk)],
      signers: [ticket.signer],
      predict: (state) => model.cancelUnstake(state, ticket.model),
    }
  );
};

export const withdrawUnstaked: Maker = (world, generator) => {
  const ticket = chooseTicket(world, generator);
  if (ticket === undefined) return undefined;
  const ownerVvv = ticket.signer.vvv;
  return {
    name: "withdrawUnstaked",
    detail: ticket.detail,
    instructions: [instructions.withdrawUnstaked({ ...ticket.sdk, ownerVvv })],
    signers: [ticket.signer],
    predict: (state) => model.withdrawUnstaked(state, { ...ticket.model, ownerVvv }),
  };
};

/** A call that names nothing but a position and its owner's wallets. */
function simple(
  name: string,
  sensible: (position: Position) => boolean,
  make: (
    on: ReturnType<typeof onPosition>,
    chosen: Chosen,
  ) => Pick<Call, "instructions" | "predict">,
): Maker {
  return (world, generator) => {
    const chosen = choosePosition(world, generator, sensible);
    if (chosen === undefined) return undefined;
    const { signer, holder } = chosen;
    const detail = { holder: holder.name, signer: signer.name };
    return { name, detail, signers: [signer], ...make(onPosition(world, chosen), chosen) };
  };
}

const hasStake = ({ staked }: Position) => staked > 0n;

export const claimRewards = simple("claimRewards", hasStake, (on, { signer }) => {
  const wallets = { ownerVvv: signer.vvv, ownerDiem: signer.diem };
  return {
    instructions: [instructions.claimRewards({ ...on.sdk, ...wallets })],
    predict: (state) => model.claimRewards(state, { ...on.model, ...wallets }),
  };
});

export const compoundRewards = simple("compoundRewards", hasStake, (on) => ({
  instructions: [instructions.compoundRewards(on.sdk)],
  predict: (state) => model.compoundRewards(state, on.model),
}));

const isEmpty = ({ staked, openTickets, unclaimedFees, unclaimedRewards }: Position) =>
  staked + unclaimedFees + unclaimedRewards === 0n && openTickets === 0;

export const closePosition: Maker = (world, generator) => {
  const chosen = choosePosition(world, generator, isEmpty);
  if (chosen === undefined) return undefined;
  const { signer, holder, position } = chosen;
  const payer = position.account?.rentPayer ?? holder.key;
  const rentPayer = generator.mostly(payer, [world.cast.arbiter.key], 4);
  const on = onPosition(world, chosen);
  return {
    name: "closePosition",
    detail: { holder: holder.name, signer: signer.name, rentPayer },
    instructions: [instructions.closePosition({ ...on.sdk, rentPayer })],
    signers: [signer],
    predict: (state) => model.closePosition(state, { ...on.model, rentPayer }),
  };
};
