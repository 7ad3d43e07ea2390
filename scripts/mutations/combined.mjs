import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CHOICE, choose, combine } from "./combine.mjs";
import { BUILT, PROGRAM, SOUND, Suite } from "./suite.mjs";

/** The tests of a copy of the tree whose program has many faults, of which it is told one by its number. */
export class CombinedSuite extends Suite {
  /** Those of `faults` that can be chosen at run time; the others lie outside of all functions. */
  take(faults) {
    this.numbers = combine(this.folder, faults);
    return faults.filter(({ id }) => this.numbers.has(id));
  }

  async begin() {
    await super.begin();
    this.sound = readFileSync(join(this.folder, SOUND));
  }

  putIn({ id }) {
    this.choose(this.numbers.get(id));
    return () => this.choose(0);
  }

  choose(number) {
    this.number = number;
    this.env[CHOICE] = String(number);
  }

  /** Compiles once; afterwards the number is put into what was compiled. */
  async build() {
    if (this.sound === undefined) return super.build();
    writeFileSync(join(this.folder, BUILT), choose(this.sound, this.number));
    copyFileSync(join(this.folder, BUILT), join(this.folder, PROGRAM));
    return undefined;
  }
}
