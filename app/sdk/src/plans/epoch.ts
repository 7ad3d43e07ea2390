import type { PublicKey } from "@solana/web3.js";
import { type EpochRecordAccount, epochRecord as records } from "../accounts/epoch-record";
import type { MarketAccount } from "../accounts/market";
import { USAGE_EPOCHS } from "../constants";
import { foreseen } from "../errors/program-errors";
import * as instructions from "../instructions/epoch";
import { distributable, fresh, planDistributeRevenue } from "../keepers/distribute-revenue";
import { reportsOf } from "../keepers/report-usage";
import { planRollEpoch } from "../keepers/roll-epoch";
import { undistributed, unreported } from "../keepers/usage";
import { defined } from "../defined";
import { epochRecord } from "../pda";
import { max } from "../integers";
import { epochsDue, type Roll, rollPreview } from "../quotes/roll";
import { bind } from "./bind";
import { readClock } from "./read/clock";
import type { Plan, PlanContext } from "./plan";
import { readProvider, readRevenue } from "./read/provider";

/** Opens the record of the running epoch or the one before; the owner pays its rent. */
export const openEpochRecord = bind(instructions.openEpochRecord, "payer");

/**
 * Closes every epoch that can be, with the records that the program asks for. The quote is what the program would do
 * this second.
 *
 * @throws `NothingToRoll`.
 *
 * @example
 * const { quote } = await plans.rollEpoch(context);
 * console.log(quote.closed, quote.market.referencePrice.next);
 */
export async function rollEpoch(
  context: PlanContext,
): Promise<Plan<Roll<MarketAccount, EpochRecordAccount>>> {
  const { connection, market, programId } = context;
  const options = defined({ programId });
  const [{ state, now }, all] = await Promise.all([
    readClock(context),
    records.fetchAll(connection, { market: market.market }, options),
  ]);
  const task = planRollEpoch({ market: state, now, ...options });
  if (task === null) throw foreseen("NothingToRoll");
  return {
    instructions: [...task.instructions],
    quote: rollPreview({ market: state, records: all, now }),
  };
}

/** See {@link reportUsage}. */
export interface ReportUsagePlanInput {
  readonly provider: PublicKey;
  /** The running epoch or the one before; default: the running one. */
  readonly epoch?: number;
}

/** What a report adds to an epoch's record. */
export interface ReportQuote {
  readonly epoch: number;
  /** Micro-credits, bought and quota together. */
  readonly served: bigint;
  /** DIEM base units of new revenue that are distributed first. */
  readonly distributed: bigint;
  /** Whether the epoch's quota counts for a reward: what was settled by its end is distributed then. */
  readonly quotaCounts: boolean;
  /** Epochs that are closed first. */
  readonly closed: number;
}

/**
 * Puts into an epoch's record what a provider has served in it so far, after distributing what its revenue account received,
 * closing the epochs that wait for it and opening the record if it is missing, for which the owner pays. Quota counts
 * for a reward only where everything that was settled by the end of the epoch is distributed: the settled DIEM of
 * channels must be collected before.
 *
 * @throws `AccountNotFound`; `WrongMarket`, `EpochNotOpen` or `NothingToReport`.
 *
 * @example
 * const { quote } = await plans.reportUsage(context, { provider }); // quote.quotaCounts
 */
export async function reportUsage(
  context: PlanContext,
  { provider: address, ...input }: ReportUsagePlanInput,
): Promise<Plan<ReportQuote>> {
  const { owner: payer, programId } = context;
  const options = defined({ programId });
  const [provider, { state: market, now, epoch: running }] = await Promise.all([
    readProvider(context, address),
    readClock(context),
  ]);
  const { epoch = running } = input;
  if (epoch > running || epoch < running - 1) throw foreseen("EpochNotOpen");
  const revenue = await readRevenue(context, provider);
  const distributed = distributable({ revenues: [revenue] });
  const roll = planRollEpoch({ market, now, ...options });
  const on = { market, payer, providers: [provider], distributed, ...options };
  const tasks = reportsOf(on, { epoch, minUsage: 1n, roll });
  if (tasks.length === 0) throw foreseen("NothingToReport");
  const first = planDistributeRevenue({ market, payer, revenues: [revenue], ...options });
  const amount = max(fresh(revenue), 0n);
  return {
    instructions: [...first, ...tasks].flatMap((task) => task.instructions),
    quote: {
      epoch,
      served: unreported(provider, epoch),
      distributed: amount,
      quotaCounts: undistributed(provider, epoch) <= amount,
      closed: epochsDue({ market, now }),
    },
  };
}

/** See {@link closeEpochRecord}. */
export interface CloseEpochRecordPlanInput {
  readonly epoch: number;
}

/**
 * Closes the record of an epoch whose rewards are claimed or have lapsed, and returns its rent to the account that paid it.
 *
 * @throws `AccountNotFound`; `EpochNotClosed` or `RecordStillNeeded`.
 *
 * @example
 * const { instructions } = await plans.closeEpochRecord(context, { epoch: 412 });
 */
export async function closeEpochRecord(
  context: PlanContext,
  { epoch }: CloseEpochRecordPlanInput,
): Promise<Plan> {
  const { connection, market, programId } = context;
  const options = defined({ programId });
  const address = epochRecord({ market: market.market, epoch, ...options });
  const [record, { epoch: running }] = await Promise.all([
    records.fetch(connection, address, options),
    readClock(context),
  ]);
  const { closed, rentPayer, rewarded, rewardable } = record;
  if (!closed) throw foreseen("EpochNotClosed");
  const needed = rewarded !== rewardable && running - epoch < USAGE_EPOCHS;
  if (needed) throw foreseen("RecordStillNeeded");
  const close = instructions.closeEpochRecord({ market, epoch, rentPayer, ...options });
  return { instructions: [close], quote: undefined };
}
