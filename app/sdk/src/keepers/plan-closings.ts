import { market as markets } from "../accounts/market";
import { USAGE_EPOCHS } from "../constants";
import { closeEpochRecord } from "../instructions/epoch";
import { only } from "../only";
import { epochAt } from "../quotes/epoch";
import { pack } from "./pack";
import { type Claimants, unclaimedRewards } from "./plan-claims";
import { count, type PlanInput, type Task } from "./task";

/** See {@link planCloseRecords}. */
export interface PlanCloseRecordsInput extends PlanInput, Claimants {
  /** Unix seconds. */
  readonly now: bigint;
  /**
   * Age in epochs from which on a record is closed; 8 unless given, because the coverage and the providers' return
   * are read from closed records.
   */
  readonly keepEpochs?: number;
}

/**
 * Closes records that nobody needs, and returns their rent to whoever paid it. A record with a reward that can
 * still be claimed stays, even where the program would let it go.
 */
export function planCloseRecords({
  market,
  payer,
  now,
  keepEpochs = USAGE_EPOCHS,
  programId,
  ...claimants
}: PlanCloseRecordsInput): Task[] {
  const running = epochAt({ clock: market, now });
  const needed = new Set(unclaimedRewards(claimants).map(({ record }) => record.epoch));
  const closable = claimants.records.filter(({ closed, epoch, quota, quotaClaimed }) => {
    const age = running - epoch;
    const released = quotaClaimed === quota || age >= USAGE_EPOCHS;
    return closed && released && age >= keepEpochs && !needed.has(epoch);
  });
  const on = { market: markets.keys(market), ...only({ programId }) };
  const items = closable.map(({ address: record, epoch, rentPayer }) => [
    closeEpochRecord({ ...on, record, epoch, rentPayer }),
  ]);
  const reason = (records: number) => `close ${count(records, "record")} that nobody needs`;
  return pack({ payer, kind: "closeEpochRecord", items, reason });
}
