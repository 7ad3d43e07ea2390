import type { TransactionInstruction } from "@solana/web3.js";
import { defined } from "../defined";
import type { ProgramOption } from "../pda";
import type { Plan, PlanContext } from "./plan";

/** Under which name an instruction takes the key that acts. */
export type Role =
  | "arbiter"
  | "authority"
  | "closer"
  | "consumer"
  | "funder"
  | "newAuthority"
  | "operator"
  | "owner"
  | "pauser"
  | "payer";

/** The input of an instruction without the market, the program and the acting key, which the context gives. */
export type BoundInput<Input, Actor extends PropertyKey = never> = Input extends unknown
  ? Omit<Input, "market" | "programId" | Actor>
  : never;

type InputArgument<Input> = Partial<Input> extends Input ? [input?: Input] : [input: Input];

/** A plan of one instruction. The input may be omitted if nothing is required. */
export type BoundPlan<Input> = (
  context: PlanContext,
  ...input: InputArgument<Input>
) => Promise<Plan>;

/**
 * Makes a plan function of an instruction that needs no reading and no decision: the context gives its market, its
 * program and, under the name of `role`, the key that acts.
 *
 * `bind(instructions.applyParams)` is signed by the payer alone, `bind(instructions.pause, "pauser")` by the key that acts.
 */
export function bind<Input extends ProgramOption>(
  build: (input: Input) => TransactionInstruction,
): BoundPlan<BoundInput<Input>>;
export function bind<Input extends ProgramOption, Actor extends Role & keyof Input>(
  build: (input: Input) => TransactionInstruction,
  role: Actor,
): BoundPlan<BoundInput<Input, Actor>>;
export function bind<Input extends ProgramOption>(
  build: (input: Input) => TransactionInstruction,
  role?: Role,
): BoundPlan<object> {
  return ({ market, owner, programId }, input) => {
    const actor = role === undefined ? {} : { [role]: owner };
    // The overloads leave out of the input what the context gives: together they are all of it.
    const whole = { ...input, ...actor, market, ...defined({ programId }) } as unknown as Input;
    return new Promise((resolve) => {
      resolve({ instructions: [build(whole)], quote: undefined });
    });
  };
}
