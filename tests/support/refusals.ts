import { expect } from "chai";
import { errors } from "@diem/sdk";

type DiemErrorName = InstanceType<typeof errors.DiemError>["name"];

/** The promise must fail with exactly this error of the program. */
export async function expectRefusal(attempt: Promise<unknown>, name: DiemErrorName): Promise<void> {
  const error = await failureOf(attempt);
  expect(error, String(error)).to.be.instanceOf(errors.DiemError);
  expect((error as Error).name).to.equal(name);
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
