import { errors } from "@diem/sdk";
import { isSimError } from "@diem/sim";

/** What a call is refused with: name, message and what to do. */
export function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (isSimError(error) || errors.isDiemError(error))
      return `${error.name}: ${error.message}; ${error.next}`;
    throw error;
  }
  throw new Error("it was not refused");
}
