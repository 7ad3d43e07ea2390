import type { Struct } from "../codec/types";
import { accountClient, type WithAddress } from "./client";

type Stored = Struct<"epochRecord">;

/**
 * The fields of an epoch's record. Capacity and use are micro-credits, `referencePrice` is in DIEM base units per
 * whole credit, `rewardPool` and `rewardsClaimed` are DIEM base units. `capacity`, `referencePrice` and the parameters
 * are those of the opening; `paid` is the sum of the weights in `priceSum`, a u128 of micro-credits times DIEM base
 * units per whole credit; `rewarded` is what of `rewardable` was claimed. Utilisation and reward pool are fixed when
 * the epoch is closed.
 */
export type EpochRecordFields = Omit<Stored, "closed"> & {
  /** Whether nothing is reported any more, and rewards can be claimed. */
  readonly closed: boolean;
};
/** An epoch's record and its address. */
export type EpochRecordAccount = WithAddress<EpochRecordFields>;

/**
 * Records of epochs.
 *
 * @example
 * const record = await accounts.epochRecord.fetchNullable(
 *   connection,
 *   pda.epochRecord({ market, epoch: 412 }),
 * );
 */
export const epochRecord = accountClient({
  name: "epochRecord",
  filterable: ["market"],
  view: (stored: Stored): EpochRecordFields =>
    Object.assign(stored, { closed: stored.closed === 1 }),
});
