import { DiemError } from "./diem-error";

// The program's own text and code, which a test compares with the IDL: a page that signs vouchers counts with these
// integers, and must not load the IDL for one message.
const CODE = 6_900;

/** A number that does not fit, as the program would say it. */
export function mathOverflow(): DiemError<"MathOverflow"> {
  return new DiemError("MathOverflow", {
    reason: "a number does not fit in its type",
    next: "use smaller amounts",
    code: CODE,
    source: "quote",
    context: {},
  });
}
