import { constants, instructions } from "@diem/sdk";
import type { Generator } from "../generator";
import * as model from "../epoch";
import { epochAt } from "../epochs";
import type { EpochRecord, Provider, UsageSlot } from "../state";
import { contributionOf, isDistributed, isSame } from "../usage";
import { existing, focused, type Held, personOf, type World } from "../world";
import type { Maker } from "./call";
import { collect } from "./channel";
import { chooseProvider, distributeRevenue } from "./provider";

export const openEpochRecord: Maker = (world, generator) => {
  const { state, cast, addresses, keys } = world;
  const running = epochAt(state.market, state.now);
  if (model.due(state.market, running) > 0 && !generator.chance(8))
    return rollEpoch(world, generator);
  if (!needsRecord(world) && !generator.chance(30)) return undefined;
  const fresh = [running, running - 1].filter(
    (each) => each >= 0 && !state.epochRecord.has(addresses.epochRecord(each).text),
  );
  const wrong = [running + 1, Math.max(running - 2, 0), running];
  if (fresh.length === 0 && !generator.chance(10)) return undefined;
  const epoch = generator.mostly(generator.pickAny(fresh) ?? running, wrong, 6);
  const payer = generator.pick([cast.keeper, cast.operator]);
  const record = addresses.epochRecord(epoch);
  const order = { epoch, payer: payer.key };
  return {
    name: "openEpochRecord",
    detail: { epoch, payer: payer.name },
    instructions: [instructions.openEpochRecord({ ...order, market: keys, record: record.key })],
    signers: [payer],
    predict: (after) => model.openEpochRecord(after, { ...order, record }),
  };
};

/** A record of one of the epochs that `wanted` asks for, or else any. */
function chooseRecord(
  world: World,
  generator: Generator,
  wanted: (record: EpochRecord) => boolean,
): Held<EpochRecord> | undefined {
  const records = existing(world, world.state.epochRecord);
  return focused(world, records) ?? generator.likely(records, ({ account }) => wanted(account));
}

/** Whether a report would change the record: by what was served, or by its quota that counts by now. */
const isUnreported = (provider: Provider, slot: UsageSlot) =>
  !isSame(slot.served, slot.reported) ||
  (slot.reported.quota > 0n && slot.distributed === 0 && isDistributed(provider, slot.epoch));

/** Whether the epoch's quota earns its provider something that was not claimed. */
const isUnrewarded = (slot: UsageSlot, record: EpochRecord) =>
  contributionOf(slot, record).rewardable > slot.rewarded;

/** Whether somebody served something in an open epoch that has no record. */
function needsRecord({ state, addresses }: World): boolean {
  const running = epochAt(state.market, state.now);
  return [...state.provider.values()].some((provider) =>
    provider.usage.some((slot) => {
      const open = slot.epoch >= running - 1 && isUnreported(provider, slot);
      return open && !state.epochRecord.has(addresses.epochRecord(slot.epoch).text);
    }),
  );
}

export const reportUsage: Maker = (world, generator) => {
  if (needsRecord(world)) return openEpochRecord(world, generator);
  const provider = chooseProvider(world, generator, (account) =>
    account.usage.some((slot) => isUnreported(account, slot)),
  );
  if (provider === undefined) return undefined;
  const { account } = provider;
  const record = chooseRecord(world, generator, ({ epoch, closed }) => {
    const slot = account.usage.find((each) => each.epoch === epoch);
    return !closed && slot !== undefined && isUnreported(account, slot);
  });
  if (record === undefined) return undefined;
  if (!isDistributed(account, record.account.epoch) && generator.chance(60)) {
    return distribute(world, generator, provider);
  }
  const { epoch } = record.account;
  const order = { market: world.keys, provider: provider.address.key, epoch };
  const on = { provider: provider.address, record: record.address };
  return {
    name: "reportUsage",
    detail: { provider: provider.address.text, epoch },
    instructions: [instructions.reportUsage({ ...order, record: record.address.key })],
    signers: [world.cast.keeper],
    predict: (state) => model.reportUsage(state, on),
  };
};

