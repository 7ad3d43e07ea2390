import { expect } from "chai";
import { accounts, pda, quotes } from "@diem/sdk";
import { expectSolvent, expectTotalsToAddUp } from "../support/solvency";
import { startChain } from "../support/chain";
import * as channels from "../support/channels";
import * as epochs from "../support/epochs";
import { UNIT } from "../support/market";
import * as bonds from "../support/providers";
import { collect } from "../support/settling";
import { CREDIT, createFixture } from "../support/fixture";
import { serve } from "../support/trade";
import { apply, HOSTILE, propose, rollAll } from "./governance-actions";

const DELAY_SECS = 3_000n;
const EPOCH_SECS = 1_000n;
const GRACE_SECS = 600n;
const COOLDOWN_SECS = DELAY_SECS;

/** What was promised before the parameters changed, and what everybody has in the end. */
interface Outcome {
  readonly promised: unknown;
  readonly kept: unknown;
  readonly paid: readonly bigint[];
}

/** Somebody in every state that a parameter once fixed; all of them leave after the change, if there is one. */
async function outcome(changes: boolean): Promise<Outcome> {
  const chain = await startChain();
  const { world, seller, consumer } = await createFixture(chain, {
    epochSecs: EPOCH_SECS,
    provider: { bond: 1_001n * UNIT },
    params: {
      ...{ channelGraceSecs: GRACE_SECS, paramsDelaySecs: DELAY_SECS },
      ...{ stakeCooldownSecs: COOLDOWN_SECS, bondCooldownSecs: COOLDOWN_SECS },
    },
  });
  const staker = await world.staker(10_000n * UNIT);
  await world.mint(staker, 10n * UNIT);
  await world.fundRewards(100_000n * UNIT, 2n * COOLDOWN_SECS);
  const retiring = await world.provider(10n * UNIT);
  const order = { provider: seller, consumer, deposit: 10n * UNIT };
  const opened = await channels.openChannel(world, order);
  await channels.stakeQuota(world, opened, 2n * UNIT);
  const served = await epochs.openRecord(world);
  await serve(world, opened, { diem: UNIT, quota: CREDIT });
  await collect(world, opened);
  await world.distribute(seller.provider);
  await epochs.reportUsage(world, seller, served);
  await chain.advance(2n * EPOCH_SECS);
  await rollAll(world);

  const ticket = await world.requestUnstake(staker, UNIT);
  const bondTicket = await bonds.requestBondWithdrawal(world, seller, UNIT);
  await bonds.retire(world, retiring);
  const leaving = await bonds.requestBondWithdrawal(world, retiring, 10n * UNIT);
  const terms = async () => {
    const channel = await channels.channelAccount(world, opened);
    const { bondPerCredit } = await bonds.providerAccount(world, seller);
    const { noticeEndsTs } = await bonds.providerAccount(world, retiring);
    const { connection } = chain;
    const record = await epochs.recordAccount(world, served);
    const ticketOf = pda.ticket({ position: staker.position, id: ticket });
    const bondOf = pda.bondTicket({ provider: seller.provider, id: bondTicket });
    const { locked, debtUnits } = await world.position(staker);
    const { genesisTs } = await world.marketAccount();
    const since = (ts: bigint) => ts - genesisTs;
    return {
      ...{ price: channel.price, grace: channel.graceSecs, credits: channel.creditsPerDiem },
      ...{
        bondPerCredit,
        noticeEnds: since(noticeEndsTs),
        locked,
        debtUnits,
        pool: record.rewardPool,
      },
      ticketReady: since((await accounts.ticket.fetch(connection, ticketOf)).readyTs),
      bondReady: since((await accounts.bondTicket.fetch(connection, bondOf)).readyTs),
    };
  };
  const promised = await terms();
  if (changes) await propose(world, HOSTILE);
  await chain.advance(DELAY_SECS);
  await rollAll(world);
  const now = await chain.now();
  const earned = quotes.claimable({
    ...{ market: await world.marketAccount(), now },
    position: await world.position(staker),
  });
  if (changes) await apply(world);
  const { params } = await world.marketAccount();
  expect(params.treasuryBps).to.equal(changes ? HOSTILE.treasuryBps : 500);
  const kept = await terms();

  await world.claim(staker);
  const rewards = await world.balance(staker.vvv);
  await epochs.claimQuotaReward(world, seller, served);
  await serve(world, opened, { diem: 4n * UNIT });
  await collect(world, opened);
  const { quota } = await channels.channelAccount(world, opened);
  await world.withdrawUnstaked(staker, ticket);
  await bonds.withdrawBond(world, seller, bondTicket);
  await bonds.withdrawBond(world, retiring, leaving);
  await bonds.closeProvider(world, retiring);
  await world.burn(staker, 10n * UNIT);
  await channels.requestClose(world, opened);
  await epochs.nextEpoch(world);
  await channels.outlastWindow(world, opened);
  await channels.closeChannel(world, opened);
  await expectSolvent(world);
  await expectTotalsToAddUp(world);
  const { owner } = seller;
  const own = [
    staker.vvv,
    consumer.diem,
    owner.vvv,
    owner.diem,
    retiring.owner.vvv,
    seller.revenue,
  ];
  const held = await Promise.all(own.map((account) => world.balance(account)));
  const { staked } = await world.position(staker);
  return { promised, kept, paid: [...held, rewards, earned.rewards, quota.allowance, staked] };
}

describe("adversarial: terms once given", () => {
  it("fee raised in front of a user: what is locked, cooling, owed, opened or closed keeps its terms to the unit", async () => {
    const quiet = await outcome(false);
    const changed = await outcome(true);
    expect(changed.promised).to.deep.equal(quiet.promised);
    expect(changed.kept).to.deep.equal(changed.promised);
    expect(changed.paid).to.deep.equal(quiet.paid);
    expect(changed.paid.every((amount) => amount > 0n)).to.equal(true);
  });
});
