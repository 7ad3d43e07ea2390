import type { ReactNode } from "react";
import type { Planner } from "./preview";

/** A row of a preview: what changes, and how. */
export type Row = readonly [name: string, value: ReactNode];

/** An action of a user: its inputs, and the texts about its effects. */
export interface Action<Quote> {
  readonly title: string;
  /** What distinguishes its input: a change makes a new preview. */
  readonly input: readonly (string | bigint | number | null)[];
  /** Null while the input is incomplete. */
  readonly plan: Planner<Quote> | null;
  /** The changes, computed by the program's own maths. */
  readonly rows: (quotes: readonly Quote[]) => readonly Row[];
  /** What an irreversible or costly action needs to have read. */
  readonly warning?: ReactNode;
  /** What the user has not confirmed yet, though the preview is there; nothing is signed before. */
  readonly unconfirmed?: boolean;
}
