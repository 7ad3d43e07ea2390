import { type PublicKey } from "@solana/web3.js";
import { constants, instructions } from "@diem/sdk";
import type { Generator } from "../generator";
import { epochAt } from "../epochs";
import { fitting, max } from "../integers";
import * as model from "../provider";
import type { Provider, State, Terms } from "../state";
import { balance } from "../tokens";
import { existing, focused, type Held, personOf, type Person, type World } from "../world";
import { type Maker, signers } from "./call";

const { CREDIT_UNIT, MAX_CAPACITY, MAX_ENDPOINT_LEN } = constants;

/** A provider, and who signs as its owner: now and then somebody else. */
export interface ChosenProvider extends Held<Provider> {
  readonly owner: Person;
  readonly signer: Person;
}

type Sensible = (provider: Provider, world: World) => boolean;

/** A provider with which the call makes sense, mostly. */
export function chooseProvider(
  world: World,
  generator: Generator,
  sensible: Sensible = () => true,
): ChosenProvider | undefined {
  const providers = existing(world, world.state.provider);
  const held =
    focused(world, providers) ??
    generator.likely(providers, ({ account }) => sensible(account, world));
  if (held === undefined) return undefined;
  const owner = personOf(world, held.account.owner);
  return { ...held, owner, signer: generator.mostly(owner, world.people, 2) };
}

/** What both the SDK and the model take of a chosen provider. */
export function onProvider(world: World, { signer, address }: ChosenProvider) {
  return {
    sdk: { market: world.keys, owner: signer.key, provider: address.key },
    model: { provider: address, owner: signer.key },
  };
}

export const always = () => true;
const isActive = ({ retiring }: Provider) => !retiring;
const hasRevenue = ({ revenue, claimable }: Provider, { state }: World) =>
  balance(state, revenue) > claimable;

/** A call on a provider that exists, if one does. */
export function withProvider(
  sensible: Sensible,
  make: (world: World, generator: Generator, on: ChosenProvider) => ReturnType<Maker>,
): Maker {
  return (world, generator) => {
    const chosen = chooseProvider(world, generator, sensible);
    return chosen && make(world, generator, chosen);
  };
}

const nobody = (key: PublicKey) => new (key.constructor as typeof PublicKey)(new Uint8Array(32));

function termsOf({ cast, state }: World, generator: Generator): Terms {
  const { next: reference } = state.market.referencePrice;
  const price = generator.pick([reference, reference, reference / 2n + 1n, reference * 2n, 1n]);
  const endpoint = generator.pick([
    "https://compute.example/v1",
    "x",
    "é".repeat(MAX_ENDPOINT_LEN / 2),
  ]);
  return {
    operator: generator.mostly(cast.operator.key, [nobody(cast.operator.key)], 2),
    price: generator.mostly(price, [0n], 2),
    endpoint: generator.mostly(endpoint, ["", "y".repeat(MAX_ENDPOINT_LEN + 1)], 3),
    priceListHash: new Uint8Array(32).fill(generator.below(256)),
  };
}

/** Micro-credits that a bond covers, and what a market asks of it. */
function coverable({ market }: State, bond: bigint): bigint {
  const covered = (bond * CREDIT_UNIT) / market.params.bondPerCredit;
  return covered > MAX_CAPACITY ? MAX_CAPACITY : covered;
}

/** An offer about as large as the bond allows; of that a good part for quota, and no less than is taken. */
function offerOf(state: State, generator: Generator, bond: bigint, committed = 0n): model.Offer {
  const most = coverable(state, bond);
  const capacity = generator.mostly(
    generator.amount(most),
    [most, MAX_CAPACITY, MAX_CAPACITY + 1n],
    10,
  );
  const quota = generator.pick([capacity, capacity / 2n, committed, generator.amount(capacity)]);
  const least = committed > 0n ? committed - 1n : 0n;
  return { capacity, quotaCapacity: fitting(generator.mostly(quota, [least, capacity + 1n], 5)) };
}

