import { instructions, pda } from "@diem/sdk";
import { nextEpoch, openRecord, reportUsage, rollEpoch } from "../support/epochs";
import { createMarket, createMint, UNIT } from "../support/market";
import { setups, traders, type Fixture, type Trader } from "./fixture";
import { call, type Invocations } from "./invocation";

/** The record of an epoch of the actors' market. */
export const recordOf = ({ setup }: Trader, epoch: number) =>
  pda.epochRecord({ market: setup.world.market.market, epoch });

/** Epoch 2 runs, and nothing waits to be closed. */
async function closeFirst(fixture: Fixture): Promise<void> {
  await nextEpoch(fixture.own.setup.world);
  for (const { world } of setups(fixture)) await rollEpoch(world);
}

/** Epoch 3 runs, the epochs 0 and 1 are closed, and in epoch 1 every provider has served quota that earns a reward. */
async function closeServed(fixture: Fixture): Promise<void> {
  for (const { setup, seller } of traders(fixture)) {
    await setup.world.distribute(seller.provider);
    await reportUsage(setup.world, seller, 1);
  }
  await nextEpoch(fixture.own.setup.world, 2);
  for (const { world } of setups(fixture)) await rollEpoch(world);
}

async function awaitOne(fixture: Fixture): Promise<void> {
  await nextEpoch(fixture.own.setup.world);
}

async function awaitTwo(fixture: Fixture): Promise<void> {
  await nextEpoch(fixture.own.setup.world, 2);
}

/** Two epochs without records wait to be closed. */
async function awaitIdle(fixture: Fixture): Promise<void> {
  await closeServed(fixture);
  await nextEpoch(fixture.own.setup.world, 2);
}

/** A second record runs beside that of a closed epoch. */
async function openAnother(fixture: Fixture): Promise<void> {
  await closeServed(fixture);
  for (const { world } of setups(fixture)) await openRecord(world);
}

export const marketInvocations: Invocations = {
  create_market: [
    {
      call: async ({ setup, payer: creator, newcomer, holder }) => {
        const { chain } = setup.world;
        const mint = await createMint(chain, newcomer.keypair);
        const roles = {
          authority: setup.authority.publicKey,
          guardian: setup.guardian.publicKey,
          arbiter: setup.arbiter.publicKey,
        };
        const now = await chain.now();
        const create = createMarket(creator.publicKey, mint, holder.address, now, { roles });
        return call(create, creator);
      },
    },
  ],
  fund_rewards: [
    {
      call: ({ setup, newcomer: { address: funder, keypair } }) => {
        const { market } = setup.world;
        const amount = 10n * UNIT;
        const reward = { market, funder, amount, durationSecs: 100n };
        return call(instructions.fundRewards(reward), keypair);
      },
    },
  ],
  fund_quota: [
    {
      call: ({ setup, newcomer: { address: funder, keypair } }) => {
        const { market } = setup.world;
        return call(instructions.fundQuota({ market, funder, amount: UNIT }), keypair);
      },
    },
  ],
  collect_treasury: [
    {
      call: ({ setup: { world, treasury } }) =>
        call(instructions.collectTreasury({ market: world.market, treasury: treasury.address })),
    },
  ],
  open_epoch_record: [
    {
      prepare: closeFirst,
      call: ({ setup, payer }) => {
        const { market } = setup.world;
        const opening = { market, payer: payer.publicKey, epoch: 2 };
        return call(instructions.openEpochRecord(opening), payer);
      },
    },
  ],
  report_usage: [
    {
      call: ({ setup, seller: { provider } }) =>
        call(instructions.reportUsage({ market: setup.world.market, provider, epoch: 1 })),
    },
  ],
  roll_epoch: [
    {
      when: "one record",
      prepare: awaitOne,
      call: (actors) => {
        const { market } = actors.setup.world;
        return call(instructions.rollEpoch({ market, firstRecord: recordOf(actors, 0) }));
      },
      intruders: (actors) => ({ second_record: recordOf(actors, 1) }),
    },
    {
      when: "two records",
      prepare: awaitTwo,
      call: (actors) => {
        const { market } = actors.setup.world;
        const records = { firstRecord: recordOf(actors, 0), secondRecord: recordOf(actors, 1) };
        return call(instructions.rollEpoch({ market, ...records }));
      },
    },
    {
      when: "no record",
      prepare: awaitIdle,
      call: ({ setup }) => call(instructions.rollEpoch({ market: setup.world.market })),
      intruders: (actors) => ({
        first_record: recordOf(actors, 0),
        second_record: recordOf(actors, 1),
      }),
    },
  ],
  claim_quota_reward: [
    {
      prepare: openAnother,
      call: ({ setup, vendor, seller: { provider } }) => {
        const { market } = setup.world;
        const claim = { market, providerOwner: vendor.address, provider, epoch: 1 };
        return call(instructions.claimQuotaReward(claim));
      },
    },
  ],
  close_epoch_record: [
    {
      prepare: openAnother,
      call: ({ setup }) => {
        const rentPayer = setup.recordPayer.publicKey;
        const { market } = setup.world;
        return call(instructions.closeEpochRecord({ market, epoch: 0, rentPayer }));
      },
    },
  ],
};
