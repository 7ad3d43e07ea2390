import { expect } from "chai";
import { programTreasury } from "../../../examples/cpi";
import { startChainWithTreasury } from "../../support/treasury";

describe("example: cpi", () => {
  it("has a program's treasury stake, mint and burn", async () => {
    const said: string[] = [];
    await programTreasury(await startChainWithTreasury(), (line) => said.push(line));
    expect(said[0]).to.match(/^the treasury \w+ locks at most 100 VVV for a DIEM$/);
    expect(said.slice(1)).to.deep.equal([
      "staked 1000 VVV, of which 180.000090001 lock 2 DIEM",
      "burned 1 DIEM, which leaves 90.000045001 VVV locked",
    ]);
  });
});
