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

/** The promise must fail with a message of the framework, a token program or the runtime. */
export async function expectFailure(attempt: Promise<unknown>, pattern: RegExp): Promise<void> {
  const error = await failureOf(attempt);
  expect(String(error)).to.match(pattern);
}

async function failureOf(attempt: Promise<unknown>): Promise<unknown> {
  try {
    await attempt;
  } catch (error) {
    return error;
  }
  throw new Error("expected a refusal, but the call succeeded");
}
