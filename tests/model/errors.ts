import { LangErrorCode } from "@coral-xyz/anchor";
import { idl } from "@diem/sdk/idl";
import { known } from "./refusal";

/** What the system and the token program call the two errors that a history can meet. */
const PROGRAMS: readonly (readonly [number, string])[] = [
  [0, "AccountAlreadyInUse"],
  [1, "InsufficientFunds"],
];

const FRAMEWORK = Object.entries(LangErrorCode).map(([name, code]) => [code, name] as const);
const OWN = idl.errors.map(({ code, name }) => [code, name as string] as const);
const NAMES = new Map<number, string>([...PROGRAMS, ...FRAMEWORK, ...OWN]);
const CODES = new Map([...NAMES].map(([code, name]) => [name, code]));

/** The name of a custom code, or the code where it has none. */
export const errorName = (code: number) => NAMES.get(code) ?? String(code);

/** The custom code of an error that has a name. */
export const errorCode = (name: string) => known(CODES.get(name), `code of the error ${name}`);
