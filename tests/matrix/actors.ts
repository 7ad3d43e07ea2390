import type { Keypair, Signer, TransactionInstruction } from "@solana/web3.js";
import { constants, instructions, pda } from "@diem/sdk";
import type { Opened } from "../support/channels";
import { providerTerms, U64_MAX, UNIT } from "../support/market";
import type { Seller } from "../support/providers";
import { claimOf, settle } from "../support/settling";
import type { Actor } from "../support/world";
import { embeddedOf } from "./embedded";
import type { MarketSetup } from "./fixture";

const VVV = 1_000_000n * UNIT;
const STAKE = 500_000n * UNIT;
const DIEM = 200n * UNIT;
export const BOND = 2_000n * UNIT;
const CAPACITY = 1_000n * constants.CREDIT_UNIT;
const QUOTA_CAPACITY = 100n * constants.CREDIT_UNIT;
const GIFT = 20n * UNIT;
const PAYMENT = 5n * UNIT;
/** Slots before now: far enough back that a channel can soon be closed. */
const OPENED_SLOTS_AGO = 100n;

export const QUOTA_STAKE = 2n * UNIT;
export const SETTLED = { diem: 3n * UNIT, quota: constants.CREDIT_UNIT } as const;
/** What every ticket of these actors carries. */
const TICKET = 10n * UNIT;
/** The first ticket of these actors, and their first bond ticket. */
export const TICKET_ID = 0n;

/** One of everything that somebody can have in a market. No wallet plays two parts. */
export interface Actors {
  readonly setup: MarketSetup;
  /** Pays every rent. */
  readonly payer: Keypair;
  /** Stakes, mints, consumes. */
  readonly holder: Actor;
  /** Owns the provider. */
  readonly vendor: Actor;
  readonly operator: Keypair;
  readonly voucherSigner: Keypair;
  readonly seller: Seller;
  /** Has tokens and nothing else. */
  readonly newcomer: Actor;
}

/** Sends one instruction of these actors. */
export function act(
  { setup: { world } }: Actors,
  instruction: TransactionInstruction,
  ...signers: Signer[]
): Promise<string> {
  return world.send([instruction], signers);
}

/** A holder with a stake, debt and a ticket, a provider with a bond ticket, and a newcomer; default: new people. */
export async function createActors(setup: MarketSetup, people?: Actors): Promise<Actors> {
  const { world } = setup;
  const payer = people?.payer ?? (await world.chain.wallet());
  const operator = people?.operator ?? (await world.chain.wallet());
  const voucherSigner = people?.voucherSigner ?? (await world.chain.wallet());
  const holder = await world.actor(VVV, people?.holder.keypair);
  const vendor = await world.actor(VVV, people?.vendor.keypair);
  const newcomer = await world.actor(VVV, people?.newcomer.keypair);
  const provider = pda.provider({ market: world.market.market, owner: vendor.address });
  const revenue = pda.revenue({ provider, diemMint: world.market.diemMint });
  const seller = { owner: vendor, operator, provider, revenue };
  const actors = { setup, payer, operator, voucherSigner, holder, vendor, newcomer, seller };
  await takePosition(actors);
  await register(actors, vendor, { capacity: CAPACITY, quotaCapacity: QUOTA_CAPACITY });
  await releaseBond(actors);
  await world.pay(holder, newcomer.diem, GIFT);
  return actors;
}

async function takePosition(actors: Actors): Promise<void> {
  const { payer, holder } = actors;
  const { world } = actors.setup;
  await openPosition(actors, holder);
  await world.stake(holder, STAKE);
  await world.mint(holder, DIEM);
  const request = instructions.requestUnstake({
    market: world.market,
    owner: holder.address,
    payer: payer.publicKey,
    amount: TICKET,
    ticketId: TICKET_ID,
  });
  await act(actors, request, payer, holder.keypair);
}

export function openPosition(actors: Actors, { address: owner, keypair }: Actor): Promise<string> {
  const { payer, setup } = actors;
  const { market } = setup.world;
  const open = instructions.openPosition({ market, owner, payer: payer.publicKey });
  return act(actors, open, payer, keypair);
}

export function registration(
  { payer, operator, setup }: Actors,
  { address: owner }: Actor,
  offer: { readonly capacity?: bigint; readonly quotaCapacity?: bigint } = {},
): TransactionInstruction {
  return instructions.registerProvider({
    market: setup.world.market,
    owner,
    payer: payer.publicKey,
    bond: BOND,
    terms: providerTerms(operator.publicKey),
    ...offer,
  });
}

export function register(
  actors: Actors,
  owner: Actor,
  offer: { readonly capacity?: bigint; readonly quotaCapacity?: bigint } = {},
): Promise<string> {
  return act(actors, registration(actors, owner, offer), actors.payer, owner.keypair);
}

async function releaseBond(actors: Actors): Promise<void> {
  const { payer, vendor } = actors;
  const { market } = actors.setup.world;
  const request = instructions.requestBondWithdrawal({
    market,
    owner: vendor.address,
    payer: payer.publicKey,
    amount: TICKET,
    ticketId: TICKET_ID,
  });
  await act(actors, request, payer, vendor.keypair);
}

/** Opens a channel of the holder, default: with the provider and the payer of these actors. */
export async function openWith(
  { setup: { world }, ...actors }: Actors,
  { seller = actors.seller, payer = actors.payer }: Partial<Pick<Actors, "seller" | "payer">> = {},
): Promise<Opened> {
  const { holder: consumer, voucherSigner } = actors;
  const openedSlot = embeddedOf(world.chain).clock.slot() - OPENED_SLOTS_AGO;
  const address = { provider: seller.provider, consumer: consumer.address, openedSlot };
  const open = instructions.openChannel({
    ...address,
    market: world.market,
    deposit: 10n * UNIT,
    maxPrice: U64_MAX,
    voucherSigner: voucherSigner.publicKey,
    payer: payer.publicKey,
  });
  await world.send([open], [payer, consumer.keypair]);
  return { channel: pda.channel(address), seller, consumer, voucherSigner, openedSlot };
}

/** Stakes quota on the channel, and settles a voucher of it. */
export async function use(actors: Actors, { seller, channel, ...opened }: Opened): Promise<void> {
  const { world } = actors.setup;
  const { holder } = actors;
  const stake = instructions.stakeQuota({
    market: world.market,
    provider: seller.provider,
    channel,
    consumer: holder.address,
    amount: QUOTA_STAKE,
  });
  await act(actors, stake, holder.keypair);
  await settle(world, seller, [await claimOf(world, { seller, channel, ...opened }, SETTLED)]);
}

/** Pays the provider before and after a distribution, so that there is revenue of every kind. */
export async function earn({ setup: { world }, holder, seller }: Actors): Promise<void> {
  await world.pay(holder, seller.revenue, PAYMENT);
  await world.distribute(seller.provider);
  await world.pay(holder, seller.revenue, PAYMENT);
}
