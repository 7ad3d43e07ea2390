import { expect } from "chai";
import { constants } from "@diem/sdk";
import { rules, world as people } from "@diem/sim";
import { testParams } from "../support/market";
import { CREDIT, ExactMarket, type ExactPosition, exactly } from "./exact";
import { expectParity } from "./parity";

const HISTORIES = 60;
const EPOCHS = 40;
const EPOCH_SECS = 86_400n;
const DIEM = constants.DIEM_UNIT;

/** An account by both ways of counting. */
interface Both {
  readonly exact: ExactPosition;
  readonly float: rules.Position;
}

/** Compares both ways over a random history; returns how many figures agreed. */
function history(seed: number): number {
  const random = people.randomOf(seed);
  const price = exactly(random.between(0.1, 2), DIEM);
  const chosen = testParams(EPOCH_SECS, {
    targetFloor: exactly(random.between(100, 2_000), DIEM),
    useEmaBps: Math.round(random.between(50, 2_000)),
    maxTargetStepBps: Math.round(random.between(10, 100)),
    steepnessBps: Math.round(random.between(10_000, 40_000)),
    quotaPoolEpochs: Math.round(random.between(7, 60)),
    referencePriceFloor: price / 20n,
    referencePriceCap: price * 20n,
  });
  const market = new ExactMarket(chosen, EPOCH_SECS, price);
  const params = market.asParams();
  const float = market.asNumbers();
  const stakers = [0, 1, 2].map((): Both => {
    const exact = { staked: 0n, locked: 0n, debtUnits: 0n, debtEra: market.era };
    return { exact, float: rules.newPosition(float) };
  });
  const offered = exactly(random.between(100, 5_000), CREDIT);
  let agreed = 0;
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    market.offer(offered);
    float.nextCapacity = Number(offered) / Number(CREDIT);
    for (const staker of stakers) act(staker);
    if (random.uniform() < 0.2) burnDonated();
    if (random.uniform() < 0.2) fund();
    for (let nth = 0; nth < 2; nth++) serve();
    market.nextEpoch();
    rules.nextEpoch(params, float);
    agreed += expectParity(float, market.asNumbers(), `seed ${seed}, epoch ${epoch + 1}`);
  }
  return agreed;

  function act({ exact, float: position }: Both): void {
    const staked = exactly(random.between(100, 100_000));
    market.stake(exact, staked);
    rules.stake(params, float, position, Number(staked) / 1e9);
    const amount = exactly(random.between(0.1, params.targetFloor / 10), DIEM);
    const whole = Number(amount) / Number(DIEM);
    const what = random.uniform();
    if (what < 0.5) {
      const cost = rules.mintCost(params, float, whole);
      if (!(cost < position.staked - position.locked)) return;
      market.mint(exact, amount);
      rules.mint(params, float, position, whole);
    } else if (rules.billOf(float, position) > whole / 100) {
      market.burn(exact, amount);
      rules.burn(params, float, position, whole);
    }
  }

  function burnDonated(): void {
    const amount = BigInt(Math.floor(Number(market.supply) * random.between(0.01, 0.4)));
    market.burnDonated(amount);
    float.supply -= Number(amount) / Number(DIEM);
  }

  function fund(): void {
    const amount = exactly(random.between(10, 10_000));
    const days = Math.round(random.between(7, 200));
    market.fundRewards(amount, BigInt(days) * EPOCH_SECS);
    rules.topUp(float.rewardStream, Number(amount) / 1e9, days);
  }

  function serve(): void {
    const bought = exactly(random.between(1, 3_000), CREDIT);
    const paid = (bought * price) / CREDIT;
    const diem = BigInt(Math.floor(Number(paid) * random.between(0.5, 2)));
    const quota = exactly(random.between(1, 1_000), CREDIT);
    const capacity = offered / 2n;
    market.distribute(diem);
    market.report({ diem, bought, quota }, capacity);
    rules.distribute(params, float, Number(diem) / Number(DIEM));
    const credits = (amount: bigint) => Number(amount) / Number(CREDIT);
    const served = {
      diem: Number(diem) / Number(DIEM),
      bought: credits(bought),
      quota: credits(quota),
    };
    rules.reportUse(params, float, served, credits(capacity));
  }
}

describe("sim: the rules in floating point follow the SDK's integers", () => {
  it(`to a millionth, over ${HISTORIES} random histories of ${EPOCHS} epochs`, () => {
    let agreed = 0;
    for (let seed = 1; seed <= HISTORIES; seed++) agreed += history(seed);
    expect(agreed).to.be.greaterThan(HISTORIES * EPOCHS * 30);
  });

  it("on the mint curve, up to its end", () => {
    const params = new ExactMarket(testParams(EPOCH_SECS), EPOCH_SECS, DIEM).asParams();
    const target = 38_000;
    const end = rules.largestSupply(params, target);
    expect(rules.lockedBehind(params, target, end * 1.001)).to.equal(Infinity);
    for (const part of [0.001, 0.1, 0.5, 0.9, 0.999]) {
      const supply = end * part;
      const rate = rules.marginalRate(params, target, supply);
      expect(rules.supplyAtRate(params, target, rate)).to.be.closeTo(supply, target * 1e-6);
      const step = supply * 1e-6;
      const slope =
        (rules.lockedBehind(params, target, supply + step) -
          rules.lockedBehind(params, target, supply - step)) /
        (2 * step);
      expect(slope).to.be.closeTo(rate, rate * 1e-5);
    }
  });
});
