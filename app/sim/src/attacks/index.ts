/** Attacks on a market, and their gains. @module */
import type { Attack } from "./attack";
import { quotaFarmer, selfDealer } from "./self-dealing";
import { dustGriefer, overDeclarer, targetSniper } from "./target";
import { justInTimeStaker, lateSettler } from "./timing";

export { type Attack, attempt, type Deciding, type Outcome, type Size } from "./attack";
export { attemptsOf, checkPeople, numbered, type Tried, tryAttacks } from "./study";
export type { Threshold } from "./threshold";

/** All attacks, with their usual sizes in the titles. */
export const ATTACKS: readonly Attack[] = [
  selfDealer(0),
  selfDealer(0.5),
  selfDealer(1),
  quotaFarmer,
  targetSniper,
  overDeclarer,
  justInTimeStaker,
  lateSettler,
  dustGriefer,
];
