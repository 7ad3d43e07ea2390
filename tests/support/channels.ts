import type { Keypair, PublicKey } from "@solana/web3.js";
import { accounts, type ChannelAccount, constants, instructions, pda } from "@diem/sdk";
import { U64_MAX } from "./market";
import type { Seller } from "./providers";
import type { Actor, World } from "./world";

/** An open channel and its parties. */
export interface Opened {
  readonly channel: PublicKey;
  readonly seller: Seller;
  readonly consumer: Actor;
  readonly voucherSigner: Keypair;
  readonly openedSlot: bigint;
}

export interface ChannelOptions {
  readonly provider: Seller;
  /** Needs DIEM for a deposit: see `world.consumer`. */
  readonly consumer: Actor;
  /** DIEM base units. */
  readonly deposit?: bigint;
  readonly maxPrice?: bigint;
  /** Default: the consumer's key. */
  readonly voucherSigner?: Keypair;
  /** Default: so far back that the channel can soon be closed. */
  readonly openedSlot?: bigint;
}

/** Slots before now: far back in the window, and not so far that a validator's next slots leave it. */
const OPENED_SLOTS_AGO = 100n;
const POLL_MS = 200;

async function slot({ chain }: World): Promise<bigint> {
  return chain.embedded?.clock.slot() ?? BigInt(await chain.connection.getSlot());
}

async function waitForSlot(world: World, wanted: bigint): Promise<void> {
  const clock = world.chain.embedded?.clock;
  if (clock !== undefined && clock.slot() < wanted) clock.warpToSlot(wanted);
  while ((await slot(world)) < wanted) await new Promise((resume) => setTimeout(resume, POLL_MS));
}

export async function openChannel(
  world: World,
  { provider: seller, consumer, deposit = 0n, maxPrice = U64_MAX, ...options }: ChannelOptions,
): Promise<Opened> {
  await waitForSlot(world, OPENED_SLOTS_AGO);
  const { voucherSigner = consumer.keypair } = options;
  const openedSlot = options.openedSlot ?? (await slot(world)) - OPENED_SLOTS_AGO;
  const address = { provider: seller.provider, consumer: consumer.address, openedSlot };
  const open = instructions.openChannel({
    ...address,
    market: world.market,
    deposit,
    maxPrice,
    voucherSigner: voucherSigner.publicKey,
  });
  await world.send([open], [consumer.keypair]);
  return { channel: pda.channel(address), seller, consumer, voucherSigner, openedSlot };
}

export function channelAccount(world: World, { channel }: Opened): Promise<ChannelAccount> {
  return accounts.channel.fetch(world.chain.connection, channel);
}

/** By the consumer, unless somebody else is to pay. */
export function deposit(
  world: World,
  { channel, consumer }: Opened,
  amount: bigint,
  funder = consumer,
): Promise<string> {
  const { market } = world;
  const order = { market, channel, funder: funder.address, amount };
  return world.send([instructions.deposit(order)], [funder.keypair]);
}

const byConsumer = ({ market }: World, { channel, seller, consumer }: Opened) => ({
  market,
  provider: seller.provider,
  channel,
  consumer: consumer.address,
});

export function stakeQuota(world: World, opened: Opened, amount: bigint): Promise<string> {
  const stake = instructions.stakeQuota({ ...byConsumer(world, opened), amount });
  return world.send([stake], [opened.consumer.keypair]);
}

export function requestQuotaUnstake(world: World, opened: Opened, amount: bigint): Promise<string> {
  const request = instructions.requestQuotaUnstake({ ...byConsumer(world, opened), amount });
  return world.send([request], [opened.consumer.keypair]);
}

export function withdrawQuota(world: World, opened: Opened): Promise<string> {
  const withdraw = instructions.withdrawQuota(byConsumer(world, opened));
  return world.send([withdraw], [opened.consumer.keypair]);
}

/** Default: by the consumer. */
export function requestClose(
  world: World,
  { channel, seller: { provider }, consumer }: Opened,
  closer = consumer.keypair,
): Promise<string> {
  const request = { provider, channel, closer: closer.publicKey };
  return world.send([instructions.requestClose(request)], [closer]);
}

/** Lets the slots pass in which the channel's address could be opened. Time passes on a validator alone. */
export function outlastWindow(
  world: World,
  { openedSlot }: Pick<Opened, "openedSlot">,
): Promise<void> {
  return waitForSlot(world, openedSlot + constants.OPENING_WINDOW_SLOTS + 1n);
}

/** By anyone, or with the signature of an `operator` who gives up the grace. */
export function closeChannel(
  world: World,
  opened: Opened,
  { operator }: { readonly operator?: Keypair } = {},
): Promise<string> {
  const signer = operator === undefined ? {} : { operator: operator.publicKey };
  const close = instructions.closeChannel({ ...byConsumer(world, opened), ...signer });
  return world.send([close], operator === undefined ? [] : [operator]);
}
