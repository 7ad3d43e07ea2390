import { instructions } from "@diem/sdk";
import { U64_MAX, UNIT } from "../support/market";
import { traders, type Fixture, type Trader } from "./fixture";
import { openPosition, TICKET_ID } from "./actors";
import { call, type Invocations } from "./invocation";

const amount = UNIT;

const onPosition = ({ setup, holder }: Trader) => ({
  market: setup.world.market,
  owner: holder.address,
});

const onTicket = (actors: Trader) => ({
  ...onPosition(actors),
  ticketId: TICKET_ID,
  rentPayer: actors.payer.publicKey,
});

/** Every newcomer has a position with nothing in it. */
async function openEmpty(fixture: Fixture): Promise<void> {
  for (const actors of traders(fixture)) await openPosition(actors, actors.newcomer);
}

export const stakingInvocations: Invocations = {
  open_position: [
    {
      call: ({ setup, payer, newcomer: { address: owner, keypair } }) => {
        const opening = { market: setup.world.market, owner, payer: payer.publicKey };
        return call(instructions.openPosition(opening), payer, keypair);
      },
    },
  ],
  stake: [
    {
      call: (actors) =>
        call(instructions.stake({ ...onPosition(actors), amount }), actors.holder.keypair),
    },
  ],
  request_unstake: [
    {
      call: (actors) => {
        const { payer, holder } = actors;
        const ticketId = TICKET_ID + 1n;
        const request = { ...onPosition(actors), payer: payer.publicKey, amount, ticketId };
        return call(instructions.requestUnstake(request), payer, holder.keypair);
      },
    },
  ],
  cancel_unstake: [
    {
      call: (actors) => call(instructions.cancelUnstake(onTicket(actors)), actors.holder.keypair),
    },
  ],
  withdraw_unstaked: [
    {
      call: (actors) =>
        call(instructions.withdrawUnstaked(onTicket(actors)), actors.holder.keypair),
    },
  ],
  claim_rewards: [
    {
      call: (actors) => call(instructions.claimRewards(onPosition(actors)), actors.holder.keypair),
    },
  ],
  compound_rewards: [
    {
      call: (actors) =>
        call(instructions.compoundRewards(onPosition(actors)), actors.holder.keypair),
    },
  ],
  close_position: [
    {
      prepare: openEmpty,
      call: ({ setup, payer, newcomer: { address: owner, keypair } }) => {
        const closing = { market: setup.world.market, owner, rentPayer: payer.publicKey };
        return call(instructions.closePosition(closing), keypair);
      },
    },
  ],
  mint_diem: [
    {
      call: (actors) => {
        const mint = { ...onPosition(actors), diemAmount: amount, maxVvvLocked: U64_MAX };
        return call(instructions.mintDiem(mint), actors.holder.keypair);
      },
    },
  ],
  burn_diem: [
    {
      call: (actors) => {
        const burn = { ...onPosition(actors), diemAmount: amount, minVvvUnlocked: 0n };
        return call(instructions.burnDiem(burn), actors.holder.keypair);
      },
    },
  ],
};
