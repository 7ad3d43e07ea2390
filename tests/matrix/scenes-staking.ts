import { instructions } from "@diem/sdk";
import { U64_MAX, UNIT } from "../support/market";
import { parties, type Stage, type Trader } from "./house";
import { openPosition, TICKET_ID } from "./party";
import { call, type Scenes } from "./scene";

const amount = UNIT;

const onPosition = ({ house, holder }: Trader) => ({
  market: house.world.market,
  owner: holder.address,
});

const onTicket = (party: Trader) => ({
  ...onPosition(party),
  ticketId: TICKET_ID,
  rentPayer: party.payer.publicKey,
});

/** Every newcomer has a position with nothing in it. */
async function openEmpty(stage: Stage): Promise<void> {
  for (const party of parties(stage)) await openPosition(party, party.newcomer);
}

export const stakingScenes: Scenes = {
  open_position: [
    {
      call: ({ house, payer, newcomer: { address: owner, keypair } }) => {
        const opening = { market: house.world.market, owner, payer: payer.publicKey };
        return call(instructions.openPosition(opening), payer, keypair);
      },
    },
  ],
  stake: [
    {
      call: (party) =>
        call(instructions.stake({ ...onPosition(party), amount }), party.holder.keypair),
    },
  ],
  request_unstake: [
    {
      call: (party) => {
        const { payer, holder } = party;
        const ticketId = TICKET_ID + 1n;
        const request = { ...onPosition(party), payer: payer.publicKey, amount, ticketId };
        return call(instructions.requestUnstake(request), payer, holder.keypair);
      },
    },
  ],
  cancel_unstake: [
    {
      call: (party) => call(instructions.cancelUnstake(onTicket(party)), party.holder.keypair),
    },
  ],
  withdraw_unstaked: [
    {
      call: (party) => call(instructions.withdrawUnstaked(onTicket(party)), party.holder.keypair),
    },
  ],
  claim_rewards: [
    {
      call: (party) => call(instructions.claimRewards(onPosition(party)), party.holder.keypair),
    },
  ],
  compound_rewards: [
    {
      call: (party) => call(instructions.compoundRewards(onPosition(party)), party.holder.keypair),
    },
  ],
  close_position: [
    {
      prepare: openEmpty,
      call: ({ house, payer, newcomer: { address: owner, keypair } }) => {
        const closing = { market: house.world.market, owner, rentPayer: payer.publicKey };
        return call(instructions.closePosition(closing), keypair);
      },
    },
  ],
  mint_diem: [
    {
      call: (party) => {
        const mint = { ...onPosition(party), diemAmount: amount, maxVvvLocked: U64_MAX };
        return call(instructions.mintDiem(mint), party.holder.keypair);
      },
    },
  ],
  burn_diem: [
    {
      call: (party) => {
        const burn = { ...onPosition(party), diemAmount: amount, minVvvUnlocked: 0n };
        return call(instructions.burnDiem(burn), party.holder.keypair);
      },
    },
  ],
};
