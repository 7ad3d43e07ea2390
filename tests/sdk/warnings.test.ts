import { expect } from "chai";
import { constants } from "@diem/sdk";
import { marketWarnings, rewardWarnings } from "@diem/sdk/market-file";

const DAY = 86_400n;

describe("sdk: warnings", () => {
  const devnet = constants.clusterTag("EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG");
  const local = new Uint8Array([1, 2, 3, 4]);
  const params = constants.defaultParams({
    vvvDecimals: 6,
    targetFloor: 200n * constants.DIEM_UNIT,
    referencePriceFloor: 60_000n,
    referencePriceCap: 6_000_000n,
  });
  const market = { params, clusterTag: devnet, vvvDecimals: 6 };

  it("are none for the defaults, without a price and without providers", () => {
    expect(marketWarnings(market)).to.deep.equal([]);
  });

  it("warn of less than a day's notice, on a public cluster only", () => {
    const noticeOf = (paramsDelaySecs: bigint, clusterTag = devnet) =>
      marketWarnings({ ...market, params: { ...params, paramsDelaySecs }, clusterTag });
    expect(noticeOf(DAY - 1n)).to.deep.equal([
      "paramsDelaySecs is 86399: on devnet, users need at least a day (86400) to leave before parameters change",
    ]);
    expect(noticeOf(DAY)).to.deep.equal([]);
    expect(noticeOf(DAY - 1n, local)).to.deep.equal([]);
  });

  it("warn of a bond under $55 a credit, if a price of VVV is given", () => {
    const of = (cents: bigint) =>
      marketWarnings({ ...market, usdPerVvv: { numerator: cents, denominator: 100n } });
    expect(of(2_750n)).to.deep.equal([]); // 2 VVV of $27.50
    expect(of(2_749n)).to.deep.equal([
      "bondPerCredit is worth $54 a credit: under $55, offering capacity that does not exist costs little",
    ]);
  });

  it("warn of a floor of the target that the quota capacity does not cover", () => {
    const of = (credits: bigint, creditsPerDiem = constants.CREDIT_UNIT) =>
      marketWarnings({
        ...market,
        params: { ...params, creditsPerDiem },
        quotaCapacity: credits * constants.CREDIT_UNIT,
      });
    expect(of(200n)).to.deep.equal([]);
    const warning =
      "targetFloor is 200 DIEM, and quota is offered for less: DIEM can be minted that finds no quota";
    expect(of(199n)).to.deep.equal([warning]);
    expect(of(399n, 2n * constants.CREDIT_UNIT)).to.deep.equal([warning]);
    expect(of(400n, 2n * constants.CREDIT_UNIT)).to.deep.equal([]);
  });

  it("come together", () => {
    const usdPerVvv = { numerator: 5n, denominator: 2n };
    const hasty = { ...market, params: { ...params, paramsDelaySecs: 0n } };
    expect(marketWarnings({ ...hasty, usdPerVvv, quotaCapacity: 0n })).to.have.length(3);
  });

  it("warn of rewards of less than 30 days", () => {
    expect(rewardWarnings({ durationSecs: 30n * DAY })).to.deep.equal([]);
    expect(rewardWarnings({ durationSecs: 30n * DAY - 1n })).to.deep.equal([
      "rewards for less than 30 days draw stake that leaves when they end",
    ]);
  });
});
