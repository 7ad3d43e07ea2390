import type { EpochRecordAccount } from "../accounts/epoch-record";
import { market as markets } from "../accounts/market";
import { USAGE_EPOCHS } from "../constants";
import { closeEpochRecord } from "../instructions/epoch";
import { defined } from "../defined";
import { epochAt } from "../quotes/math/epoch";
import { pack } from "./pack";
import { count, type PlanInput, type Task } from "./task";

/** See {@link planCloseEpochRecords}. */
export interface PlanCloseEpochRecordsInput extends PlanInput {
  readonly records: readonly EpochRecordAccount[];
  /** Unix seconds. */
  readonly now: bigint;
  /**
   * Age in epochs from which on a record is closed. Default: 8, because the coverage and the providers' return
   * are read from closed records.
   */
  readonly keepEpochs?: number;
}

/**
 * Closes records whose rewards are all claimed or have lapsed, and returns their rent to the accounts that paid it. What nobody
 * claimed goes back to the quota pool.
 */
export function planCloseEpochRecords({
  market,
  payer,
  records,
  now,
  keepEpochs = USAGE_EPOCHS,
  programId,
}: PlanCloseEpochRecordsInput): Task[] {
  const running = epochAt({ clock: market, now });
  const closable = records.filter(({ closed, epoch, rewardable, rewarded }) => {
    const age = running - epoch;
    return closed && age >= keepEpochs && (rewarded === rewardable || age >= USAGE_EPOCHS);
  });
  const on = { market: markets.keys(market), ...defined({ programId }) };
  const items = closable.map(({ address: record, epoch, rentPayer }) => [
    closeEpochRecord({ ...on, record, epoch, rentPayer }),
  ]);
  const reason = (number: number) => `close ${count(number, "unused record")}`;
  return pack({ payer, kind: "closeEpochRecord", items, reason });
}
