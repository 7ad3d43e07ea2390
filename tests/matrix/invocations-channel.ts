import { instructions } from "@diem/sdk";
import { nextEpoch } from "../support/epochs";
import { U64_MAX, UNIT } from "../support/market";
import { type Entry, claimOf, settleInstructions } from "../support/settling";
import { outlastWindow, type Opened } from "../support/channels";
import { embeddedOf } from "./embedded";
import { channels, type Fixture, type Trader } from "./fixture";
import { QUOTA_STAKE, SETTLED } from "./actors";
import { type Call, call, type Invocations } from "./invocation";

const amount = UNIT;
/** Every channel of the fixture was opened earlier than so many slots ago. */
const NEW_SLOT_AGO = 20n;

const ofChannel = ({ setup: { world } }: Trader, { channel, seller, consumer }: Opened) => ({
  market: world.market,
  provider: seller.provider,
  channel,
  consumer: consumer.address,
});

const byConsumer = (actors: Trader) => ofChannel(actors, actors.opened);

/** Nobody has DIEM staked any more: it can be withdrawn. */
async function unstake(fixture: Fixture): Promise<void> {
  const { world } = fixture.own.setup;
  for (const opened of channels(fixture)) {
    const request = { ...ofChannel(fixture.own, opened), amount: QUOTA_STAKE };
    await world.send([instructions.requestQuotaUnstake(request)], [opened.consumer.keypair]);
  }
  await nextEpoch(world);
}

/** Every consumer has asked for the closing. */
async function askAll(fixture: Fixture): Promise<void> {
  const { world } = fixture.own.setup;
  for (const opened of channels(fixture)) {
    const closing = { ...ofChannel(fixture.own, opened), closer: opened.consumer.address };
    await world.send([instructions.requestClose(closing)], [opened.consumer.keypair]);
  }
}

/** Nobody has DIEM staked, and the grace of every channel runs. */
async function ask(fixture: Fixture): Promise<void> {
  await unstake(fixture);
  await outlastWindow(fixture.own.setup.world, fixture.sameConsumer);
  await askAll(fixture);
}

/** The grace of every channel is over. */
async function close(fixture: Fixture): Promise<void> {
  const { world } = fixture.own.setup;
  await askAll(fixture);
  await nextEpoch(world);
  await outlastWindow(world, fixture.sameConsumer);
}

function newChannel({ setup, payer, holder, seller, voucherSigner }: Trader): Call {
  const slot = embeddedOf(setup.world.chain).clock.slot();
  const open = instructions.openChannel({
    market: setup.world.market,
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
  { setup, operator, seller }: Trader,
  claimed: readonly (readonly [opened: Opened, claim: instructions.Claim])[],
): Promise<Call> {
  const entries: Entry[] = [];
  for (const [opened, claim] of claimed) entries.push(await claimOf(setup.world, opened, claim));
  const [signatures, settle] = settleInstructions(seller, entries, operator.publicKey);
  if (signatures === undefined || settle === undefined) throw new Error("two instructions");
  return { before: [signatures], instruction: settle, signers: [operator] };
}

export const channelInvocations: Invocations = {
  open_channel: [{ call: newChannel }],
  deposit: [
    {
      call: ({ setup, opened: { channel }, newcomer }) => {
        const { market } = setup.world;
        const { address: funder, keypair } = newcomer;
        return call(instructions.deposit({ market, channel, funder, amount }), keypair);
      },
    },
  ],
  stake_quota: [
    {
      call: (actors) =>
        call(instructions.stakeQuota({ ...byConsumer(actors), amount }), actors.holder.keypair),
    },
  ],
  request_quota_unstake: [
    {
      call: (actors) =>
        call(
          instructions.requestQuotaUnstake({ ...byConsumer(actors), amount }),
          actors.holder.keypair,
        ),
    },
  ],
  withdraw_quota: [
    {
      prepare: unstake,
      call: (actors) => call(instructions.withdrawQuota(byConsumer(actors)), actors.holder.keypair),
    },
  ],
  settle: [
    {
      when: "one channel",
      call: (actors) => settlement(actors, [[actors.opened, more]]),
    },
    {
      when: "two channels",
      call: (actors, { own, sameProvider }) =>
        settlement(actors, [
          [actors.opened, more],
          ...(actors === own ? [[sameProvider, more] as const] : []),
        ]),
    },
  ],
  collect: [
    {
      call: (actors) => call(instructions.collect(byConsumer(actors))),
    },
  ],
  request_close: [
    {
      when: "by the consumer",
      call: (actors) => {
        const request = { ...byConsumer(actors), closer: actors.holder.address };
        return call(instructions.requestClose(request), actors.holder.keypair);
      },
    },
    {
      when: "by the provider",
      call: (actors) => {
        const request = { ...byConsumer(actors), closer: actors.operator.publicKey };
        return call(instructions.requestClose(request), actors.operator);
      },
    },
  ],
  close_channel: [
    {
      when: "after the grace",
      prepare: close,
      call: (actors) => {
        const rentPayer = actors.payer.publicKey;
        return call(instructions.closeChannel({ ...byConsumer(actors), rentPayer }));
      },
      intruders: (actors) => ({ operator: actors.holder.address }),
    },
    {
      when: "by both",
      prepare: ask,
      call: (actors) => {
        const { operator, payer } = actors;
        const signed = { operator: operator.publicKey, rentPayer: payer.publicKey };
        const closing = instructions.closeChannel({ ...byConsumer(actors), ...signed });
        return call(closing, operator);
      },
    },
  ],
};
