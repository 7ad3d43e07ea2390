import { instructions, pda } from "@diem/sdk";
import { providerTerms, UNIT } from "../support/market";
import { EPOCH_SECS, parties, type Stage, type Trader } from "./house";
import { act, BOND, register, registration, TICKET_ID } from "./party";
import { call, type Scenes } from "./scene";

const amount = UNIT;

const onProvider = ({ house, vendor }: Trader) => ({
  market: house.world.market,
  owner: vendor.address,
});

/** Every newcomer has a provider with nothing behind it, whose notice is over, and which was paid something. */
async function retireNewcomers(stage: Stage): Promise<void> {
  for (const party of parties(stage)) {
    const { house, newcomer, payer } = party;
    const { keypair, address: owner } = newcomer;
    const { market } = house.world;
    const ticket = { market, owner, ticketId: TICKET_ID };
    const request = { ...ticket, payer: payer.publicKey, amount: BOND };
    await register(party, newcomer);
    await act(party, instructions.retireProvider({ market, owner }), keypair);
    await act(party, instructions.requestBondWithdrawal(request), payer, keypair);
  }
  await stage.chain.advance(EPOCH_SECS); // a cool-down
  for (const party of parties(stage)) {
    const { house, newcomer, payer, holder } = party;
    const { keypair, address: owner } = newcomer;
    const { market } = house.world;
    const ticket = { market, owner, ticketId: TICKET_ID, rentPayer: payer.publicKey };
    await act(party, instructions.withdrawBond(ticket), keypair);
    const provider = pda.provider({ market: market.market, owner });
    await house.world.pay(holder, pda.revenue({ provider, diemMint: market.diemMint }), UNIT);
  }
}

export const providerScenes: Scenes = {
  register_provider: [
    {
      call: (party) =>
        call(registration(party, party.newcomer), party.payer, party.newcomer.keypair),
    },
  ],
  update_provider: [
    {
      call: (party) => {
        const terms = providerTerms(party.newcomer.address);
        const update = instructions.updateProvider({ ...onProvider(party), terms });
        return call(update, party.vendor.keypair);
      },
    },
  ],
  distribute_revenue: [
    {
      call: ({ house, seller: { provider } }) =>
        call(instructions.distributeRevenue({ market: house.world.market, provider })),
    },
  ],
  withdraw_revenue: [
    {
      call: (party) =>
        call(instructions.withdrawRevenue({ ...onProvider(party), amount }), party.vendor.keypair),
    },
  ],
  set_capacity: [
    {
      call: (party) => {
        const offer = { capacity: 900_000_000n, quotaCapacity: 90_000_000n };
        const set = instructions.setCapacity({ ...onProvider(party), ...offer });
        return call(set, party.vendor.keypair);
      },
    },
  ],
  add_bond: [
    {
      call: (party) =>
        call(instructions.addBond({ ...onProvider(party), amount }), party.vendor.keypair),
    },
  ],
  request_bond_withdrawal: [
    {
      call: (party) => {
        const { payer, vendor } = party;
        const ticketId = TICKET_ID + 1n;
        const request = { ...onProvider(party), payer: payer.publicKey, amount, ticketId };
        return call(instructions.requestBondWithdrawal(request), payer, vendor.keypair);
      },
    },
  ],
  withdraw_bond: [
    {
      call: (party) => {
        const ticket = { ticketId: TICKET_ID, rentPayer: party.payer.publicKey };
        const withdraw = instructions.withdrawBond({ ...onProvider(party), ...ticket });
        return call(withdraw, party.vendor.keypair);
      },
    },
  ],
  retire_provider: [
    {
      call: (party) => call(instructions.retireProvider(onProvider(party)), party.vendor.keypair),
    },
  ],
  close_provider: [
    {
      prepare: retireNewcomers,
      call: ({ house, payer, newcomer: { address: owner, keypair } }) => {
        const closing = { market: house.world.market, owner, rentPayer: payer.publicKey };
        return call(instructions.closeProvider(closing), keypair);
      },
    },
  ],
  slash_provider: [
    {
      call: ({ house: { world, arbiter, treasury }, seller: { provider } }) => {
        const { market } = world;
        const slash = instructions.slashProvider({
          market,
          arbiter: arbiter.publicKey,
          provider,
          maxAmount: amount,
          reason: 1,
          treasury: treasury.address,
        });
        return call(slash, arbiter);
      },
    },
  ],
};
