import { expect } from "chai";
import type { MarketParams } from "@diem/sdk";
import { startChain, type TestChain } from "./support/chain";
import { nextEpoch, rollEpoch } from "./support/epochs";
import { Governed } from "./support/governance";
import { UNIT } from "./support/market";

const DELAY_SECS = 8n;
/** Longer than a test, so that no epoch waits to be closed. */
const EPOCH_SECS = 3_600n;

describe("governance: parameters", () => {
  let chain: TestChain;
  let governed: Governed;

  before(async () => {
    chain = await startChain();
  });

  const start = async (epochSecs = EPOCH_SECS) => {
    const params = { paramsDelaySecs: DELAY_SECS };
    governed = await Governed.create(chain, { params, epochSecs });
  };
  beforeEach(() => start());

  const marketOf = () => governed.world.marketAccount();
  const etaOf = async () => {
    const { proposal } = await marketOf();
    if (proposal === null) throw new Error("nothing is announced");
    return proposal.etaTs;
  };
  const waitUntil = async (ts: bigint) => {
    const left = ts - (await chain.now());
    if (left > 0n) await chain.advance(left);
  };

  it("are announced, wait for their delay, and are applied by anyone", async () => {
    const before = await marketOf();
    const params = { ...before.params, treasuryBps: 700, providerIdleBps: 8_000 };
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
    const applied = await governed.event(await governed.applyParams(), "ParamsApplied");
    expect(applied.before).to.deep.equal(before.params);
    expect(applied.after).to.deep.equal(params);
    const after = await marketOf();
    expect(after.params).to.deep.equal(params);
    expect(after.proposal).to.equal(null);
    expect(after.sequence).to.equal(before.sequence + 2n);
    await governed.refuses(() => governed.applyParams(), "NoParamsProposed");
  });

  it("are announced and taken back by the authority alone", async () => {
    const stranger = await chain.wallet();
    const { params: current } = await marketOf();
    const changes = { treasuryBps: 700 };
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
    await governed.proposeParams({ treasuryBps: 700 });
    const first = await etaOf();
    await chain.advance(DELAY_SECS / 2n);
    await governed.proposeParams({ treasuryBps: 800 });
    const second = await etaOf();
    expect(second >= first + DELAY_SECS / 2n).to.equal(true);
    await waitUntil(first);
    await governed.refuses(() => governed.applyParams(), "ParamsDelayNotOver");
    await waitUntil(second);
    await governed.applyParams();
    expect((await marketOf()).params.treasuryBps).to.equal(800);
  });

  it("wait for the delay of their day, also where they shorten it", async () => {
    await governed.proposeParams({ paramsDelaySecs: 0n });
    await governed.refuses(() => governed.applyParams(), "ParamsDelayNotOver");
    await waitUntil(await etaOf());
    await governed.applyParams();
    await governed.proposeParams({ paramsDelaySecs: DELAY_SECS });
    await governed.applyParams();
    expect((await marketOf()).params.paramsDelaySecs).to.equal(DELAY_SECS);
  });

  it("wait until the epochs that can be closed are", async () => {
    await start(4n);
    await governed.proposeParams({ paramsDelaySecs: 0n });
    await nextEpoch(governed.world, 3);
    await governed.refuses(() => governed.applyParams(), "EpochsNotRolled");
    await rollEpoch(governed.world);
    await governed.applyParams();
  });

  it("move the reference price into its new bounds, and no target", async () => {
    const { referencePrice, targetSupply, nextTarget } = await marketOf();
    expect(referencePrice).to.equal(UNIT);
    const bounds = { referencePriceFloor: 2n * UNIT, referencePriceCap: 3n * UNIT };
    await governed.proposeParams({ ...bounds, targetFloor: 50_000n * UNIT });
    await waitUntil(await etaOf());
    const applied = await governed.event(await governed.applyParams(), "ParamsApplied");
    expect(applied.referencePriceBefore).to.equal(UNIT);
    expect(applied.referencePrice).to.equal(2n * UNIT);
    const after = await marketOf();
    expect(after.referencePrice).to.equal(2n * UNIT);
    expect(after.targetSupply).to.equal(targetSupply);
    expect(after.nextTarget).to.equal(nextTarget);
  });

  const bad: readonly [keyof MarketParams, bigint | number, Parameters<Governed["refuses"]>[1]][] =
    [
      ["stakeCooldownSecs", -1n, "StakeCooldownOutOfRange"],
      ["bondCooldownSecs", 90n * 86_400n + 1n, "BondCooldownOutOfRange"],
      ["channelGraceSecs", 30n * 86_400n + 1n, "ChannelGraceOutOfRange"],
      ["paramsDelaySecs", -1n, "ParamsDelayOutOfRange"],
      ["baseRate", 0n, "BaseRateOutOfRange"],
      ["steepnessBps", 40_001, "SteepnessOutOfRange"],
      ["targetFloor", 0n, "TargetOutOfRange"],
      ["targetCap", 2n ** 64n - 1n, "TargetOutOfRange"],
      ["headroomBps", 0, "HeadroomOutOfRange"],
      ["maxTargetStepBps", 501, "TargetStepOutOfRange"],
      ["lockedHaircutBps", 5_001, "LockedHaircutOutOfRange"],
      ["creditsPerDiem", 0n, "CreditsPerDiemOutOfRange"],
      ["treasuryBps", 1_001, "TreasuryShareOutOfRange"],
      ["utilisationKinkBps", 0, "UtilisationKinkOutOfRange"],
      ["providerIdleBps", 10_000, "ProviderShareOutOfRange"],
      ["utilisationEmaBps", 0, "UtilisationWeightOutOfRange"],
      ["referencePriceFloor", 0n, "ReferencePriceOutOfRange"],
      ["maxPriceStepBps", 1_001, "PriceStepOutOfRange"],
      ["bondPerCredit", 0n, "BondPerCreditOutOfRange"],
      ["maxSlashBps", 5_001, "SlashOutOfRange"],
      ["baseRate", 2n ** 64n - 1n, "CurveTooExpensive"],
    ];
  for (const [name, value, error] of bad) {
    it(`refuse ${name} ${value} as a new market does`, () =>
      governed.refuses(() => governed.proposeParams({ [name]: value }), error));
  }
});