export const rollEpoch: Maker = (world, generator) => {
  const { state, addresses, keys, cast } = world;
  const { market } = state;
  const due = model.due(market, epochAt(market, state.now));
  if (due === 0 && !generator.chance(15)) return undefined;
  const recordOf = (nth: 0 | 1) =>
    market.hasRecord[nth] && due > nth
      ? addresses.epochRecord(market.nextToClose + nth)
      : undefined;
  const wrong = generator.pickAny([...state.epochRecord.keys()].map((text) => addresses.of(text)));
  const first = generator.mostly(recordOf(0), [undefined, wrong], 4);
  const second = generator.mostly(recordOf(1), [undefined, wrong], 4);
  if (first !== undefined && first === second) return undefined;
  const order = { market: keys, firstRecord: first?.key, secondRecord: second?.key };
  return {
    name: "rollEpoch",
    detail: { first: first?.text, second: second?.text, due },
    instructions: [instructions.rollEpoch(order)],
    signers: [cast.keeper],
    predict: (after) => model.rollEpoch(after, { first, second }),
  };
};

/** A closed record in which the provider has a reward left to claim. */
function isRewarding({ usage }: Provider, record: EpochRecord, running: number): boolean {
  const claimable = record.closed && running - record.epoch < constants.USAGE_EPOCHS;
  return (
    claimable && usage.some((slot) => slot.epoch === record.epoch && isUnrewarded(slot, record))
  );
}

export const claimQuotaReward: Maker = (world, generator) => {
  const { market, now, epochRecord } = world.state;
  const running = epochAt(market, now);
  const provider = chooseProvider(world, generator, (account) =>
    [...epochRecord.values()].some((record) => isRewarding(account, record, running)),
  );
  if (provider === undefined) return undefined;
  const { account } = provider;
  const record = chooseRecord(world, generator, (each) => isRewarding(account, each, running));
  if (record === undefined) return undefined;
  const { owner, address } = provider;
  const { epoch } = record.account;
  const order = { market: world.keys, providerOwner: owner.key, provider: address.key, epoch };
  const on = { provider: address, record: record.address, ownerDiem: owner.diem };
  return {
    name: "claimQuotaReward",
    detail: { provider: address.text, epoch },
    instructions: [
      instructions.claimQuotaReward({ ...order, record: on.record.key, ownerDiem: owner.diem }),
    ],
    signers: [world.cast.keeper],
    predict: (state) => model.claimQuotaReward(state, on),
  };
};

/** Collects what the provider's channels have settled, and distributes it: its quota counts from then on. */
function distribute(
  world: World,
  generator: Generator,
  { address }: Held<Provider>,
): ReturnType<Maker> {
  const channels = existing(world, world.state.channel);
  const settled = channels.find(({ account: { provider, settled, collected } }) => {
    return provider.equals(address.key) && settled > collected;
  });
  const action = settled === undefined ? "distributeRevenue" : "collect";
  world.focus = { action, text: (settled?.address ?? address).text };
  return settled === undefined ? distributeRevenue(world, generator) : collect(world, generator);
}

export const closeEpochRecord: Maker = (world, generator) => {
  const { market, now, epochRecord } = world.state;
  const running = epochAt(market, now);
  const isClosable = ({ closed, epoch, rewardable, rewarded }: EpochRecord) =>
    closed && (rewardable === rewarded || running - epoch >= constants.USAGE_EPOCHS);
  const givesBack = (record: EpochRecord) =>
    isClosable(record) && record.rewardPool > record.rewardsClaimed;
  const any = [...epochRecord.values()].some(givesBack);
  const held = chooseRecord(world, generator, any ? givesBack : isClosable);
  if (held === undefined) return undefined;
  const { account, address } = held;
  const payer = personOf(world, account.rentPayer);
  const rentPayer = generator.mostly(payer, world.people, 4).key;
  const order = { market: world.keys, epoch: account.epoch, record: address.key, rentPayer };
  return {
    name: "closeEpochRecord",
    detail: { epoch: account.epoch },
    instructions: [instructions.closeEpochRecord(order)],
    signers: [world.cast.keeper],
    predict: (state) => model.closeEpochRecord(state, { record: address, rentPayer }),
  };
};
