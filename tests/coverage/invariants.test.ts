import type { Keypair, TransactionInstruction } from "@solana/web3.js";
import { expect } from "chai";
import { constants, instructions, pda } from "@diem/sdk";
import { startChain } from "../support/chain";
import * as channels from "../support/channels";
import * as epochs from "../support/epochs";
import { providerTerms, UNIT } from "../support/market";
import * as bonds from "../support/providers";
import { collect } from "../support/settling";
import { createFixture, type Fixture } from "../support/fixture";
import { catchUp, serve } from "../support/trade";
import { World } from "../support/world";
import { type Checked, expectChecked } from "./invariants-support";

const CREDIT = constants.CREDIT_UNIT;
const EPOCH_SECS = 100n;

/** Lets both cool-downs pass. */
async function coolDown(world: World): Promise<void> {
  const { stakeCooldownSecs, bondCooldownSecs } = (await world.marketAccount()).params;
  const longest = stakeCooldownSecs > bondCooldownSecs ? stakeCooldownSecs : bondCooldownSecs;
  await world.chain.advance(longest);
}

/** A fixture with a channel that settled paid credits and quota. */
async function createTradingFixture(): Promise<Fixture & { readonly opened: channels.Opened }> {
  const fixture = await createFixture(await startChain(), { epochSecs: EPOCH_SECS });
  const { world, seller: provider, consumer } = fixture;
  const opened = await channels.openChannel(world, { provider, consumer, deposit: 5n * UNIT });
  await channels.stakeQuota(world, opened, 2n * UNIT);
  await serve(world, opened, { diem: UNIT, quota: CREDIT });
  return { ...fixture, opened };
}

