import { LangErrorCode } from "@coral-xyz/anchor";
import { TOKEN_PROGRAM_ID } from "@solana/spl-token";
import {
  type AccountMeta,
  ComputeBudgetProgram,
  type SimulatedTransactionResponse,
  SystemProgram,
  TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from "@solana/web3.js";
import { errors } from "@diem/sdk";
import { decodeLogged } from "../../app/sdk/dist/events/decode";
import { COMPUTE_UNIT_LIMIT } from "../support/market";
import { embeddedOf } from "./embedded";
import type { Fixture } from "./fixture";
import type { Call } from "./invocation";

export const SUCCESS = "succeeds";
/** Stands before the errors for which a settlement left entries out. */
export const SKIPS = "skips ";

const FOREIGN = new Map([
  [SystemProgram.programId.toBase58(), "System"],
  [TOKEN_PROGRAM_ID.toBase58(), "Token"],
]);
/** The replaced blockhash of a simulation is not looked at. */
const NO_BLOCKHASH = SystemProgram.programId.toBase58();
const LOGGED = "Program data: ";

/** The call's instructions, the last of them with one account replaced if an index is given. */
export function listOf(
  { before = [], instruction }: Call,
  replaced?: { readonly index: number; readonly meta: AccountMeta },
): TransactionInstruction[] {
  const { programId, data } = instruction;
  const keys = instruction.keys.map((meta, index) =>
    index === replaced?.index ? replaced.meta : meta,
  );
  const limit = ComputeBudgetProgram.setComputeUnitLimit({ units: COMPUTE_UNIT_LIMIT });
  return [limit, ...before, new TransactionInstruction({ programId, keys, data })];
}

/** What the runtime answers if everybody signs who is asked to: `succeeds`, or the error's name. */
export function simulate({ chain }: Fixture, instructions: TransactionInstruction[]): string {
  const payerKey = chain.provider.wallet.publicKey;
  const message = new TransactionMessage({ payerKey, recentBlockhash: NO_BLOCKHASH, instructions });
  const transaction = new VersionedTransaction(message.compileToV0Message());
  const wire = Buffer.from(transaction.serialize()).toString("base64");
  const options = { sigVerify: false, replaceRecentBlockhash: true, encoding: "base64" };
  const { value } = embeddedOf(chain).rpc.handle("simulateTransaction", [wire, options]) as {
    readonly value: SimulatedTransactionResponse;
  };
  return value.err === null ? successOf(value) : failureOf(value, instructions.length - 1);
}

/** The errors for which a settlement skips entries are part of its success. */
function successOf({ logs }: SimulatedTransactionResponse): string {
  for (const line of logs ?? []) {
    if (!line.startsWith(LOGGED)) continue;
    const event = decodeLogged(Buffer.from(line.slice(LOGGED.length), "base64"));
    if (event?.name !== "VouchersSettled") continue;
    const codes = event.data.entries.map(({ errorCode }) => errorCode).filter((code) => code !== 0);
    if (codes.length > 0) return SKIPS + codes.map(codeName).join();
  }
  return SUCCESS;
}

function codeName(code: number): string {
  const framework = Object.entries(LangErrorCode).find(([, number]) => number === code);
  const name = errors.fromCode(code)?.name ?? framework?.[0];
  if (name === undefined) throw new Error(`no error has the code ${code}`);
  return name;
}

function failureOf(value: SimulatedTransactionResponse, last: number): string {
  const [index] = instructionError(value.err);
  if (index !== last) return `before the call: ${JSON.stringify(value.err)}`;
  return errorName(value);
}

/** The name of what a transaction threw or returned; another program's errors have its name in front. */
export function errorName(thrown: unknown): string {
  const error = errors.from(thrown);
  if (!errors.isDiemError(error, "ProgramFailed")) return error.name;
  const { cause, context } = error;
  const [, reason] = instructionError((cause as { readonly err?: unknown } | undefined)?.err);
  const program = FOREIGN.get(context.program?.toBase58() ?? "");
  const name = context.error ?? String(reason);
  return program === undefined ? name : `${program} ${name}`;
}

function instructionError(err: unknown): readonly unknown[] {
  const found = (err as { readonly InstructionError?: unknown } | null)?.InstructionError;
  return Array.isArray(found) ? (found as unknown[]) : [];
}
