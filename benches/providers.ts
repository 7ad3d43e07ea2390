import { accounts, instructions } from "@diem/sdk";
import { nextEpoch } from "../tests/support/epochs";
import { COOLDOWN_SECS, UNIT } from "../tests/support/market";
import type { Bench } from "./bench";

const CREDIT = 1_000_000n;

/** A provider's capacity and bond, from the first offer to the last rent. */
export async function measureProviders(bench: Bench): Promise<void> {
  const { world } = bench;
  const { market, chain, creator } = world;
  const { owner, provider } = await world.provider({ capacity: 100n * CREDIT });
  const byOwner = { market, owner: owner.address };
  const signers = [owner.keypair];

  await world.actor(20n * UNIT, owner.keypair);
  const amount = 20n * UNIT; // two VVV a credit at most
  await bench.measure("add_bond", [instructions.addBond({ ...byOwner, amount })], signers);
  const offer = { ...byOwner, capacity: 110n * CREDIT, quotaCapacity: 50n * CREDIT };
  await bench.measure("set_capacity", [instructions.setCapacity(offer)], signers);

  const { address: treasury } = await world.actor(0n, world.treasury);
  const order = {
    market,
    arbiter: creator.publicKey,
    provider,
    maxAmount: UNIT,
    reason: 1,
    treasury,
  };
  await bench.measure("slash_provider", [instructions.slashProvider(order)], [creator]);
  await bench.measure("retire_provider", [instructions.retireProvider(byOwner)], signers);
  const { bond } = await accounts.provider.fetch(chain.connection, provider);
  const request = { ...byOwner, amount: bond, ticketId: 0n };
  const requesting = [instructions.requestBondWithdrawal(request)];
  await bench.measure("request_bond_withdrawal", requesting, signers);
  await chain.advance(COOLDOWN_SECS);
  await nextEpoch(world);
  const withdraw = instructions.withdrawBond({ ...byOwner, ticketId: 0n });
  await bench.measure("withdraw_bond", [withdraw], signers);
  await bench.measure("close_provider", [instructions.closeProvider(byOwner)], signers);
}
