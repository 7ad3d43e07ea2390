import { constants, instructions } from "@diem/sdk";
import * as model from "../bond";
import { known } from "../refusal";
import type { Provider } from "../state";
import { balance } from "../tokens";
import { existing, focused, personOf, type World } from "../world";
import { type Maker, signers } from "./call";
import { onProvider, withProvider } from "./provider";

/** About what the capacity leaves of the bond. */
function freeBond({ bond, retiring, capacity, bondPerCredit }: Provider): bigint {
  const needed = retiring ? 0n : (capacity.next * bondPerCredit) / constants.CREDIT_UNIT;
  return bond > needed ? bond - needed : 0n;
}

const hasFreeBond = (provider: Provider) => freeBond(provider) > 0n;

/** Some of it on its way out, where any bond is. */
const hasBond = ({ bond, bondCooling }: Provider, { state }: World) => {
  const cooling = [...state.provider.values()].some((each) => each.bondCooling.tickets > 0);
  return cooling ? bondCooling.tickets > 0 : bond > 0n;
};

const canAdd = ({ retiring, owner }: Provider, world: World) =>
  !retiring && balance(world.state, personOf(world, owner).vvv) > 0n;

export const addBond = withProvider(canAdd, (world, generator, chosen) => {
  const { owner, signer } = chosen;
  const held = balance(world.state, signer.vvv);
  const amount = generator.amount(generator.chance(80) ? held / 10n : held);
  const order = { amount, ownerVvv: signer.vvv };
  const on = onProvider(world, chosen);
  return {
    name: "addBond",
    detail: { owner: owner.name, signer: signer.name, amount },
    instructions: [instructions.addBond({ ...on.sdk, ...order })],
    signers: [signer],
    predict: (state) => model.addBond(state, { ...on.model, ...order }),
  };
});

export const requestBondWithdrawal = withProvider(hasFreeBond, (world, generator, chosen) => {
  const { account, address, owner, signer } = chosen;
  const payer = generator.mostly(signer, [world.cast.keeper], 20);
  const part = generator.amount(freeBond(account));
  const amount = account.retiring && generator.chance(70) ? account.bond : part;
  const next = account.nextTicketId;
  const ticketId = generator.mostly(next, [next + 1n, 0n], 3);
  const ticket = world.addresses.bondTicket(address, ticketId);
  const on = onProvider(world, chosen);
  const order = { amount, ticketId, payer: payer.key };
  return {
    name: "requestBondWithdrawal",
    detail: { owner: owner.name, signer: signer.name, amount, ticketId },
    instructions: [instructions.requestBondWithdrawal({ ...on.sdk, ...order, ticket: ticket.key })],
    signers: signers(signer, payer),
    predict: (state) => model.requestBondWithdrawal(state, { ...on.model, ...order, ticket }),
  };
});

export const withdrawBond: Maker = (world, generator) => {
  const { state, people, addresses } = world;
  const { now } = state;
  const tickets = existing(world, state.bondTicket);
  const held =
    focused(world, tickets) ?? generator.likely(tickets, ({ account }) => now >= account.readyTs);
  if (held === undefined) return undefined;
  const { account } = held;
  const providers = existing(world, state.provider);
  const own = known(
    providers.find(({ address }) => address.key.equals(account.provider)),
    "provider",
  );
  const provider = generator.mostly(own, providers, 3);
  // now and then one that may be gone
  const id = generator.mostly(account.id, [0n, own.account.nextTicketId - 1n], 5);
  const ticket = addresses.bondTicket(own.address, id);
  const owner = personOf(world, provider.account.owner);
  const signer = generator.mostly(owner, people, 2);
  const rentPayer = generator.mostly(personOf(world, account.rentPayer), people, 3).key;
  const on = onProvider(world, { ...provider, owner, signer });
  const order = { rentPayer, ownerVvv: signer.vvv };
  const named = { ...on.sdk, ticketId: id, ticket: ticket.key };
  return {
    name: "withdrawBond",
    detail: { owner: owner.name, signer: signer.name, id, of: account.provider },
    instructions: [instructions.withdrawBond({ ...named, ...order })],
    signers: [signer],
    predict: (after) => model.withdrawBond(after, { ...on.model, ...order, ticket }),
  };
};

export const slashProvider = withProvider(
  hasBond,
  (world, generator, { address, account, owner }) => {
    const { people, keys } = world;
    const { roles } = world.state.market;
    const arbiter = generator.mostly(personOf(world, roles.arbiter), people, 4);
    const whole = account.bond + account.bondCooling.amount;
    const maxAmount = generator.amount(generator.pick([whole, whole / 10n, whole / 100n]));
    const treasury = generator.mostly(personOf(world, roles.treasury), people, 3);
    const payee = { treasury: treasury.key, treasuryVvv: treasury.vvv };
    const order = { ...payee, arbiter: arbiter.key, maxAmount, reason: generator.below(65_536) };
    return {
      name: "slashProvider",
      detail: { owner: owner.name, arbiter: arbiter.name, maxAmount },
      instructions: [instructions.slashProvider({ ...order, market: keys, provider: address.key })],
      signers: [arbiter],
      predict: (state) => model.slashProvider(state, { ...order, provider: address }),
    };
  },
);
