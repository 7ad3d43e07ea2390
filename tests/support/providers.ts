import type { Keypair, PublicKey } from "@solana/web3.js";
import {
  accounts,
  constants,
  instructions,
  pda,
  type ProviderAccount,
  type ProviderTerms,
} from "@diem/sdk";
import { providerTerms, UNIT } from "./market";
import type { Actor, World } from "./world";

/** A registered provider. */
export interface Seller {
  readonly owner: Actor;
  /** Serves the calls and settles; the owner's key unless the test chose another. */
  readonly operator: Keypair;
  readonly provider: PublicKey;
  readonly revenue: PublicKey;
}

export interface ProviderOptions {
  /** VVV base units; default: as much as the capacity needs, and no less than one VVV. */
  readonly bond?: bigint;
  /** Micro-credits per epoch, from the next epoch on. */
  readonly capacity?: bigint;
  readonly quotaCapacity?: bigint;
  /** DIEM base units per whole credit. */
  readonly price?: bigint;
  readonly operator?: Keypair;
}

/** Registers a new owner, who gets exactly the VVV that is bonded. */
export async function registerProvider(
  world: World,
  { capacity = 0n, quotaCapacity = 0n, price = UNIT, ...options }: ProviderOptions,
): Promise<Seller> {
  const needed = (capacity * UNIT) / constants.CREDIT_UNIT; // of the test parameters' bondPerCredit
  const { bond = needed > UNIT ? needed : UNIT } = options;
  const owner = await world.actor(bond);
  const { operator = owner.keypair } = options;
  const terms = { ...providerTerms(operator.publicKey), price };
  const { market, diemMint } = world.market;
  const register = instructions.registerProvider({
    market: world.market,
    owner: owner.address,
    bond,
    capacity,
    quotaCapacity,
    terms,
  });
  await world.send([register], [owner.keypair]);
  const provider = pda.provider({ market, owner: owner.address });
  return { owner, operator, provider, revenue: pda.revenue({ provider, diemMint }) };
}

export function providerAccount(world: World, { provider }: Seller): Promise<ProviderAccount> {
  return accounts.provider.fetch(world.chain.connection, provider);
}

/** Replaces what is named of the terms that were stated last. */
export async function setTerms(
  world: World,
  seller: Seller,
  changes: Partial<ProviderTerms>,
): Promise<string> {
  const { operator, endpoint, terms } = await providerAccount(world, seller);
  const { owner, provider } = seller;
  const update = instructions.updateProvider({
    ...{ market: world.market, owner: owner.address, provider },
    terms: { operator, endpoint, ...terms.next, ...changes },
  });
  return world.send([update], [owner.keypair]);
}

const onProvider = ({ market }: World, { owner, provider }: Seller) => ({
  market,
  owner: owner.address,
  provider,
});

export function setCapacity(
  world: World,
  seller: Seller,
  offer: { readonly capacity: bigint; readonly quotaCapacity: bigint },
): Promise<string> {
  const set = instructions.setCapacity({ ...onProvider(world, seller), ...offer });
  return world.send([set], [seller.owner.keypair]);
}

/** Adds to the bond, with VVV that the owner gets for it. */
export async function addBond(world: World, seller: Seller, amount: bigint): Promise<string> {
  await world.actor(amount, seller.owner.keypair);
  const add = instructions.addBond({ ...onProvider(world, seller), amount });
  return world.send([add], [seller.owner.keypair]);
}

/** Returns the id of the ticket. */
export async function requestBondWithdrawal(
  world: World,
  seller: Seller,
  amount: bigint,
): Promise<bigint> {
  const { nextTicketId: ticketId } = await providerAccount(world, seller);
  const request = { ...onProvider(world, seller), amount, ticketId };
  await world.send([instructions.requestBondWithdrawal(request)], [seller.owner.keypair]);
  return ticketId;
}

export function withdrawBond(world: World, seller: Seller, ticketId: bigint): Promise<string> {
  const withdraw = instructions.withdrawBond({ ...onProvider(world, seller), ticketId });
  return world.send([withdraw], [seller.owner.keypair]);
}

export function retire(world: World, seller: Seller): Promise<string> {
  const retirement = instructions.retireProvider(onProvider(world, seller));
  return world.send([retirement], [seller.owner.keypair]);
}

export function closeProvider(world: World, seller: Seller): Promise<string> {
  const close = instructions.closeProvider(onProvider(world, seller));
  return world.send([close], [seller.owner.keypair]);
}

/** By the market's arbiter, who is its creator. */
export async function slash(
  world: World,
  { provider }: Seller,
  amount: bigint,
  reason = 1,
): Promise<string> {
  const { address: treasury } = await world.actor(0n, world.treasury);
  const { market, creator } = world;
  const arbiter = creator.publicKey;
  const order = { market, arbiter, provider, maxAmount: amount, reason, treasury };
  return world.send([instructions.slashProvider(order)], [creator]);
}
