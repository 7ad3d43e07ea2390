import { instructions, type SignedVoucher, vouchers } from "@diem/sdk";
import type { Generator } from "../generator";
import { epochAt } from "../epochs";
import { fitting, U64_MAX } from "../integers";
import { copy } from "../state";
import { moveOn } from "../quota";
import * as model from "../settlement";
import type { Channel } from "../state";
import { existing, type Held, personOf, type Person, type World } from "../world";
import { type Maker, signers } from "./call";
import { signatureOf } from "../keys";
import { chooseProvider } from "./provider";

const MAX_ENTRIES = 3;

/** Several of the provider's channels, mostly; now and then another one's, or one twice. */
function chooseChannels(
  world: World,
  generator: Generator,
  provider: Held<unknown>,
): Held<Channel>[] {
  const all = existing(world, world.state.channel);
  const own = all.filter(({ account }) => account.provider.equals(provider.address.key));
  const withQuota = own.filter((channel) => claimable(world, channel).quota);
  const withAny = own.filter((channel) => claimable(world, channel).diem);
  const useful =
    withQuota.length > 0 && generator.chance(60) ? withQuota : [...withQuota, ...withAny];
  if (useful.length === 0 && !generator.chance(20)) return [];
  const from = own.length === 0 || generator.chance(3) ? all : useful.length > 0 ? useful : own;
  const wanted = 1 + generator.below(MAX_ENTRIES);
  const chosen: Held<Channel>[] = [];
  for (let nth = 0; nth < wanted && from.length > 0; nth += 1) {
    const next = generator.pick(from);
    if (generator.chance(5) || !chosen.includes(next)) chosen.push(next);
  }
  return chosen;
}

/** What a voucher could still claim of a channel. */
function claimable({ state }: World, { account }: Held<Channel>) {
  const channel = copy(account);
  moveOn(channel, epochAt(state.market, state.now));
  const { deposit, settled, quota, lastQuota } = channel;
  const unused = [quota, lastQuota].some(({ allowance, used }) => allowance > used);
  return { diem: deposit > settled, quota: unused };
}

/** Both parts of a claim and a voucher that mostly allows it. */
function entryOf(
  world: World,
  generator: Generator,
  { address, account }: Held<Channel>,
): EntryChoice {
  const { state, people, cast } = world;
  const running = epochAt(state.market, state.now);
  const epoch = Math.max(
    generator.mostly(running - (generator.chance(25) ? 1 : 0), [running + 1, running - 2], 4),
    0,
  );
  const channel = copy(account);
  moveOn(channel, running);
  const open = [channel.quota, channel.lastQuota].find((quota) => quota.epoch === epoch);
  const left = (open?.allowance ?? 0n) - (open?.used ?? 0n);
  const diem = channel.settled + generator.amount(channel.deposit - channel.settled);
  const quota = (open?.used ?? 0n) + generator.amount(left);
  const both: model.Entry["claim"] = { diem, quota };
  const useful: readonly model.Entry["claim"][] = left > 0n ? [{ quota }, both, both] : [{ diem }];
  const claim = generator.mostly(generator.pick(useful), [{ diem }, { quota }, both, {}], 15);
  const legal = { diem: claim.diem ?? 0n, quota: claim.quota ?? 0n };
  const allowed = generator.pick([legal, legal, { diem: U64_MAX, quota: U64_MAX }]);
  const short = { diem: legal.diem - (legal.diem > 0n ? 1n : 0n), quota: legal.quota };
  const ceiling = generator.mostly(allowed, [short], 3);
  const expiry = generator.mostly(0n, [state.now + 1n, state.now, state.now - 1n], 12);
  const clusterTag = generator.mostly(state.market.clusterTag, [Uint8Array.of(9, 9, 9, 9)], 2);
  const right = personOf(world, account.voucherSigner);
  const other = generator.pickAny(
    [...state.channel.keys()].map((text) => world.addresses.of(text)),
  );
  const named = generator.mostly(address, other === undefined ? [address] : [other], 2);
  const voucher = {
    ...{ clusterTag, channel: named.key, epoch, expiry },
    ...{ diem: fitting(ceiling.diem), quota: fitting(ceiling.quota) },
  };
  const signer = generator.mostly(right, [cast.operator, ...people], 3);
  const part = (amount: bigint | undefined) => (amount === undefined ? amount : fitting(amount));
  const claimed = { diem: part(claim.diem), quota: part(claim.quota) };
  return { entry: { channel: address, voucher, signer: signer.key, claim: claimed }, signer };
}

interface EntryChoice {
  readonly entry: model.Entry;
  readonly signer: Person;
}

function signedVoucher({ entry: { voucher }, signer }: EntryChoice): SignedVoucher {
  const signature = signatureOf(vouchers.encode(voucher), signer.keypair);
  return { voucher, signer: signer.key, signature };
}

/** Now and then names a channel that is gone. */
function misplaced(
  { addresses, state }: World,
  generator: Generator,
  entry: model.Entry,
): model.Entry {
  if (!generator.chance(3)) return entry;
  const gone = addresses.ofKind("channel").filter(({ text }) => !state.channel.has(text));
  return { ...entry, channel: generator.pickAny(gone) ?? entry.channel };
}

export const settle: Maker = (world, generator) => {
  const provider = chooseProvider(world, generator, ({ openChannels }) => openChannels > 0);
  const channels = provider === undefined ? [] : chooseChannels(world, generator, provider);
  if (provider === undefined || channels.length === 0) return undefined;
  const { owner } = provider;
  const operators = [personOf(world, provider.account.operator), owner];
  const operator = generator.mostly(generator.pick(operators), [world.cast.keeper], 2);
  const choices = channels.map((channel) => entryOf(world, generator, channel));
  const signed = choices.map(signedVoucher);
  const all = choices.map(({ entry }) => misplaced(world, generator, entry));
  const entries = generator.chance(2) ? all.slice(1) : all;
  const order = { provider: provider.address, operator: operator.key, entries };
  let predicted: readonly (string | null)[] = [];
  return {
    name: "settle",
    detail: { provider: provider.address.text, operator: operator.name, entries },
    instructions: [
      vouchers.signatureInstruction(signed),
      instructions.settle({
        provider: provider.address.key,
        operator: operator.key,
        entries: entries.map(({ channel, claim }) => ({ channel: channel.key, claim })),
      }),
    ],
    signers: signers(operator),
    predict: (state) => {
      predicted = model.settle(state, { ...order, signed: signed.length });
    },
    skipped: () => predicted,
  };
};
