import { instructions, pda } from "@diem/sdk";
import { nextEpoch, openRecord, reportUsage, rollEpoch } from "../support/epochs";
import { createMarket, createMint, UNIT } from "../support/market";
import { houses, parties, type Stage, type Trader } from "./house";
import { call, type Scenes } from "./scene";

/** The record of an epoch of the party's market. */
export const recordOf = ({ house }: Trader, epoch: number) =>
  pda.epochRecord({ market: house.world.market.market, epoch });

/** Epoch 2 runs, and nothing waits to be closed. */
async function closeFirst(stage: Stage): Promise<void> {
  await nextEpoch(stage.own.house.world);
  for (const { world } of houses(stage)) await rollEpoch(world);
}

/** Epoch 3 runs, the epochs 0 and 1 are closed, and in epoch 1 every provider has served quota that earns a reward. */
async function closeServed(stage: Stage): Promise<void> {
  for (const { house, seller } of parties(stage)) {
    await house.world.distribute(seller.provider);
    await reportUsage(house.world, seller, 1);
  }
  await nextEpoch(stage.own.house.world, 2);
  for (const { world } of houses(stage)) await rollEpoch(world);
}

async function awaitOne(stage: Stage): Promise<void> {
  await nextEpoch(stage.own.house.world);
}

async function awaitTwo(stage: Stage): Promise<void> {
  await nextEpoch(stage.own.house.world, 2);
}

/** Two epochs without records wait to be closed. */
async function awaitIdle(stage: Stage): Promise<void> {
  await closeServed(stage);
  await nextEpoch(stage.own.house.world, 2);
}

/** A second record runs beside that of a closed epoch. */
async function openAnother(stage: Stage): Promise<void> {
  await closeServed(stage);
  for (const { world } of houses(stage)) await openRecord(world);
}

export const marketScenes: Scenes = {
  create_market: [
    {
      call: async ({ house, payer: creator, newcomer, holder }) => {
        const { chain } = house.world;
        const mint = await createMint(chain, newcomer.keypair);
        const roles = {
          authority: house.authority.publicKey,
          guardian: house.guardian.publicKey,
          arbiter: house.arbiter.publicKey,
        };
        const now = await chain.now();
        const create = createMarket(creator.publicKey, mint, holder.address, now, { roles });
        return call(create, creator);
      },
    },
  ],
  fund_rewards: [
    {
      call: ({ house, newcomer: { address: funder, keypair } }) => {
        const { market } = house.world;
        const amount = 10n * UNIT;
        const reward = { market, funder, amount, durationSecs: 100n };
        return call(instructions.fundRewards(reward), keypair);
      },
    },
  ],
  fund_quota: [
    {
      call: ({ house, newcomer: { address: funder, keypair } }) => {
        const { market } = house.world;
        return call(instructions.fundQuota({ market, funder, amount: UNIT }), keypair);
      },
    },
  ],
  collect_treasury: [
    {
      call: ({ house: { world, treasury } }) =>
        call(instructions.collectTreasury({ market: world.market, treasury: treasury.address })),
    },
  ],
  open_epoch_record: [
    {
      prepare: closeFirst,
      call: ({ house, payer }) => {
        const { market } = house.world;
        const opening = { market, payer: payer.publicKey, epoch: 2 };
        return call(instructions.openEpochRecord(opening), payer);
      },
    },
  ],
  report_usage: [
    {
      call: ({ house, seller: { provider } }) =>
        call(instructions.reportUsage({ market: house.world.market, provider, epoch: 1 })),
    },
  ],
  roll_epoch: [
    {
      when: "one record",
      prepare: awaitOne,
      call: (party) => {
        const { market } = party.house.world;
        return call(instructions.rollEpoch({ market, firstRecord: recordOf(party, 0) }));
      },
      intruders: (party) => ({ second_record: recordOf(party, 1) }),
    },
    {
      when: "two records",
      prepare: awaitTwo,
      call: (party) => {
        const { market } = party.house.world;
        const records = { firstRecord: recordOf(party, 0), secondRecord: recordOf(party, 1) };
        return call(instructions.rollEpoch({ market, ...records }));
      },
    },
    {
      when: "no record",
      prepare: awaitIdle,
      call: ({ house }) => call(instructions.rollEpoch({ market: house.world.market })),
      intruders: (party) => ({
        first_record: recordOf(party, 0),
        second_record: recordOf(party, 1),
      }),
    },
  ],
  claim_quota_reward: [
    {
      prepare: openAnother,
      call: ({ house, vendor, seller: { provider } }) => {
        const { market } = house.world;
        const claim = { market, providerOwner: vendor.address, provider, epoch: 1 };
        return call(instructions.claimQuotaReward(claim));
      },
    },
  ],
  close_epoch_record: [
    {
      prepare: openAnother,
      call: ({ house }) => {
        const rentPayer = house.recordPayer.publicKey;
        const { market } = house.world;
        return call(instructions.closeEpochRecord({ market, epoch: 0, rentPayer }));
      },
    },
  ],
};
