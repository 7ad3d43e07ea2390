import type { TransactionInstruction } from "@solana/web3.js";
import { isDiemError } from "../errors/diem-error";
import * as plans from "../plans";
import type { Plan, PlanContext } from "../plans";
import type { SendOptions } from "../transactions/send";

/** What can be sent: a plan, or a keeper's task. */
export interface Sendable {
  /** Of one transaction. */
  readonly instructions: readonly TransactionInstruction[];
}

type Plans = typeof plans;
type PlanName = keyof Plans;

/** What came of a plan that was sent. */
export interface Sent<Quote = undefined> {
  readonly signature: string;
  /** What the plan said that the transaction would do. */
  readonly quote: Quote;
}

/** What came of what a plan function made: one transaction, or several of them. */
type SentOf<Made> = Made extends readonly Plan<infer Quote>[]
  ? Sent<Quote>[]
  : Made extends Plan<infer Quote>
    ? Sent<Quote>
    : never;

type AnyPlan = (context: PlanContext, input: never) => unknown;

// The properties keep the documentation of the plan functions, as they are mapped from `keyof` their namespace, and the
// parameters have names of their own, as those of an inferred list have none.

/** A plan function whose context is the client's. */
type BoundPlan<Planner extends AnyPlan> =
  Parameters<Planner> extends readonly [PlanContext]
    ? () => ReturnType<Planner>
    : Parameters<Planner> extends readonly [PlanContext, infer Input]
      ? (input: Input) => ReturnType<Planner>
      : (input?: Parameters<Planner>[1]) => ReturnType<Planner>;

/** A plan function whose context is the client's, and whose plan is sent. */
type BoundAction<Planner extends AnyPlan, Made = SentOf<Awaited<ReturnType<Planner>>>> =
  Parameters<Planner> extends readonly [PlanContext]
    ? (input?: undefined, options?: SendOptions) => Promise<Made>
    : Parameters<Planner> extends readonly [PlanContext, infer Input]
      ? (input: Input, options?: SendOptions) => Promise<Made>
      : (input?: Parameters<Planner>[1], options?: SendOptions) => Promise<Made>;

/** Every function of `plans`, without its context. */
export type BoundPlans = { readonly [Name in keyof Plans]: BoundPlan<Plans[Name]> };

/** Every function of `plans`, without its context, that sends what it plans. */
export type Actions = { readonly [Name in keyof Plans]: BoundAction<Plans[Name]> };

type AnyPlanner = (
  context: PlanContext,
  input: unknown,
) => Promise<Plan<unknown> | Plan<unknown>[]>;
type Send = (plan: Plan<unknown>, options?: SendOptions) => Promise<string>;

// The namespace is all functions that make plans, each of a type of its own.
const planners = Object.entries(plans) as unknown as readonly [PlanName, AnyPlanner][];

const mapPlanners = (bound: (planner: AnyPlanner) => unknown): object =>
  Object.fromEntries(planners.map(([name, planner]) => [name, bound(planner)]));

/** Gives every plan function its context, at the moment it is called. */
export function bindPlans(context: () => PlanContext): BoundPlans {
  return mapPlanners(
    (planner) => async (input: unknown) => planner(context(), input),
  ) as BoundPlans;
}

/** What the program says where epochs were closed, or another one ended, after a plan was made. */
const OVERTAKEN = ["NothingToRoll", "WrongEpochRecord", "EpochsNotRolled"] as const;
const MAX_TRIES = 3;

/**
 * Makes of every plan function one that sends what it plans; several transactions go one after the other. A plan that
 * closes epochs is made again where a keeper closed them first.
 */
export function bindActions(context: () => PlanContext, send: Send): Actions {
  const act = async (plan: Plan<unknown>, options?: SendOptions): Promise<Sent<unknown>> => ({
    signature: await send(plan, options),
    quote: plan.quote,
  });
  return mapPlanners((planner) => async (input: unknown, options?: SendOptions) => {
    for (let tries = 1; ; tries += 1) {
      const made = await planner(context(), input);
      if (Array.isArray(made)) {
        const sent: Sent<unknown>[] = [];
        for (const plan of made) sent.push(await act(plan, options));
        return sent;
      }
      try {
        return await act(made, options);
      } catch (error) {
        const overtaken = OVERTAKEN.some((name) => isDiemError(error, name));
        if (!overtaken || tries === MAX_TRIES) throw error;
      }
    }
  }) as Actions;
}
