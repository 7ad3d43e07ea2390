import { expect } from "chai";
import { errors, type events, type MarketParams, quotes } from "@diem/sdk";
import { startChain, type TestChain } from "../../support/chain";
import { nextEpoch } from "../../support/epochs";
import { Governed } from "../../support/governance";
import { EPOCH_SECS, UNIT } from "../../support/market";
import { catchUp } from "../../support/trade";

/** Twice the epoch and the cool-downs of the test markets. */
const DELAY_SECS = 2n * EPOCH_SECS;

describe("governance: parameters", () => {
  let chain: TestChain;
  let governed: Governed;

  before(async () => {
    chain = await startChain();
  });

  beforeEach(async () => {
    governed = await Governed.create(chain, { params: { paramsDelaySecs: DELAY_SECS } });
  });

  const marketOf = () => governed.world.marketAccount();
  const etaOf = async () => {
    const { proposal } = await marketOf();
    if (proposal === null) throw new Error("nothing is announced");
    return proposal.etaTs;
  };
  /** Closes the epochs that wait for it before: again where the next one ends between the two, which a validator's clock may do. */
  const apply = async (tries = 5): Promise<events.EventData<"ParamsApplied">> => {
    await catchUp(governed.world);
    try {
      return await governed.event(await governed.applyParams(), "ParamsApplied");
    } catch (error) {
      if (tries <= 1 || !errors.isDiemError(error, "EpochsNotRolled")) throw error;
      return apply(tries - 1);
    }
  };
  const waitUntil = async (ts: bigint) => {
    const left = ts - (await chain.now());
    if (left > 0n) await chain.advance(left);
  };

  it("are announced, wait for their delay, and are applied by anyone", async () => {
    const before = await marketOf();
    const params = { ...before.params, treasuryBps: 700, stakersBps: 800 };
    const announced = await governed.proposeParams(params);
    const proposal = await governed.event(announced, "ParamsProposed");
    expect(proposal.current).to.deep.equal(before.params);
    expect(proposal.proposed).to.deep.equal(params);
    const { etaTs } = proposal;
    expect(etaTs).to.equal(proposal.stamp.timestamp + DELAY_SECS);
    const waiting = await marketOf();
    expect(waiting.proposal).to.deep.equal({ params, etaTs });
    expect(waiting.params).to.deep.equal(before.params);
    await governed.refuses(() => governed.applyParams(), "ParamsDelayNotOver");

    await waitUntil(etaTs);
    const applied = await apply();
    expect(applied.before).to.deep.equal(before.params);
    expect(applied.after).to.deep.equal(params);
    const after = await marketOf();
    expect(after.params).to.deep.equal(params);
    expect(after.proposal).to.equal(null);
    expect(proposal.stamp.sequence).to.equal(before.sequence + 1n);
    expect(after.sequence).to.equal(applied.stamp.sequence);
    await governed.refuses(() => governed.applyParams(), "NoParamsProposed");
  });

  it("are announced and taken back by the authority alone", async () => {
    const stranger = await chain.wallet();
    const { params: current } = await marketOf();
    const changes = { treasuryBps: 700, stakersBps: 800 };
    await governed.refuses(() => governed.proposeParams(changes, stranger), "NotAuthority");
    await governed.refuses(
      () => governed.proposeParams(changes, governed.guardian),
      "NotAuthority",
    );
    await governed.refuses(() => governed.cancelParams(), "NoParamsProposed");
    await governed.refuses(() => governed.applyParams(), "NoParamsProposed");
    await governed.proposeParams(changes);
    await governed.refuses(() => governed.cancelParams(governed.guardian), "NotAuthority");
    const cancelled = await governed.event(await governed.cancelParams(), "ParamsCancelled");
    expect(cancelled.current).to.deep.equal(current);
    expect(cancelled.cancelled).to.deep.equal({ ...current, ...changes });
    expect((await marketOf()).proposal).to.equal(null);
  });

  it("start their delay anew when others are announced instead", async () => {
    await governed.proposeParams({ treasuryBps: 700, stakersBps: 800 });
    const first = await etaOf();
    await chain.advance(DELAY_SECS / 2n);
    await governed.proposeParams({ treasuryBps: 800, stakersBps: 700 });
    const second = await etaOf();
    expect(second >= first + DELAY_SECS / 2n).to.equal(true);
    await waitUntil(first);
    await governed.refuses(() => governed.applyParams(), "ParamsDelayNotOver");
    await waitUntil(second);
    await apply();
    expect((await marketOf()).params.treasuryBps).to.equal(800);
  });

  it("wait for the delay of their day, also where they shorten it", async () => {
    const shorter = await governed.proposeParams({ paramsDelaySecs: EPOCH_SECS });
    const first = await governed.event(shorter, "ParamsProposed");
    expect(first.etaTs).to.equal(first.stamp.timestamp + DELAY_SECS);
    await governed.refuses(() => governed.applyParams(), "ParamsDelayNotOver");
    await waitUntil(first.etaTs);
    await apply();
    const longer = await governed.proposeParams({ paramsDelaySecs: DELAY_SECS });
    const { stamp, etaTs } = await governed.event(longer, "ParamsProposed");
    expect(etaTs).to.equal(stamp.timestamp + EPOCH_SECS);
    await waitUntil(etaTs);
    await apply();
    expect((await marketOf()).params.paramsDelaySecs).to.equal(DELAY_SECS);
  });

  it("wait until the epochs that can be closed are", async () => {
    await governed.proposeParams({ paramsDelaySecs: EPOCH_SECS });
    await nextEpoch(governed.world, 3);
    await governed.refuses(() => governed.applyParams(), "EpochsNotRolled");
    await apply();
  });

  it("move the reference price into its new bounds, and no target", async () => {
    const { referencePrice, targetSupply, nextTarget } = await marketOf();
    expect(referencePrice).to.include({ current: UNIT, next: UNIT });
    const bounds = { referencePriceFloor: 2n * UNIT, referencePriceCap: 8n * UNIT };
    await governed.proposeParams({ ...bounds, targetFloor: 40_000n * UNIT });
    await waitUntil(await etaOf());
    const { stamp, ...applied } = await apply();
    const after = await marketOf();
    expect(applied).to.include({
      ...{ referencePriceBefore: UNIT, referencePrice: 2n * UNIT, nextReferencePrice: 2n * UNIT },
    });
    const epoch = quotes.epochAt({ clock: after, now: stamp.timestamp });
    const moved = { previous: UNIT, current: 2n * UNIT, next: 2n * UNIT, epoch };
    expect(after.referencePrice).to.include(moved);
    expect(after.targetSupply).to.equal(targetSupply);
    // the roll before it went by the floor of its day
    expect(after.nextTarget).to.equal(nextTarget);
  });

  const bad: readonly [keyof MarketParams, bigint | number, Parameters<Governed["refuses"]>[1]][] =
    [
      ["stakeCooldownSecs", EPOCH_SECS - 1n, "StakeCooldownOutOfRange"],
      ["bondCooldownSecs", 90n * 86_400n + 1n, "BondCooldownOutOfRange"],
      ["channelGraceSecs", 30n * 86_400n + 1n, "ChannelGraceOutOfRange"],
      ["paramsDelaySecs", EPOCH_SECS - 1n, "ParamsDelayOutOfRange"],
      ["feeStreamSecs", 2n * EPOCH_SECS - 1n, "FeeStreamOutOfRange"],
      ["baseRate", 0n, "BaseRateOutOfRange"],
      ["steepnessBps", 40_001, "SteepnessOutOfRange"],
      ["targetFloor", UNIT - 1n, "TargetFloorOutOfRange"],
      ["targetCap", 2n ** 64n - 1n, "TargetCapOutOfRange"],
      ["targetShareBps", 999, "TargetShareOutOfRange"],
      ["useEmaBps", 2_001, "UseWeightOutOfRange"],
      ["maxTargetStepBps", 101, "TargetStepOutOfRange"],
      ["lockedHaircutBps", 5_001, "LockedHaircutOutOfRange"],
      // legal for a new market, and fixed for this one
      ["lockedHaircutBps", 1_999, "LockedHaircutFixed"],
      ["lockedHaircutBps", 2_001, "LockedHaircutFixed"],
      ["creditsPerDiem", 0n, "CreditsPerDiemOutOfRange"],
      ["bondPerCredit", 0n, "BondPerCreditOutOfRange"],
      ["baseRate", 100n * UNIT + 1n, "BondPerDiemOutOfRange"],
      ["maxSlashBps", 5_001, "SlashOutOfRange"],
      ["targetCap", (2n ** 64n - 1n) / 3n, "CurveTooExpensive"],
      ["providerBps", 8_501, "ProviderShareOutOfRange"],
      ["quotaBps", 2_001, "QuotaShareOutOfRange"],
      ["treasuryBps", 1_001, "TreasuryShareOutOfRange"],
      ["stakersBps", 499, "StakersShareOutOfRange"],
      ["stakersBps", 1_001, "SplitNotWhole"],
      ["quotaMatchBps", 10_001, "QuotaMatchOutOfRange"],
      ["quotaCapBps", 10_001, "QuotaCapOutOfRange"],
      ["quotaMatchBps", 2_001, "QuotaRewardTooHigh"],
      ["quotaPoolEpochs", 6, "QuotaPoolEpochsOutOfRange"],
      ["utilisationEmaBps", 0, "UtilisationWeightOutOfRange"],
      ["maxPriceStepBps", 1_001, "PriceStepOutOfRange"],
      ["referencePriceCap", 10n ** 15n + 1n, "ReferencePriceCapOutOfRange"],
      ["referencePriceFloor", 2_500_000_001n, "ReferencePriceFloorOutOfRange"],
      ["referencePriceFloor", 19n, "ReferencePriceTooCoarse"],
    ];
  for (const [name, value, error] of bad) {
    it(`refuse ${name} ${value} as a new market does`, () =>
      governed.refuses(() => governed.proposeParams({ [name]: value }), error));
  }
});
