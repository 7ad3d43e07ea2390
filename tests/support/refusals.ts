import { expect } from "chai";
import { errors } from "@diem/sdk";

/** The promise must fail with exactly this error of the program. */
export async function expectRefusal(
  attempt: Promise<unknown>,
  name: errors.DiemErrorName,
): Promise<void> {
  const error = await failureOf(attempt);
  expect(errors.isDiemError(error, name), String(error)).to.equal(true);
}

/** The promise must fail with a message of the framework, a token program or the runtime: its own, in its logs or its cause's. */
export async function expectFailure(attempt: Promise<unknown>, pattern: RegExp): Promise<void> {
  expect(messagesOf(await failureOf(attempt)).join("\n")).to.match(pattern);
}

function messagesOf(error: unknown): string[] {
  const logs = errors.isDiemError(error) ? (error.logs ?? []) : [];
  const cause = error instanceof Error ? error.cause : undefined;
  return [String(error), ...logs, ...(cause === undefined ? [] : messagesOf(cause))];
}

async function failureOf(attempt: Promise<unknown>): Promise<unknown> {
  try {
    await attempt;
  } catch (error) {
    return error;
  }
  throw new Error("expected a refusal, but the call succeeded");
}
