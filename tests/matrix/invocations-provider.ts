import { instructions, pda } from "@diem/sdk";
import { providerTerms, UNIT } from "../support/market";
import { EPOCH_SECS, traders, type Fixture, type Trader } from "./fixture";
import { act, BOND, register, registration, TICKET_ID } from "./actors";
import { call, type Invocations } from "./invocation";

const amount = UNIT;

const onProvider = ({ setup, vendor }: Trader) => ({
  market: setup.world.market,
  owner: vendor.address,
});

/** Every newcomer has a provider with nothing behind it, whose notice is over, and which was paid something. */
async function retireNewcomers(fixture: Fixture): Promise<void> {
  for (const actors of traders(fixture)) {
    const { setup, newcomer, payer } = actors;
    const { keypair, address: owner } = newcomer;
    const { market } = setup.world;
    const ticket = { market, owner, ticketId: TICKET_ID };
    const request = { ...ticket, payer: payer.publicKey, amount: BOND };
    await register(actors, newcomer);
    await act(actors, instructions.retireProvider({ market, owner }), keypair);
    await act(actors, instructions.requestBondWithdrawal(request), payer, keypair);
  }
  await fixture.chain.advance(EPOCH_SECS); // a cool-down
  for (const actors of traders(fixture)) {
    const { setup, newcomer, payer, holder } = actors;
    const { keypair, address: owner } = newcomer;
    const { market } = setup.world;
    const ticket = { market, owner, ticketId: TICKET_ID, rentPayer: payer.publicKey };
    await act(actors, instructions.withdrawBond(ticket), keypair);
    const provider = pda.provider({ market: market.market, owner });
    await setup.world.pay(holder, pda.revenue({ provider, diemMint: market.diemMint }), UNIT);
  }
}

export const providerInvocations: Invocations = {
  register_provider: [
    {
      call: (actors) =>
        call(registration(actors, actors.newcomer), actors.payer, actors.newcomer.keypair),
    },
  ],
  update_provider: [
    {
      call: (actors) => {
        const terms = providerTerms(actors.newcomer.address);
        const update = instructions.updateProvider({ ...onProvider(actors), terms });
        return call(update, actors.vendor.keypair);
      },
    },
  ],
  distribute_revenue: [
    {
      call: ({ setup, seller: { provider } }) =>
        call(instructions.distributeRevenue({ market: setup.world.market, provider })),
    },
  ],
  withdraw_revenue: [
    {
      call: (actors) =>
        call(
          instructions.withdrawRevenue({ ...onProvider(actors), amount }),
          actors.vendor.keypair,
        ),
    },
  ],
  set_capacity: [
    {
      call: (actors) => {
        const offer = { capacity: 900_000_000n, quotaCapacity: 90_000_000n };
        const set = instructions.setCapacity({ ...onProvider(actors), ...offer });
        return call(set, actors.vendor.keypair);
      },
    },
  ],
  add_bond: [
    {
      call: (actors) =>
        call(instructions.addBond({ ...onProvider(actors), amount }), actors.vendor.keypair),
    },
  ],
  request_bond_withdrawal: [
    {
      call: (actors) => {
        const { payer, vendor } = actors;
        const ticketId = TICKET_ID + 1n;
        const request = { ...onProvider(actors), payer: payer.publicKey, amount, ticketId };
        return call(instructions.requestBondWithdrawal(request), payer, vendor.keypair);
      },
    },
  ],
  withdraw_bond: [
    {
      call: (actors) => {
        const ticket = { ticketId: TICKET_ID, rentPayer: actors.payer.publicKey };
        const withdraw = instructions.withdrawBond({ ...onProvider(actors), ...ticket });
        return call(withdraw, actors.vendor.keypair);
      },
    },
  ],
  retire_provider: [
    {
      call: (actors) =>
        call(instructions.retireProvider(onProvider(actors)), actors.vendor.keypair),
    },
  ],
  close_provider: [
    {
      prepare: retireNewcomers,
      call: ({ setup, payer, newcomer: { address: owner, keypair } }) => {
        const closing = { market: setup.world.market, owner, rentPayer: payer.publicKey };
        return call(instructions.closeProvider(closing), keypair);
      },
    },
  ],
  slash_provider: [
    {
      call: ({ setup: { world, arbiter, treasury }, seller: { provider } }) => {
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
