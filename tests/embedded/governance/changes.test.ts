import { expect } from "chai";
import type { PublicKey } from "@solana/web3.js";
import { constants, instructions, type MarketParams, pda, quotes } from "@diem/sdk";
import { startChain, type TestChain } from "../../support/chain";
import * as channels from "../../support/channels";
import { claimQuotaReward, nextEpoch, recordAccount, rollEpoch } from "../../support/epochs";
import { UNIT } from "../../support/market";
import * as bonds from "../../support/providers";
import { collect } from "../../support/settling";
import { snapshot } from "../../support/snapshot";
import { CREDIT, createFixture, type Fixture } from "../../support/fixture";
import { report, serve } from "../../support/trade";
import { expectUntouched } from "../../support/untouched";
import type { Actor } from "../../support/world";

const DAY = 86_400n;
const EPOCH_SECS = DAY;
const COOLDOWN = 3n * DAY;
const GRACE = 2n * DAY;

/** As hard on everybody as the caps allow. */
const HARSH: Partial<MarketParams> = {
  stakeCooldownSecs: constants.MAX_COOLDOWN_SECS,
  bondCooldownSecs: constants.MAX_COOLDOWN_SECS,
  channelGraceSecs: constants.MAX_CHANNEL_GRACE_SECS,
  paramsDelaySecs: constants.MAX_PARAMS_DELAY_SECS,
  feeStreamSecs: constants.MAX_FEE_STREAM_SECS,
  baseRate: 180n * UNIT,
  targetFloor: 10_000n * UNIT,
  targetCap: 100_000n * UNIT,
  creditsPerDiem: 1n,
  bondPerCredit: 2_000_000n * UNIT,
  quotaMatchBps: 0,
  quotaCapBps: 0,
  providerBps: constants.MIN_PROVIDER_BPS,
  quotaBps: constants.MAX_QUOTA_BPS,
  treasuryBps: constants.MAX_TREASURY_BPS,
  stakersBps: 2_000,
  maxSlashBps: constants.MAX_SLASH_BPS,
  referencePriceFloor: 10n * UNIT,
  referencePriceCap: 40n * UNIT,
};

