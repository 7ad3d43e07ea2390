import { expect } from "chai";
import { isWireError, type WireErrorName } from "@diem/wire";

/** Demands that `call` throws a WireError of a name, with a text in its message. */
export function refused(call: () => unknown, name: WireErrorName, text: string): void {
  let thrown: unknown = null;
  try {
    call();
  } catch (error) {
    thrown = error;
  }
  expect(isWireError(thrown, name), String(thrown)).to.equal(true);
  expect((thrown as Error).message).to.include(text);
  expect((thrown as Error).message).to.match(/^[^:]*.*: /);
}
