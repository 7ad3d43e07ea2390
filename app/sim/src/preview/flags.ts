/** Warnings about parameters. @module */
import type { Params } from "../rules";

/** A parameter outside of the range that was studied, or two of them that go badly together. */
export interface Flag {
  readonly name: string;
  /** What is wrong, and what it may lead to. */
  readonly reason: string;
}

interface Check {
  readonly name: string;
  readonly dangerous: (params: Params) => boolean;
  readonly reason: string;
}

const CHECKS: readonly Check[] = [
  {
    name: "maxTargetStep",
    dangerous: ({ targetStep }) => targetStep > 0.0075,
    reason:
      "a step above 0.75 % lets those near the target free much VVV by burning and minting again: 1 % of the target is 5 to 6 % of the rate",
  },
  {
    name: "useEma",
    dangerous: ({ useEma }) => useEma > 0.05,
    reason:
      "an average that moves more than 5 % an epoch lets a few days of false use raise the target",
  },
  {
    name: "targetShare",
    dangerous: ({ targetShare }) => targetShare > 0.6,
    reason: "above 60 % of the use as quota, much DIEM finds no provider that offers quota for it",
  },
  {
    name: "treasury",
    dangerous: ({ treasuryShare }) => treasuryShare < 0.03,
    reason: "paying oneself costs an owner of all stake no more than the treasury's share",
  },
  {
    name: "quota",
    dangerous: ({ quotaShare }) => quotaShare < 0.05,
    reason: "under 5 % of revenue the pool pays too little for quota, which is what DIEM is worth",
  },
  {
    name: "quotaMatch",
    dangerous: ({ quotaMatch }) => quotaMatch < 0.1,
    reason:
      "where less than a tenth of its sales is matched, a provider has little reason to offer quota",
  },
  {
    name: "quotaCap",
    dangerous: ({ quotaCap }) => quotaCap < 0.4,
    reason: "under 40 % of the reference price, quota costs most providers more than it earns",
  },
  {
    name: "provider",
    dangerous: ({ providerShare }) => providerShare < 0.65,
    reason: "a provider that keeps less than 65 % must sell its calls much dearer than elsewhere",
  },
  {
    name: "steepness",
    dangerous: ({ steepness }) => steepness > 3,
    reason:
      "above 3 the last tenth of the curve locks so much that its owners gain most by pushing the target",
  },
  {
    name: "maxPriceStep",
    dangerous: ({ priceStep }) => priceStep < 0.02 || priceStep > 0.08,
    reason:
      "under 2 % the reference price follows too late, above 8 % a large seller moves it at will",
  },
  {
    name: "bondPerCredit",
    dangerous: ({ bondPerCredit, baseRate, creditsPerDiem }) =>
      bondPerCredit * creditsPerDiem < baseRate * 0.015,
    reason: "a bond near its least lets capacity be declared for next to nothing",
  },
  {
    name: "feeStream",
    dangerous: ({ feeStream, stakeCooldown }) => feeStream < 3 * stakeCooldown,
    reason:
      "fees that are streamed over less than three cool-downs reward stake that comes just in time",
  },
];

/** The parameters in a dangerous range, each with the reason. */
export function dangerous(params: Params): Flag[] {
  return CHECKS.filter((check) => check.dangerous(params)).map(({ name, reason }) => ({
    name,
    reason,
  }));
}