describe("governance: a change of parameters leaves alone", () => {
  let chain: TestChain;
  let fixture: Fixture;
  let staker: Actor;
  let ticket: bigint;
  let bondTicket: bigint;
  let open: channels.Opened;
  let closing: channels.Opened;
  let closed: number;
  let requestedTs: bigint;

  before(async () => {
    chain = await startChain();
    const params = {
      stakeCooldownSecs: COOLDOWN,
      bondCooldownSecs: COOLDOWN,
      channelGraceSecs: GRACE,
    };
    fixture = await createFixture(chain, { params, epochSecs: EPOCH_SECS });
    const { world, seller, consumer: payer } = fixture;
    staker = await world.staker(10_000n * UNIT);
    await world.mint(staker, 5n * UNIT);
    await world.fundRewards(100n * UNIT, 30n * DAY);
    open = await channels.openChannel(world, { provider: seller, consumer: payer, deposit: UNIT });
    await channels.stakeQuota(world, open, 10n * UNIT);
    const other = await world.consumer(UNIT);
    closing = await channels.openChannel(world, {
      provider: seller,
      consumer: other,
      deposit: UNIT,
    });
    await serve(world, open, { diem: UNIT / 2n, quota: 2n * CREDIT });
    closed = quotes.epochAt({ clock: await world.marketAccount(), now: await chain.now() });
    await collect(world, open);
    await world.distribute(seller.provider);
    await report(world, seller, closed);
    await nextEpoch(world, 2);
    await rollEpoch(world);
    await announceHarshest();

    requestedTs = await chain.now();
    ticket = await world.requestUnstake(staker, UNIT);
    await bonds.addBond(world, seller, UNIT);
    bondTicket = await bonds.requestBondWithdrawal(world, seller, UNIT);
    await channels.requestClose(world, closing);
    const { proposal } = await world.marketAccount();
    await chain.advance((proposal?.etaTs ?? 0n) - requestedTs);
    await rollEpoch(world);
  });

  async function announceHarshest(): Promise<void> {
    const { world } = fixture;
    const { params } = await world.marketAccount();
    const authority = world.creator.publicKey;
    const proposal = { market: world.market, authority, params: { ...params, ...HARSH } };
    await world.send([instructions.proposeParams(proposal)], [world.creator]);
    await nextEpoch(world);
    await rollEpoch(world);
  }

  const everythingElse = (): PublicKey[] => {
    const { seller, world } = fixture;
    const { market, vvvMint, ...vaults } = world.market;
    return [
      ...Object.values(vaults as Record<string, PublicKey>),
      ...[staker.position, pda.ticket({ position: staker.position, id: ticket })],
      ...[seller.provider, seller.revenue],
      pda.bondTicket({ provider: seller.provider, id: bondTicket }),
      ...[open.channel, closing.channel],
      pda.epochRecord({ market, epoch: closed }),
      vvvMint,
    ];
  };

  it("every account but the market's, and every amount in that", async () => {
    const { world } = fixture;
    const [before, untouched] = [await world.marketAccount(), everythingElse()];
    const now = await chain.now();
    const accrued = quotes.accrue(before, now);
    const epoch = quotes.epochAt({ clock: before, now });
    const advanced = quotes.scheduled.advance({ figure: before.referencePrice, epoch });
    const state = await snapshot(world, untouched);
    await world.send([instructions.applyParams({ market: world.market })]);
    expect(await snapshot(world, untouched)).to.deep.equal(state);
    expect(await world.marketAccount()).to.deep.equal({
      ...accrued,
      params: { ...before.params, ...HARSH },
      proposal: null,
      referencePrice: { ...advanced, current: 10n * UNIT, next: 10n * UNIT },
      sequence: before.sequence + 1n,
    });
  });

  it("the time of a ticket, of a bond's ticket and of a closing channel", async () => {
    const { world, seller } = fixture;
    const { params } = await world.marketAccount();
    expect(params.stakeCooldownSecs).to.equal(constants.MAX_COOLDOWN_SECS);
    await chain.advance(requestedTs + COOLDOWN - (await chain.now()));
    const [staked, bonded] = [
      await world.balance(staker.vvv),
      await world.balance(seller.owner.vvv),
    ];
    await world.withdrawUnstaked(staker, ticket);
    expect((await world.balance(staker.vvv)) - staked).to.equal(UNIT);
    await bonds.withdrawBond(world, seller, bondTicket);
    expect((await world.balance(seller.owner.vvv)) - bonded).to.equal(UNIT);
    await channels.outlastWindow(world, closing);
    await channels.closeChannel(world, closing);
  });

  it("a channel's price, its grace and the quota of what is staked in it", async () => {
    const { world } = fixture;
    const { price, nextAllowance, staked } = await channels.channelAccount(world, open);
    expect([price, staked, nextAllowance]).to.deep.equal([UNIT, 10n * UNIT, 10n * CREDIT]);
    await serve(world, open, { diem: UNIT / 2n, quota: 10n * CREDIT });
    const now = await chain.now();
    await channels.requestClose(world, open);
    const { closesTs } = await channels.channelAccount(world, open);
    expect(closesTs).to.equal(now + GRACE);
  });

  it("a position's average rate", async () => {
    const { world } = fixture;
    const { locked } = await world.position(staker);
    const bill = await world.bill(staker);
    expect(bill).to.equal(5n * UNIT);
    await world.burn(staker, bill / 5n, locked / 5n);
    await world.burn(staker, bill - bill / 5n, locked - locked / 5n - 1n);
    expect((await world.position(staker)).locked).to.equal(0n);
  });

  it("the reward pool of a closed epoch", async () => {
    const { world, seller } = fixture;
    const { rewardPool } = await recordAccount(world, closed);
    expect(rewardPool).to.equal(UNIT / 20n); // a tenth of what was distributed
    const before = await world.balance(seller.owner.diem);
    await claimQuotaReward(world, seller, closed);
    expect((await world.balance(seller.owner.diem)) - before).to.equal(rewardPool);
  });

  it("a provider's offer, which its bond covers at the rate of its day", async () => {
    const { world, seller } = fixture;
    const { bond, bondPerCredit, underbonded } = await bonds.providerAccount(world, seller);
    expect({ bondPerCredit, underbonded }).to.deep.equal({
      bondPerCredit: UNIT,
      underbonded: false,
    });
    expect(bond).to.equal(1_000n * UNIT);
    await channels.openChannel(world, { provider: seller, consumer: staker });
  });

  it("the cap of a slash, until its provider adds bond under another", async () => {
    const { world, seller } = fixture;
    const { bond } = await bonds.providerAccount(world, seller);
    await bonds.slash(world, seller, bond);
    const slashed = await bonds.providerAccount(world, seller);
    expect(slashed.bond).to.equal(bond - bond / 5n);
    await expectUntouched(world, () => bonds.slash(world, seller, 1n), "SlashCapReached");
    await bonds.addBond(world, seller, bond / 5n);
    await bonds.slash(world, seller, bond);
    const half = (bond + bond / 5n) / 2n; // of what there would be without any slash
    expect((await bonds.providerAccount(world, seller)).bond).to.equal(bond + bond / 5n - half);
  });
});
