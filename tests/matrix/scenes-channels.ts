import { instructions } from "@diem/sdk";
import { nextEpoch } from "../support/epochs";
import { U64_MAX, UNIT } from "../support/market";
import { type Entry, claimOf, settleInstructions } from "../support/settling";
import { outlastWindow, type Opened } from "../support/channels";
import { embeddedOf } from "./embedded";
import { channels, type Stage, type Trader } from "./house";
import { QUOTA_STAKE, SETTLED } from "./party";
import { type Call, call, type Scenes } from "./scene";

const amount = UNIT;
/** Every channel of the stage was opened earlier than so many slots ago. */
const NEW_SLOT_AGO = 20n;

const ofChannel = ({ house: { world } }: Trader, { channel, seller, consumer }: Opened) => ({
  market: world.market,
  provider: seller.provider,
  channel,
  consumer: consumer.address,
});

const byConsumer = (party: Trader) => ofChannel(party, party.opened);

/** Nobody has DIEM staked any more: it can be withdrawn. */
async function unstake(stage: Stage): Promise<void> {
  const { world } = stage.own.house;
  for (const opened of channels(stage)) {
    const request = { ...ofChannel(stage.own, opened), amount: QUOTA_STAKE };
    await world.send([instructions.requestQuotaUnstake(request)], [opened.consumer.keypair]);
  }
  await nextEpoch(world);
}

/** Every consumer has asked for the closing. */
async function askAll(stage: Stage): Promise<void> {
  const { world } = stage.own.house;
  for (const opened of channels(stage)) {
    const closing = { ...ofChannel(stage.own, opened), closer: opened.consumer.address };
    await world.send([instructions.requestClose(closing)], [opened.consumer.keypair]);
  }
}

/** Nobody has DIEM staked, and the grace of every channel runs. */
async function ask(stage: Stage): Promise<void> {
  await unstake(stage);
  await outlastWindow(stage.own.house.world, stage.sameConsumer);
  await askAll(stage);
}

/** The grace of every channel is over. */
async function close(stage: Stage): Promise<void> {
  const { world } = stage.own.house;
  await askAll(stage);
  await nextEpoch(world);
  await outlastWindow(world, stage.sameConsumer);
}

function newChannel({ house, payer, holder, seller, voucherSigner }: Trader): Call {
  const slot = embeddedOf(house.world.chain).clock.slot();
  const open = instructions.openChannel({
    market: house.world.market,
    provider: seller.provider,
    consumer: holder.address,
    payer: payer.publicKey,
    openedSlot: slot - NEW_SLOT_AGO,
    deposit: UNIT,
    maxPrice: U64_MAX,
    voucherSigner: voucherSigner.publicKey,
  });
  return call(open, payer, holder.keypair);
}

const more = { diem: SETTLED.diem + UNIT };

async function settlement(
  { house, operator, seller }: Trader,
  claimed: readonly (readonly [opened: Opened, claim: instructions.Claim])[],
): Promise<Call> {
  const entries: Entry[] = [];
  for (const [opened, claim] of claimed) entries.push(await claimOf(house.world, opened, claim));
  const [signatures, settle] = settleInstructions(seller, entries, operator.publicKey);
  if (signatures === undefined || settle === undefined) throw new Error("two instructions");
  return { before: [signatures], instruction: settle, signers: [operator] };
}

export const channelScenes: Scenes = {
  open_channel: [{ call: newChannel }],
  deposit: [
    {
      call: ({ house, opened: { channel }, newcomer }) => {
        const { market } = house.world;
        const { address: funder, keypair } = newcomer;
        return call(instructions.deposit({ market, channel, funder, amount }), keypair);
      },
    },
  ],
  stake_quota: [
    {
      call: (party) =>
        call(instructions.stakeQuota({ ...byConsumer(party), amount }), party.holder.keypair),
    },
  ],
  request_quota_unstake: [
    {
      call: (party) =>
        call(
          instructions.requestQuotaUnstake({ ...byConsumer(party), amount }),
          party.holder.keypair,
        ),
    },
  ],
  withdraw_quota: [
    {
      prepare: unstake,
      call: (party) => call(instructions.withdrawQuota(byConsumer(party)), party.holder.keypair),
    },
  ],
  settle: [
    {
      when: "one channel",
      call: (party) => settlement(party, [[party.opened, more]]),
    },
    {
      when: "two channels",
      call: (party, { own, sameProvider }) =>
        settlement(party, [
          [party.opened, more],
          ...(party === own ? [[sameProvider, more] as const] : []),
        ]),
    },
  ],
  collect: [
    {
      call: (party) => call(instructions.collect(byConsumer(party))),
    },
  ],
  request_close: [
    {
      when: "by the consumer",
      call: (party) => {
        const request = { ...byConsumer(party), closer: party.holder.address };
        return call(instructions.requestClose(request), party.holder.keypair);
      },
    },
    {
      when: "by the provider",
      call: (party) => {
        const request = { ...byConsumer(party), closer: party.operator.publicKey };
        return call(instructions.requestClose(request), party.operator);
      },
    },
  ],
  close_channel: [
    {
      when: "after the grace",
      prepare: close,
      call: (party) => {
        const rentPayer = party.payer.publicKey;
        return call(instructions.closeChannel({ ...byConsumer(party), rentPayer }));
      },
      intruders: (party) => ({ operator: party.holder.address }),
    },
    {
      when: "by both",
      prepare: ask,
      call: (party) => {
        const { operator, payer } = party;
        const signed = { operator: operator.publicKey, rentPayer: payer.publicKey };
        const closing = instructions.closeChannel({ ...byConsumer(party), ...signed });
        return call(closing, operator);
      },
    },
  ],
};
