import type { Struct } from "../codec/types";
import { accountClient, type WithAddress } from "./client";

/**
 * A stake position's fields. Amounts are base units, checkpoints Q64.64 bits. The debt is in units as of `debtEra`:
 * what clears it in DIEM depends on the market and on the mint's supply.
 */
export type PositionFields = Struct<"stakePosition">;
/** A stake position and its address. */
export type PositionAccount = WithAddress<PositionFields>;

/**
 * Stake positions.
 *
 * @example
 * const mine = await accounts.position.fetchAll(connection, { owner });
 */
export const position = accountClient({
  name: "stakePosition",
  filterable: ["market", "owner"],
  view: (stored): PositionFields => stored,
});
