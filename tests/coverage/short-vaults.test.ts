import type { PublicKey } from "@solana/web3.js";
import { constants } from "@diem/sdk";
import { corrupt, drain } from "./corrupting";
import { startChain } from "../support/chain";
import * as channels from "../support/channels";
import * as epochs from "../support/epochs";
import { UNIT } from "../support/market";
import * as bonds from "../support/providers";
import { collect } from "../support/settling";
import { expectNoTrace, reach } from "../support/snapshot";
import { createFixture } from "../support/fixture";
import { report, serve } from "../support/trade";

const CREDIT = constants.CREDIT_UNIT;
const EPOCH_SECS = 100n;

/** A fixture with two channels: what is taken from one must not be the other's. */
async function twoChannels() {
  const fixture = await createFixture(await startChain(), { epochSecs: EPOCH_SECS });
  const { world, seller: provider, consumer } = fixture;
  const order = { provider, consumer, deposit: 5n * UNIT };
  const opened = await channels.openChannel(world, order);
  const other = await channels.openChannel(world, { ...order, openedSlot: opened.openedSlot + 1n });
  // setting up a call may issue VVV
  const watched = reach(world, opened, other).filter(
    (address) => !address.equals(world.market.vvvMint),
  );
  /** With one unit missing in the vault the call is refused without a trace; then it succeeds. */
  const needs = async (vault: PublicKey, act: () => Promise<unknown>) => {
    const restore = drain(world, vault, 1n);
    await expectNoTrace(world, watched, act, "VaultShort");
    restore();
    await act();
  };
  return { ...fixture, order, opened, other, watched, needs };
}

describe("a vault that lacks one unit of what it owes", () => {
  it("stops every movement of the escrow: the last one would not be paid", async () => {
    const { world, order, opened, needs } = await twoChannels();
    const { escrow } = world.market;
    const openedSlot = opened.openedSlot + 2n;
    await needs(escrow, () => channels.openChannel(world, { ...order, openedSlot }));
    await needs(escrow, () => channels.stakeQuota(world, opened, 2n * UNIT));
    await serve(world, opened, { diem: UNIT });
    await needs(escrow, () => collect(world, opened));
    await channels.requestQuotaUnstake(world, opened, UNIT);
    await epochs.nextEpoch(world);
    await needs(escrow, () => channels.withdrawQuota(world, opened));
    await channels.requestClose(world, opened);
    await epochs.nextEpoch(world);
    await channels.outlastWindow(world, opened);
    await needs(escrow, () => channels.closeChannel(world, opened));
  });

  it("stops every movement of the other vaults", async () => {
    const { world, seller, consumer, opened, needs } = await twoChannels();
    const { bondVault, feePool, rewardVault, stakeVault } = world.market;
    await bonds.addBond(world, seller, UNIT);
    await needs(bondVault, () => bonds.addBond(world, seller, 1n));
    await needs(bondVault, () => world.provider(UNIT));
    await world.fundRewards(1_000n * UNIT, EPOCH_SECS);
    await channels.stakeQuota(world, opened, 2n * UNIT);
    const served = await epochs.nextEpoch(world);
    await serve(world, opened, { diem: UNIT, quota: CREDIT });
    await collect(world, opened);
    await world.distribute(seller.provider);
    await world.pay(consumer, seller.revenue, UNIT);
    await needs(feePool, () => world.distribute(seller.provider));
    await needs(feePool, () => epochs.fundQuota(world, consumer, UNIT));
    await report(world, seller, served);
    await epochs.nextEpoch(world, 2);
    await epochs.rollEpoch(world);
    await needs(feePool, () => epochs.claimQuotaReward(world, seller, served));
    await needs(rewardVault, () => world.claim(consumer));
    await world.fundRewards(1_000n * UNIT, EPOCH_SECS);
    await world.chain.advance(EPOCH_SECS);
    await needs(stakeVault, () => world.compound(consumer));
  });
});

describe("a channel whose figures contradict each other", () => {
  it("does not close over them", async () => {
    const { world, seller, opened, watched } = await twoChannels();
    await channels.requestClose(world, opened);
    await channels.outlastWindow(world, opened);
    const close = () => channels.closeChannel(world, opened, { operator: seller.owner.keypair });
    const restore = corrupt(world, opened.channel, "channel", { version: 2 });
    await expectNoTrace(world, watched, close, "ChannelInvariantBroken");
    restore();
    await close();
  });
});
