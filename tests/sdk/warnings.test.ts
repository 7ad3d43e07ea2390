import { expect } from "chai";
import { constants, marketWarnings } from "@diem/sdk";

describe("sdk: warnings", () => {
  const devnet = constants.clusterTag("EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG");
  const local = new Uint8Array([1, 2, 3, 4]);

  it("speak up for less than a day's notice on a public cluster, and there alone", () => {
    const hasty = { paramsDelaySecs: 86_399n };
    const [warning, ...more] = marketWarnings({ params: hasty, clusterTag: devnet });
    expect(warning).to.match(/86399.*devnet/);
    expect(more).to.deep.equal([]);
    const patient = { paramsDelaySecs: 86_400n };
    expect(marketWarnings({ params: patient, clusterTag: devnet })).to.deep.equal([]);
    expect(marketWarnings({ params: hasty, clusterTag: local })).to.deep.equal([]);
  });
});
