import type { PublicKey } from "@solana/web3.js";
import { type EpochRecordAccount, epochRecord as records } from "../accounts/epoch-record";
import type { MarketAccount } from "../accounts/market";
import { provider as providers } from "../accounts/provider";
import { QuoteError } from "../errors/quote-error";
import * as instructions from "../instructions/epoch";
import { reportsOf, unreported } from "../keepers/plan-reports";
import { planRollEpoch } from "../keepers/plan-roll";
import { only } from "../only";
import { epochRecord } from "../pda";
import { type Roll, rollPreview } from "../quotes/roll";
import { bind } from "./bind";
import { readClock } from "./channel-reading";
import type { Plan, PlanContext } from "./plan";

/** Opens the record of the running epoch or the one before; the owner pays its rent. */
export const openEpochRecord = bind(instructions.openEpochRecord, "payer");

/**
 * Closes every epoch that can be, with the records that the program asks for. The quote is what the program would do
 * this second.
 *
 * @throws QuoteError `NothingToRoll`.
 *
 * @example
 * const { quote } = await plans.rollEpoch(context);
 * console.log(quote.closed, quote.market.referencePrice);
 */
export async function rollEpoch(
  context: PlanContext,
): Promise<Plan<Roll<MarketAccount, EpochRecordAccount>>> {
  const { connection, market, programId } = context;
  const options = only({ programId });
  const [{ state, now }, all] = await Promise.all([
    readClock(context),
    records.fetchAll(connection, { market: market.market }, options),
  ]);
  const task = planRollEpoch({ market: state, now, ...options });
  if (task === null) throw new QuoteError("NothingToRoll");
  return {
    instructions: [...task.instructions],
    quote: rollPreview({ market: state, records: all, now }),
  };
}

/** See {@link reportUsage}. */
export interface ReportUsagePlanInput {
  readonly provider: PublicKey;
  /** The running epoch or the one before; the running one unless given. */
  readonly epoch?: number;
}

/** What a report adds to an epoch's record. */
export interface ReportQuote {
  readonly epoch: number;
  /** Micro-credits, paid and quota together. */
  readonly served: bigint;
}

/**
 * Adds to an epoch's record what a provider has newly served in it, after opening the record where it is missing; the
 * owner pays for that.
 *
 * @throws AccountNotFoundError; QuoteError `WrongMarket`, `EpochNotOpen`, `NothingToReport` or `EpochsNotRolled`.
 *
 * @example
 * const { quote } = await plans.reportUsage(context, { provider });
 */
export async function reportUsage(
  context: PlanContext,
  { provider: address, ...input }: ReportUsagePlanInput,
): Promise<Plan<ReportQuote>> {
  const { connection, owner: payer, programId } = context;
  const options = only({ programId });
  const [provider, { state: market, now, epoch: running }] = await Promise.all([
    providers.fetch(connection, address, options),
    readClock(context),
  ]);
  if (!provider.market.equals(market.address)) throw new QuoteError("WrongMarket");
  const { epoch = running } = input;
  if (epoch > running || epoch < running - 1) throw new QuoteError("EpochNotOpen");
  const served = unreported(provider, epoch);
  if (served === 0n) throw new QuoteError("NothingToReport");
  const [task] = reportsOf({ market, payer, providers: [provider], now, ...options }, epoch, 1n);
  if (task === undefined) throw new QuoteError("EpochsNotRolled");
  return { instructions: [...task.instructions], quote: { epoch, served } };
}

/** See {@link closeEpochRecord}. */
export interface CloseEpochRecordPlanInput {
  readonly epoch: number;
}

/**
 * Closes the record of an epoch whose rewards are claimed or have lapsed, and returns its rent to whoever paid it.
 *
 * @throws AccountNotFoundError; QuoteError `EpochNotClosed`.
 *
 * @example
 * const { instructions } = await plans.closeEpochRecord(context, { epoch: 412 });
 */
export async function closeEpochRecord(
  { connection, market, programId }: PlanContext,
  { epoch }: CloseEpochRecordPlanInput,
): Promise<Plan> {
  const options = only({ programId });
  const address = epochRecord({ market: market.market, epoch, ...options });
  const { closed, rentPayer } = await records.fetch(connection, address, options);
  if (!closed) throw new QuoteError("EpochNotClosed");
  const close = instructions.closeEpochRecord({ market, epoch, rentPayer, ...options });
  return { instructions: [close], quote: undefined };
}
