import { constants } from "@diem/sdk";
import { startChain, type TestChain } from "../../support/chain";
import * as channels from "../../support/channels";
import { nextEpoch } from "../../support/epochs";
import { Governed } from "../../support/governance";
import { COOLDOWN_SECS, UNIT } from "../../support/market";
import * as bonds from "../../support/providers";
import type { Actor } from "../../support/world";

const CAPACITY = 10n * constants.CREDIT_UNIT;
const ALL = Object.keys(constants.PAUSE) as constants.Entry[];

describe("governance: what a pause stops", () => {
  let chain: TestChain;
  let governed: Governed;
  let staker: Actor;
  let ticket: bigint;
  let seller: bonds.Seller;
  let payer: Actor;
  let channel: channels.Opened;

  before(async () => {
    chain = await startChain();
    governed = await Governed.create(chain);
    const { world } = governed;
    staker = await world.staker(20_000n * UNIT, 10_000n * UNIT);
    ticket = await world.requestUnstake(staker, UNIT);
    await world.fundRewards(UNIT, COOLDOWN_SECS);
    seller = await world.provider({ capacity: CAPACITY, quotaCapacity: CAPACITY });
    await world.actor(UNIT, seller.owner.keypair);
    payer = await world.consumer(UNIT);
    const consumer = await world.consumer(5n * UNIT);
    channel = await channels.openChannel(world, { provider: seller, consumer });
    await nextEpoch(world);
  });

  const open = (by: Actor, deposit: bigint) =>
    channels.openChannel(governed.world, { provider: seller, consumer: by, deposit });

  /** Each way in, and the entries of which any one stops it. */
  const waysIn: readonly [string, readonly constants.Entry[], () => Promise<unknown>][] = [
    ["stake", ["stake"], () => governed.world.stake(staker, UNIT)],
    ["compound_rewards", ["stake"], () => governed.world.compound(staker)],
    ["cancel_unstake", ["stake"], () => governed.world.cancelUnstake(staker, ticket)],
    ["mint_diem", ["mint"], () => governed.world.mint(staker, UNIT)],
    ["open_channel", ["open"], () => open(staker, 0n)],
    ["open_channel with a deposit", ["open", "deposit"], () => open(payer, 1n)],
    ["deposit", ["deposit"], () => channels.deposit(governed.world, channel, UNIT)],
    ["stake_quota", ["deposit"], () => channels.stakeQuota(governed.world, channel, UNIT)],
    ["register_provider", ["register"], () => governed.world.provider(UNIT)],
    ["add_bond", ["register"], () => bonds.addBond(governed.world, seller, UNIT)],
  ];

  for (const [name, entries, enter] of waysIn) {
    const others = ALL.filter((entry) => !entries.includes(entry));
    it(`${name}: by ${entries.join(", by ")}, and by nothing else`, async () => {
      for (const entry of entries) {
        await governed.pause([entry]);
        await governed.refuses(enter, "EntryPaused");
        await governed.unpause(ALL);
      }
      await governed.pause(others);
      await enter();
      await governed.unpause(ALL);
    });
  }
});
