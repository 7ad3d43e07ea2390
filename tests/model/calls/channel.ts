import { PublicKey } from "@solana/web3.js";
import { constants, instructions } from "@diem/sdk";
import * as model from "../channel";
import type { Generator } from "../generator";
import { epochAt } from "../epochs";
import { max, U64_MAX } from "../integers";
import { termsIn } from "../provider";
import * as quotaModel from "../quota";
import { known } from "../refusal";
import type { Channel, Provider } from "../state";
import { balance } from "../tokens";
import { existing, focused, type Held, personOf, type Person, type World } from "../world";
import { type Maker, signers } from "./call";
import { uncommitted } from "./provider";

/** A channel with its provider, or now and then with another one. */
export interface ChosenChannel {
  readonly channel: Held<Channel>;
  readonly provider: Held<Provider>;
  readonly consumer: Person;
}

type Sensible = (channel: Channel, world: World) => boolean;

function chooseChannel(
  world: World,
  generator: Generator,
  sensible: Sensible,
): ChosenChannel | undefined {
  const { state } = world;
  const channels = existing(world, state.channel);
  const channel =
    focused(world, channels) ??
    generator.likely(channels, ({ account }) => sensible(account, world));
  if (channel === undefined) return undefined;
  const providers = existing(world, state.provider);
  const own = providers.find(({ address }) => address.key.equals(channel.account.provider));
  const provider = generator.mostly(own ?? generator.pick(providers), providers, 2);
  return { channel, provider, consumer: personOf(world, channel.account.consumer) };
}

/** A call on a channel that exists, if one does. */
function withChannel(
  sensible: Sensible,
  make: (world: World, generator: Generator, chosen: ChosenChannel) => ReturnType<Maker>,
): Maker {
  return (world, generator) => {
    const chosen = chooseChannel(world, generator, sensible);
    return chosen && make(world, generator, chosen);
  };
}

/** What both the SDK and the model take of a channel and its provider. */
export function onChannel(world: World, { channel, provider }: ChosenChannel) {
  return {
    sdk: { market: world.keys, provider: provider.address.key, channel: channel.address.key },
    model: { provider: provider.address, channel: channel.address },
  };
}

const isOpen = ({ closesTs }: Channel) => closesTs === null;
const isRetiring = ({ provider }: Channel, { state }: World) =>
  known(state.provider.get(provider.toBase58()), "provider").retiring;

/** Open, and of a provider that waits for it to close, where there is any such; or such that closing can be hurried. */
const isLeaving = (channel: Channel, world: World) => {
  const channels = [...world.state.channel.values()];
  const awaited = channels.some((each) => isOpen(each) && isRetiring(each, world));
  const hurried = channel.closing === 1;
  return hurried || (isOpen(channel) && (!awaited || isRetiring(channel, world)));
};
const hasSettled = ({ settled, collected }: Channel) => settled > collected;
const hasStake = ({ staked }: Channel) => staked > 0n;

const heldBy = (world: World, consumer: PublicKey) =>
  balance(world.state, personOf(world, consumer).diem);

const canDeposit = (channel: Channel, world: World) =>
  isOpen(channel) && heldBy(world, channel.consumer) > 0n;

/** The provider offers more quota, and the consumer has DIEM. */
const canStake = ({ closesTs, provider, consumer }: Channel, world: World) => {
  const offering = known(world.state.provider.get(provider.toBase58()), "provider");
  const free = offering.quotaCapacity.current > offering.committed.current;
  return closesTs === null && heldBy(world, consumer) > 0n && free && !offering.retiring;
};

/** Something is unstaked, and its epoch over; or staked, and the last one over. */
const hasWithdrawable = (channel: Channel, { state: { market, now } }: World) => {
  const { cooling, withdrawable, staked, quota, lastQuotaEpoch } = channel;
  const epoch = epochAt(market, now);
  const cooled = cooling > 0n && epoch > quota.epoch;
  return withdrawable > 0n || cooled || (staked > 0n && epoch > lastQuotaEpoch);
};

