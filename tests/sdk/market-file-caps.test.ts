import { expect } from "chai";
import { constants } from "@diem/sdk";
import { params, refusal, withParam } from "./market-file-support";

const U64_MAX = 2n ** 64n - 1n;

describe("sdk: market file: the program's caps", () => {
  const most = (value: bigint) => `${value / constants.DIEM_UNIT} VVV`;
  const bounds: readonly (readonly [
    name: string,
    beyond: string,
    expected: string,
    limit?: string,
  ])[] = [
    ["stakeCooldown", "91d", "from 0s to 90d", "90d"],
    ["bondCooldown", "7776001s", "from 0s to 90d", "7776000s"],
    ["channelGrace", "31d", "from 0s to 30d", "30d"],
    ["paramsDelay", "91d", "from 0s to 90d", "90d"],
    ["baseRate", "0 VVV", "more than zero"],
    ["steepness", "4.0001", "from 0 to 4", "4"],
    ["targetFloor", "400000.000000001 DIEM", "from 0.000000001 DIEM to 400000 DIEM", "400000 DIEM"],
    ["targetFloor", "0 DIEM", "from 0.000000001 DIEM to 400000 DIEM", "0.000000001 DIEM"],
    [
      "targetCap",
      "6148914691.236517206 DIEM",
      "from 0.000000001 DIEM to 6148914691.236517205 DIEM",
    ],
    ["creditsPerDiem", "0 credits", "more than zero", "0.000001 credits"],
    ["headroom", "0%", "from 0.01% to 655.35%", "0.01%"],
    ["headroom", "655.36%", "from 0.01% to 655.35%", "655.35%"],
    ["maxTargetStep", "5.01%", "from 0% to 5%", "5%"],
    ["lockedHaircut", "50.01%", "from 0% to 50%", "50%"],
    ["providerIdle", "95.01%", "from 50% to 95%", "95%"],
    ["providerKink", "85.01%", "from 50% to 85%", "85%"],
    ["providerFull", "49.99%", "from 50% to 80%", "50%"],
    ["utilisationKink", "100%", "from 0.01% to 99.99%", "99.99%"],
    ["treasury", "0.99%", "from 1% to 10%", "1%"],
    ["treasury", "10.01%", "from 1% to 10%", "10%"],
    ["utilisationEma", "0%", "from 0.01% to 100%", "0.01%"],
    ["referencePriceFloor", "10.1 DIEM", "from 0.000000001 DIEM to 10 DIEM", "10 DIEM"],
    ["maxPriceStep", "10.01%", "from 0% to 10%", "10%"],
    ["bondPerCredit", "0 VVV", "more than zero", "0.000000001 VVV"],
    ["maxSlash", "50.01%", "from 0% to 50%", "50%"],
    ["rewardCap", most(U64_MAX + constants.DIEM_UNIT), "less than 2^64 base units", most(U64_MAX)],
    [
      "baseRate",
      "1000000 VVV",
      "less, or a lower steepness or targetCap: the largest supply would cost 2^63 base units or more",
    ],
  ];
  for (const [name, beyond, expected, limit] of bounds) {
    it(`${name} ${beyond}`, async () => {
      const message = await refusal(() => params(withParam(name, beyond)));
      expect(message).to.match(new RegExp(`^params.${name} is .+: write `));
      expect(message).to.contain(`: write ${expected}`);
      if (limit !== undefined) params(withParam(name, limit));
    });
  }
});
