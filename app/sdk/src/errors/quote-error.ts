import { type DiemErrorName, messageOf } from "./diem-error";

/** The chain would refuse what was quoted, with the program's error of the same name. */
export class QuoteError extends Error {
  override readonly name: DiemErrorName;

  constructor(name: DiemErrorName) {
    super(messageOf(name));
    this.name = name;
  }
}