/** Old enough, and its grace over. */
const isClosable = ({ openedSlot, closesTs }: Channel, { state }: World) =>
  state.slot > openedSlot + constants.OPENING_WINDOW_SLOTS &&
  closesTs !== null &&
  state.now >= closesTs;

const CHANNELS_EACH = 2;

export const openChannel: Maker = (world, generator) => {
  const { cast, addresses, state, keys } = world;
  const providers = existing(world, state.provider);
  const provider = generator.likely(
    providers,
    ({ account }) => !account.retiring && account.bond > 0n,
  );
  const consumer = generator.pick(cast.consumers);
  const own = [...state.channel.values()].filter((each) => each.consumer.equals(consumer.key));
  if (provider === undefined || own.length >= CHANNELS_EACH * cast.owners.length) return undefined;
  const oldest = max(state.slot - constants.OPENING_WINDOW_SLOTS, 0n);
  const slots = [oldest, state.slot, state.slot - 1n, oldest + BigInt(generator.below(150))];
  const openedSlot = generator.mostly(
    generator.pick(slots),
    [max(oldest - 1n, 0n), state.slot + 1n],
    4,
  );
  const channel = addresses.channel(provider.address, consumer.key, openedSlot);
  const payer = generator.mostly(consumer, [cast.keeper], 20);
  const { price } = termsIn(provider.account.terms, epochAt(state.market, state.now));
  const voucherSigner = generator.pick([consumer.key, consumer.key, cast.keeper.key]);
  const order = {
    ...{ openedSlot, payer: payer.key, consumer: consumer.key, consumerDiem: consumer.diem },
    deposit: generator.amount(balance(state, consumer.diem) / 4n),
    maxPrice: generator.pick([U64_MAX, price, price, generator.around(price)]),
    voucherSigner: generator.mostly(voucherSigner, [PublicKey.default], 2),
  };
  return {
    name: "openChannel",
    detail: { ...order, provider: provider.address.text },
    instructions: [
      instructions.openChannel({
        ...{ ...order, market: keys, provider: provider.address.key, channel: channel.key },
      }),
    ],
    signers: signers(payer, consumer),
    predict: (after) => model.openChannel(after, { ...order, channel, provider: provider.address }),
  };
};

export const deposit = withChannel(canDeposit, (world, generator, { channel, consumer }) => {
  const funder = generator.mostly(consumer, world.people, 10);
  const amount = generator.amount(balance(world.state, funder.diem) / 3n);
  const order = { amount, funder: funder.key, funderDiem: funder.diem };
  return {
    name: "deposit",
    detail: { channel: channel.address.text, funder: funder.name, amount },
    instructions: [
      instructions.deposit({ ...order, market: world.keys, channel: channel.address.key }),
    ],
    signers: [funder],
    predict: (state) => model.deposit(state, { ...order, channel: channel.address }),
  };
});

export const collect = withChannel(hasSettled, (world, _dice, chosen) => {
  const on = onChannel(world, chosen);
  const { revenue } = chosen.provider.account;
  return {
    name: "collect",
    detail: { channel: chosen.channel.address.text },
    instructions: [instructions.collect({ ...on.sdk, revenue })],
    signers: [world.cast.keeper],
    predict: (state) => model.collect(state, on.model),
  };
});

export const requestClose = withChannel(isLeaving, (world, generator, chosen) => {
  const { provider, consumer, channel } = chosen;
  const owner = personOf(world, provider.account.owner);
  const others = [owner, world.cast.operator, world.cast.keeper];
  // what the provider asked for, the consumer alone can hurry
  const closer = generator.mostly(consumer, others, channel.account.closing === 1 ? 10 : 45);
  const on = onChannel(world, chosen);
  return {
    name: "requestClose",
    detail: { channel: channel.address.text, closer: closer.name },
    instructions: [instructions.requestClose({ ...on.sdk, closer: closer.key })],
    signers: [closer],
    predict: (state) => model.requestClose(state, { ...on.model, closer: closer.key }),
  };
});

