import type { Keypair, Signer, TransactionInstruction } from "@solana/web3.js";
import { constants, instructions, pda } from "@diem/sdk";
import type { Opened } from "../support/channels";
import { providerTerms, U64_MAX, UNIT } from "../support/market";
import type { Seller } from "../support/providers";
import { claimOf, settle } from "../support/settling";
import type { Actor } from "../support/world";
import { embeddedOf } from "./embedded";
import type { House } from "./house";

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
/** What every ticket of a party carries. */
export const TICKET = 10n * UNIT;
/** The first ticket of a party, and its first bond ticket. */
export const TICKET_ID = 0n;

/** One of everything that somebody can have in a market. No wallet plays two parts. */
export interface Party {
  readonly house: House;
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

/** Sends one instruction of a party. */
export function act(
  { house: { world } }: Party,
  instruction: TransactionInstruction,
  ...signers: Signer[]
): Promise<string> {
  return world.send([instruction], signers);
}

/** A holder with a stake, debt and a ticket, a provider with a bond ticket, and a newcomer; new people unless given. */
export async function joinMarket(house: House, people?: Party): Promise<Party> {
  const { world } = house;
  const payer = people?.payer ?? (await world.chain.wallet());
  const operator = people?.operator ?? (await world.chain.wallet());
  const voucherSigner = people?.voucherSigner ?? (await world.chain.wallet());
  const holder = await world.actor(VVV, people?.holder.keypair);
  const vendor = await world.actor(VVV, people?.vendor.keypair);
  const newcomer = await world.actor(VVV, people?.newcomer.keypair);
  const provider = pda.provider({ market: world.market.market, owner: vendor.address });
  const revenue = pda.revenue({ provider, diemMint: world.market.diemMint });
  const seller = { owner: vendor, operator, provider, revenue };
  const party = { house, payer, operator, voucherSigner, holder, vendor, newcomer, seller };
  await takePosition(party);
  await register(party, vendor, { capacity: CAPACITY, quotaCapacity: QUOTA_CAPACITY });
  await releaseBond(party);
  await world.pay(holder, newcomer.diem, GIFT);
  return party;
}

async function takePosition(party: Party): Promise<void> {
  const { payer, holder } = party;
  const { world } = party.house;
  await openPosition(party, holder);
  await world.stake(holder, STAKE);
  await world.mint(holder, DIEM);
  const request = instructions.requestUnstake({
    market: world.market,
    owner: holder.address,
    payer: payer.publicKey,
    amount: TICKET,
    ticketId: TICKET_ID,
  });
  await act(party, request, payer, holder.keypair);
}

export function openPosition(party: Party, { address: owner, keypair }: Actor): Promise<string> {
  const { payer, house } = party;
  const { market } = house.world;
  const open = instructions.openPosition({ market, owner, payer: payer.publicKey });
  return act(party, open, payer, keypair);
}

export function registration(
  { payer, operator, house }: Party,
  { address: owner }: Actor,
  offer: { readonly capacity?: bigint; readonly quotaCapacity?: bigint } = {},
): TransactionInstruction {
  return instructions.registerProvider({
    market: house.world.market,
    owner,
    payer: payer.publicKey,
    bond: BOND,
    terms: providerTerms(operator.publicKey),
    ...offer,
  });
}

export function register(
  party: Party,
  owner: Actor,
  offer: { readonly capacity?: bigint; readonly quotaCapacity?: bigint } = {},
): Promise<string> {
  return act(party, registration(party, owner, offer), party.payer, owner.keypair);
}

async function releaseBond(party: Party): Promise<void> {
  const { payer, vendor } = party;
  const { market } = party.house.world;
  const request = instructions.requestBondWithdrawal({
    market,
    owner: vendor.address,
    payer: payer.publicKey,
    amount: TICKET,
    ticketId: TICKET_ID,
  });
  await act(party, request, payer, vendor.keypair);
}

/** Opens a channel of the party's holder, with its own provider and its own payer unless given. */
export async function openWith(
  { house: { world }, ...party }: Party,
  { seller = party.seller, payer = party.payer }: Partial<Pick<Party, "seller" | "payer">> = {},
): Promise<Opened> {
  const { holder: consumer, voucherSigner } = party;
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
export async function use(party: Party, { seller, channel, ...opened }: Opened): Promise<void> {
  const { world } = party.house;
  const { holder } = party;
  const stake = instructions.stakeQuota({
    market: world.market,
    provider: seller.provider,
    channel,
    consumer: holder.address,
    amount: QUOTA_STAKE,
  });
  await act(party, stake, holder.keypair);
  await settle(world, seller, [await claimOf(world, { seller, channel, ...opened }, SETTLED)]);
}

/** Pays the provider before and after a distribution, so that there is revenue of every kind. */
export async function earn({ house: { world }, holder, seller }: Party): Promise<void> {
  await world.pay(holder, seller.revenue, PAYMENT);
  await world.distribute(seller.provider);
  await world.pay(holder, seller.revenue, PAYMENT);
}