describe("laws of the accounts: no instruction leaves one broken that it writes", () => {
  it("of stakes", async () => {
    const world = await World.create(await startChain());
    const staker = await world.staker(100_000n * UNIT, 0n);
    const { keypair, address: owner, position: stakePosition } = staker;
    const { market } = world.market;
    const checked = (act: () => Promise<unknown>) =>
      expectChecked(world, { market, stakePosition }, act);

    await expectChecked(world, { market }, () => world.fundRewards(1_000n * UNIT, 1_000n));
    await checked(() => world.stake(staker, 100_000n * UNIT));
    await checked(() => world.mint(staker, 40n * UNIT));
    await checked(() => world.burn(staker, UNIT));
    await world.chain.advance(10n);
    await checked(() => world.compound(staker));
    await world.chain.advance(10n);
    await checked(() => world.claim(staker));
    const request = { market: world.market, owner, amount: UNIT };
    await checked(() =>
      world.send([instructions.requestUnstake({ ...request, ticketId: 0n })], [keypair]),
    );
    await checked(() => world.cancelUnstake(staker, 0n));
    const ticketId = await world.requestUnstake(staker, UNIT);
    await coolDown(world);
    await checked(() => world.withdrawUnstaked(staker, ticketId));
  });

  it("of providers", async () => {
    const world = await World.create(await startChain(), { epochSecs: EPOCH_SECS });
    const { market } = world.market;
    await expectChecked(world, { market }, () => world.provider());
    const seller = await world.provider({ capacity: 10n * CREDIT, quotaCapacity: 10n * CREDIT });
    const { provider, owner } = seller;
    const checked = (act: () => Promise<unknown>) =>
      expectChecked(world, { market, provider }, act);
    const own = { market: world.market, owner: owner.address, provider };
    const release = (ticketId: bigint, amount: bigint) =>
      world.send(
        [instructions.requestBondWithdrawal({ ...own, amount, ticketId })],
        [owner.keypair],
      );

    const terms = providerTerms(owner.address);
    const update = instructions.updateProvider({ ...own, terms });
    await expectChecked(world, { provider }, () => world.send([update], [owner.keypair]));
    await checked(() => bonds.addBond(world, seller, 5n * UNIT));
    const offer = { capacity: 9n * CREDIT, quotaCapacity: 9n * CREDIT };
    await checked(() => bonds.setCapacity(world, seller, offer));
    await checked(() => release(0n, UNIT));
    await coolDown(world);
    await checked(() => bonds.withdrawBond(world, seller, 0n));
    await checked(() => bonds.slash(world, seller, 1n));
    await checked(() => bonds.retire(world, seller));
    await release(1n, 14n * UNIT - 1n);
    await coolDown(world);
    await bonds.withdrawBond(world, seller, 1n);
    await expectChecked(world, { market }, () => bonds.closeProvider(world, seller));
  });

  it("of channels", async () => {
    const { world, seller, consumer, opened } = await createTradingFixture();
    const { market } = world.market;
    const { provider } = seller;
    const { channel } = opened;
    const checked = (accounts: Checked, act: () => Promise<unknown>) =>
      expectChecked(world, accounts, act);

    const order = { provider: seller, consumer, deposit: UNIT };
    const openedSlot = opened.openedSlot + 1n;
    await checked({ market, provider }, () =>
      channels.openChannel(world, { ...order, openedSlot }),
    );
    await checked({ market, channel }, () => channels.deposit(world, opened, UNIT));
    await checked({ market, provider, channel }, () => channels.stakeQuota(world, opened, UNIT));
    await checked({ channel }, () => serve(world, opened, { diem: 2n * UNIT }));
    await checked({ market, channel }, () => collect(world, opened));
    await checked({ provider, channel }, () => channels.requestQuotaUnstake(world, opened, UNIT));
    await epochs.nextEpoch(world);
    await checked({ market, channel }, () => channels.withdrawQuota(world, opened));
    await checked({ provider, channel }, () => channels.requestClose(world, opened));
    await epochs.nextEpoch(world);
    await channels.outlastWindow(world, opened);
    await checked({ market, provider }, () => channels.closeChannel(world, opened));
    expect(await world.chain.connection.getAccountInfo(channel)).to.equal(null);
  });

  it("of epochs and revenue", async () => {
    const { world, seller, consumer, opened } = await createTradingFixture();
    const { market } = world.market;
    const { provider, owner } = seller;
    const checked = (accounts: Checked, act: () => Promise<unknown>) =>
      expectChecked(world, accounts, act);
    const sold = { market, provider };

    await collect(world, opened);
    await checked(sold, () => world.distribute(provider));
    const payout = { market: world.market, owner: owner.address, provider, amount: 1n };
    await checked({ provider }, () =>
      world.send([instructions.withdrawRevenue(payout)], [owner.keypair]),
    );
    const { address: treasury } = await world.actor(0n, world.treasury);
    const toTreasury = instructions.collectTreasury({ market: world.market, treasury });
    await checked({ market }, () => world.send([toTreasury]));

    const epoch = await epochs.epoch(world);
    const epochRecord = pda.epochRecord({ market, epoch });
    const named = { market: world.market, epoch };
    const open = instructions.openEpochRecord({ ...named, payer: world.payer });
    await checked({ market }, () => world.send([open]));
    await checked({ provider, epochRecord }, () => epochs.reportUsage(world, seller, epoch));
    const gift = { market: world.market, funder: consumer.address, amount: UNIT };
    await checked({ market }, () => world.send([instructions.fundQuota(gift)], [consumer.keypair]));
    await epochs.nextEpoch(world, 2);
    const { nextToClose } = await world.marketAccount();
    const nth = nextToClose === epoch ? "firstRecord" : "secondRecord";
    const roll = instructions.rollEpoch({ market: world.market, [nth]: epochRecord });
    await checked({ market, epochRecord }, () => world.send([roll]));
    await checked({ ...sold, epochRecord }, () => epochs.claimQuotaReward(world, seller, epoch));
    const close = instructions.closeEpochRecord({ ...named, rentPayer: world.payer });
    await checked({ market }, () => world.send([close]));
  });

  it("of what governs a market", async () => {
    const world = await World.create(await startChain());
    const { market, creator } = world;
    const successor = await world.chain.wallet();
    const { params, roles } = await world.marketAccount();
    const by = { market, authority: creator.publicKey };
    const entries = ["stake"] as const;
    const checked = (call: TransactionInstruction, signer?: Keypair) =>
      expectChecked(world, { market: market.market }, () =>
        world.send([call], signer === undefined ? [] : [signer]),
      );

    await checked(instructions.setRoles({ ...by, ...roles }), creator);
    await checked(instructions.pause({ market, pauser: by.authority, entries }), creator);
    await checked(instructions.unpause({ ...by, entries }), creator);
    await checked(instructions.proposeParams({ ...by, params }), creator);
    await checked(instructions.cancelParams(by), creator);
    await world.send([instructions.proposeParams({ ...by, params })], [creator]);
    await world.chain.advance(params.paramsDelaySecs);
    await catchUp(world);
    await checked(instructions.applyParams({ market }));
    const newAuthority = successor.publicKey;
    await checked(instructions.proposeAuthority({ ...by, newAuthority }), creator);
    await checked(instructions.acceptAuthority({ market, newAuthority }), successor);
  });
});