export const closeChannel = withChannel(isClosable, (world, generator, chosen) => {
  const { provider, channel, consumer } = chosen;
  const { cast } = world;
  const owner = personOf(world, provider.account.owner);
  const consenting = generator.pick([undefined, undefined, cast.operator, owner]);
  const operator = generator.mostly(consenting, [cast.arbiter], 3);
  const rentPayer = generator.mostly(channel.account.rentPayer, [cast.arbiter.key], 3);
  const order = { rentPayer, consumerDiem: consumer.diem };
  const on = onChannel(world, chosen);
  const { revenue } = provider.account;
  const signing = operator === undefined ? {} : { operator: operator.key };
  return {
    name: "closeChannel",
    detail: { channel: channel.address.text, operator: operator?.name, rentPayer },
    instructions: [
      instructions.closeChannel({
        ...on.sdk,
        ...order,
        ...signing,
        revenue,
        consumer: consumer.key,
      }),
    ],
    signers: operator === undefined ? [cast.keeper] : [operator],
    predict: (state) =>
      model.closeChannel(state, { ...on.model, ...order, operator: operator?.key }),
  };
});

export const stakeQuota = withChannel(canStake, (world, generator, chosen) => {
  const { channel, provider, consumer } = chosen;
  const { state, people } = world;
  const signer = generator.mostly(consumer, people, 2);
  const held = balance(state, signer.diem);
  const free = uncommitted(state, provider.account);
  const { creditsPerDiem } = channel.account;
  const offered = (free * constants.DIEM_UNIT) / creditsPerDiem;
  // what gives one micro-credit more than is offered
  const beyond = offered + constants.DIEM_UNIT / creditsPerDiem + 1n;
  const some = generator.amount(held / 3n < offered ? held / 3n : offered);
  const full = offered === 0n ? 80 : 20;
  const amount = generator.mostly(some, [offered, beyond], beyond <= held ? full : 0);
  const order = { amount, consumer: signer.key, consumerDiem: signer.diem };
  const on = onChannel(world, chosen);
  return {
    name: "stakeQuota",
    detail: { channel: channel.address.text, signer: signer.name, amount },
    instructions: [instructions.stakeQuota({ ...on.sdk, ...order })],
    signers: [signer],
    predict: (after) => quotaModel.stakeQuota(after, { ...on.model, ...order }),
  };
});

export const requestQuotaUnstake = withChannel(hasStake, (world, generator, chosen) => {
  const { channel, consumer } = chosen;
  const signer = generator.mostly(consumer, world.people, 2);
  const order = { amount: generator.amount(channel.account.staked), consumer: signer.key };
  const on = onChannel(world, chosen);
  return {
    name: "requestQuotaUnstake",
    detail: { channel: channel.address.text, signer: signer.name, amount: order.amount },
    instructions: [instructions.requestQuotaUnstake({ ...on.sdk, ...order })],
    signers: [signer],
    predict: (state) => quotaModel.requestQuotaUnstake(state, { ...on.model, ...order }),
  };
});

export const withdrawQuota = withChannel(hasWithdrawable, (world, generator, chosen) => {
  const { channel, consumer } = chosen;
  const signer = generator.mostly(consumer, world.people, 2);
  const order = { consumer: signer.key, consumerDiem: signer.diem };
  const on = onChannel(world, chosen);
  return {
    name: "withdrawQuota",
    detail: { channel: channel.address.text, signer: signer.name },
    instructions: [instructions.withdrawQuota({ ...on.sdk, ...order })],
    signers: [signer],
    predict: (state) => quotaModel.withdrawQuota(state, { ...on.model, ...order }),
  };
});
