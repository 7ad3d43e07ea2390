/**
 * One row of each table. Amounts are in the JSON of `data` as decimal texts, so that no database and no reader rounds
 * what passes 2^53 or 2^63. Addresses and signatures are base58.
 *
 * @module
 */
import type { Kysely } from "kysely";

/** The chain of the index: `genesis` is its genesis hash. */
interface MetaRow {
  key: string;
  value: string;
}

/** How far each program is stored. */
export interface CursorRow {
  program: string;
  /** Of the newest transaction with events that is stored. */
  signature: string;
  /** Place of its last event. */
  place: string;
}

/** The newest number of each account that counts its events. */
interface SequenceRow {
  program: string;
  account: string;
  last: string;
}

/** An event. */
export interface EventRow {
  program: string;
  /** Slot, transaction in the slot and event in the transaction, as one text that sorts as they happened. */
  place: string;
  signature: string;
  /** Which instruction of the transaction led to it. */
  outer_index: number;
  /** Which of its inner instructions it is; -1 where the instruction itself logged it. */
  inner_index: number;
  slot: number;
  /** Unix seconds by the chain's clock. */
  timestamp: number;
  name: string;
  market: string;
  /** What the event carries, as JSON. */
  data: string;
}

/** An event that has no place yet, because it is not final. */
export type UnplacedRow = Omit<EventRow, "place">;

/** An account that an event is about: its market, provider, channel, or somebody's wallet. */
export interface MentionRow {
  program: string;
  account: string;
  place: string;
}

/** The state of an account in its newest event. */
export interface StateRow {
  program: string;
  market: string;
  kind: "market" | "position" | "provider" | "channel";
  /** Its address; of a position its owner's. */
  account: string;
  owner: string;
  /** Of a channel; otherwise empty. */
  provider: string;
  /** 1 while the account exists. */
  open: number;
  place: string;
  data: string;
}

/** What a provider reported for an epoch. */
export interface UsageRow {
  program: string;
  market: string;
  provider: string;
  epoch: number;
  data: string;
}

/** A market's figures after the last event of an epoch. */
export interface SnapshotRow {
  program: string;
  market: string;
  epoch: number;
  timestamp: number;
  data: string;
}

/** Numbers of an account whose events are missing. */
export interface GapRow {
  program: string;
  account: string;
  first: string;
  last: string;
}

/** A database with the present schema. */
export type Database = Kysely<Tables>;

/** All tables. */
export interface Tables {
  meta: MetaRow;
  cursors: CursorRow;
  sequences: SequenceRow;
  events: EventRow;
  mentions: MentionRow;
  states: StateRow;
  usage: UsageRow;
  snapshots: SnapshotRow;
  gaps: GapRow;
}

/** The tables that follow from the events alone: made anew from them, they are the same. */
export const DERIVED = ["states", "usage", "snapshots"] as const;
