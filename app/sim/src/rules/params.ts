import { constants, type MarketParams } from "@diem/sdk";

/** The parameters of a market as numbers: whole tokens, whole credits, parts of one, and time in epochs. */
export interface Params {
  /** VVV per DIEM at supply zero, and k of the mint curve. */
  readonly baseRate: number;
  readonly steepness: number;
  /** DIEM. */
  readonly targetFloor: number;
  readonly targetCap: number;
  /** Quota in parts of the smoothed use; weight of the newest epoch in it; furthest move of the target an epoch. */
  readonly targetShare: number;
  readonly useEma: number;
  readonly targetStep: number;
  /** Part of locked stake that earns no VVV rewards. */
  readonly haircut: number;
  /** Credits of quota that one staked DIEM gives an epoch. */
  readonly creditsPerDiem: number;
  /** Shares of revenue; they sum to one. */
  readonly providerShare: number;
  readonly quotaShare: number;
  readonly treasuryShare: number;
  readonly stakersShare: number;
  /** Rewardable quota in parts of a provider's own sales, and the most that a credit of it earns in parts of the reference price. */
  readonly quotaMatch: number;
  readonly quotaCap: number;
  readonly quotaPoolEpochs: number;
  readonly utilisationEma: number;
  /** DIEM per credit. */
  readonly referenceFloor: number;
  readonly referenceCap: number;
  readonly priceStep: number;
  /** VVV per credit of capacity. */
  readonly bondPerCredit: number;
  readonly maxSlash: number;
  /** Epochs. */
  readonly feeStream: number;
  readonly stakeCooldown: number;
  readonly bondCooldown: number;
}

/** The parameters of a market as the chain has them, and what gives them units. */
export interface ChainParams {
  readonly params: MarketParams;
  readonly vvvDecimals: number;
  readonly epochSecs: bigint;
}

const DIEM_UNIT = Number(constants.DIEM_UNIT);
const CREDIT_UNIT = Number(constants.CREDIT_UNIT);

/**
 * The parameters of a market whose VVV has `vvvDecimals` and whose epochs last `epochSecs`, as numbers.
 *
 * @example
 * const params = rules.paramsOf({ params: market.params, vvvDecimals: market.vvvDecimals, epochSecs: market.epochSecs });
 */
export function paramsOf({ params, vvvDecimals, epochSecs }: ChainParams): Params {
  const vvv = 10 ** vvvDecimals;
  const secs = Number(epochSecs);
  const diem = (amount: bigint) => Number(amount) / DIEM_UNIT;
  const part = (bps: number) => bps / constants.BPS;
  const epochs = (duration: bigint) => Number(duration) / secs;
  return {
    baseRate: Number(params.baseRate) / vvv,
    steepness: part(params.steepnessBps),
    targetFloor: diem(params.targetFloor),
    targetCap: diem(params.targetCap),
    targetShare: part(params.targetShareBps),
    useEma: part(params.useEmaBps),
    targetStep: part(params.maxTargetStepBps),
    haircut: part(params.lockedHaircutBps),
    creditsPerDiem: Number(params.creditsPerDiem) / CREDIT_UNIT,
    providerShare: part(params.providerBps),
    quotaShare: part(params.quotaBps),
    treasuryShare: part(params.treasuryBps),
    stakersShare: part(params.stakersBps),
    quotaMatch: part(params.quotaMatchBps),
    quotaCap: part(params.quotaCapBps),
    quotaPoolEpochs: params.quotaPoolEpochs,
    utilisationEma: part(params.utilisationEmaBps),
    referenceFloor: diem(params.referencePriceFloor),
    referenceCap: diem(params.referencePriceCap),
    priceStep: part(params.maxPriceStepBps),
    bondPerCredit: Number(params.bondPerCredit) / vvv,
    maxSlash: part(params.maxSlashBps),
    feeStream: epochs(params.feeStreamSecs),
    stakeCooldown: epochs(params.stakeCooldownSecs),
    bondCooldown: epochs(params.bondCooldownSecs),
  };
}
