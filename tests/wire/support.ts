import { expect } from "chai";
import { isWireError, type WireErrorName } from "@diem/wire";

/** Demands that `call` throws a WireError of a name, with a text in its message; returns it. */
export function refused(call: () => unknown, name: WireErrorName, text: string): Error {
  let thrown: unknown = null;
  try {
    call();
  } catch (error) {
    thrown = error;
  }
  expect(isWireError(thrown, name), String(thrown)).to.equal(true);
  const error = thrown as Error;
  expect(error.message).to.include(text);
  expect(error.message).to.match(/^[^:]*.*: /);
  return error;
}