export const registerProvider: Maker = (world, generator) => {
  const { cast, addresses, state, keys } = world;
  const missing = cast.owners.filter(
    ({ key }) => !state.provider.has(addresses.provider(key).text),
  );
  const able = missing.filter(({ vvv }) => balance(state, vvv) > 0n);
  const owner = generator.likely(cast.owners, (each) => able.includes(each));
  if (owner === undefined) return undefined;
  const payer = generator.mostly(owner, [cast.keeper], 30);
  const provider = addresses.provider(owner.key);
  const held = balance(state, owner.vvv);
  const bond = generator.amount(generator.chance(15) ? held : held / 4n);
  const order = {
    ...{ bond, ...offerOf(state, generator, bond), terms: termsOf(world, generator) },
    ...{ owner: owner.key, payer: payer.key, ownerVvv: owner.vvv },
    revenue: addresses.ata(keys.diemMint, provider.key),
  };
  return {
    name: "registerProvider",
    detail: { ...order, owner: owner.name, payer: payer.name },
    instructions: [
      instructions.registerProvider({ ...order, market: keys, provider: provider.key }),
    ],
    signers: signers(payer, owner),
    predict: (after) => model.registerProvider(after, { ...order, provider }),
  };
};

export const updateProvider = withProvider(always, (world, generator, chosen) => {
  const terms = termsOf(world, generator);
  const on = onProvider(world, chosen);
  return {
    name: "updateProvider",
    detail: { owner: chosen.owner.name, signer: chosen.signer.name, terms },
    instructions: [instructions.updateProvider({ ...on.sdk, terms })],
    signers: [chosen.signer],
    predict: (state) => model.updateProvider(state, { ...on.model, terms }),
  };
});

export const setCapacity = withProvider(isActive, (world, generator, chosen) => {
  const { account, owner, signer } = chosen;
  const offer = offerOf(world.state, generator, account.bond, account.committed.next);
  const on = onProvider(world, chosen);
  return {
    name: "setCapacity",
    detail: { owner: owner.name, signer: signer.name, ...offer },
    instructions: [instructions.setCapacity({ ...on.sdk, ...offer })],
    signers: [signer],
    predict: (state) => model.setCapacity(state, { ...on.model, ...offer }),
  };
});

export const retireProvider = withProvider(isActive, (world, _dice, chosen) => {
  const on = onProvider(world, chosen);
  return {
    name: "retireProvider",
    detail: { owner: chosen.owner.name, signer: chosen.signer.name },
    instructions: [instructions.retireProvider(on.sdk)],
    signers: [chosen.signer],
    predict: (state) => model.retireProvider(state, on.model),
  };
});

export const distributeRevenue = withProvider(hasRevenue, (world, _dice, chosen) => {
  const { address, account, owner } = chosen;
  const { revenue } = account;
  const order = { market: world.keys, provider: address.key, revenue };
  return {
    name: "distributeRevenue",
    detail: { owner: owner.name },
    instructions: [instructions.distributeRevenue(order)],
    signers: [world.cast.keeper],
    predict: (state) => model.distributeRevenue(state, { provider: address }),
  };
});

const hasClaimable = ({ claimable }: Provider) => claimable > 0n;

export const withdrawRevenue = withProvider(hasClaimable, (world, generator, chosen) => {
  const { account, owner, signer } = chosen;
  const amount = generator.amount(account.claimable);
  const order = { amount, ownerDiem: signer.diem };
  const on = onProvider(world, chosen);
  const { revenue } = account;
  return {
    name: "withdrawRevenue",
    detail: { owner: owner.name, signer: signer.name, amount },
    instructions: [instructions.withdrawRevenue({ ...on.sdk, ...order, revenue })],
    signers: [signer],
    predict: (state) => model.withdrawRevenue(state, { ...on.model, ...order }),
  };
});

/** Retired, and without bond or channels. */
const isEmpty = ({ retiring, bond, bondCooling, openChannels }: Provider) =>
  retiring && bond === 0n && bondCooling.tickets === 0 && openChannels === 0;

export const closeProvider = withProvider(isEmpty, (world, generator, chosen) => {
  const { account, owner, signer } = chosen;
  const rentPayer = generator.mostly(account.rentPayer, [world.cast.arbiter.key], 4);
  const order = { rentPayer, ownerDiem: signer.diem };
  const on = onProvider(world, chosen);
  const { revenue } = account;
  return {
    name: "closeProvider",
    detail: { owner: owner.name, signer: signer.name, rentPayer },
    instructions: [instructions.closeProvider({ ...on.sdk, ...order, revenue })],
    signers: [signer],
    predict: (state) => model.closeProvider(state, { ...on.model, ...order }),
  };
});

/** Micro-credits of quota that a provider can still commit now and ahead. */
export function uncommitted({ market, now }: State, provider: Provider): bigint {
  const { committed, quotaCapacity } = provider;
  const running = epochAt(market, now) === committed.epoch;
  const ahead = quotaCapacity.next - committed.next;
  const free = running ? quotaCapacity.current - committed.current : ahead;
  return max(free < ahead ? free : ahead, 0n);
}
