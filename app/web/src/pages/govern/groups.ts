import type { ParamName } from "@diem/sdk/market-file";

/** Where a parameter stands among the others. */
const GROUP_OF = {
  stakeCooldownSecs: "Time",
  bondCooldownSecs: "Time",
  channelGraceSecs: "Time",
  paramsDelaySecs: "Time",
  feeStreamSecs: "Time",
  baseRate: "Minting",
  steepnessBps: "Minting",
  targetFloor: "Minting",
  targetCap: "Minting",
  targetShareBps: "Minting",
  useEmaBps: "Minting",
  maxTargetStepBps: "Minting",
  creditsPerDiem: "Quota",
  quotaMatchBps: "Quota",
  quotaCapBps: "Quota",
  quotaPoolEpochs: "Quota",
  providerBps: "Revenue",
  quotaBps: "Revenue",
  treasuryBps: "Revenue",
  stakersBps: "Revenue",
  lockedHaircutBps: "Revenue",
  referencePriceFloor: "Reference price",
  referencePriceCap: "Reference price",
  maxPriceStepBps: "Reference price",
  utilisationEmaBps: "Reference price",
  bondPerCredit: "Bond",
  maxSlashBps: "Bond",
} as const satisfies Record<ParamName, string>;

const NAMES = Object.keys(GROUP_OF) as ParamName[];

/** The parameters in groups, each with its heading. */
export const GROUPS: readonly (readonly [heading: string, names: readonly ParamName[]])[] = [
  ...new Set(Object.values(GROUP_OF)),
].map((heading) => [heading, NAMES.filter((name) => GROUP_OF[name] === heading)]);

/** The one that is fixed for a market's life. */
export const FIXED: ParamName = "lockedHaircutBps";
