import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sourceOf } from "./apply.mjs";
import { RUST_TESTS } from "./suite.mjs";

/** The stamp of a test that is not there. */
const NOTHING = hash("");

/** What became of each fault, kept on disk after each, so that an interrupted run can go on. */
export class Results {
  constructor(root, path) {
    this.root = root;
    this.path = path;
    this.byId = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
  }

  clear() {
    this.byId = {};
  }

  record(fault, result) {
    const stamps = { fault: this.stampOf(fault), test: this.stampOfTest(result.caught) };
    this.byId[fault.id] = { ...result, stamps };
    writeFileSync(this.path, JSON.stringify(this.byId, null, 2));
  }

  wasTried(id) {
    return id in this.byId;
  }

  caughtBy(id) {
    return this.byId[id]?.caught;
  }

  /** Whether a fault was caught, and neither its source nor the test has changed since. */
  stillHolds(fault) {
    const { caught, stamps } = this.byId[fault.id] ?? {};
    if (caught === undefined || stamps.test === NOTHING) return false;
    return stamps.fault === this.stampOf(fault) && stamps.test === this.stampOfTest(caught);
  }

  stampOf(fault) {
    return hash(this.read(sourceOf(fault)), fault.find, fault.replace);
  }

  stampOfTest(caught) {
    if (caught === undefined) return NOTHING;
    // the program's own tests stand beside what they test: the source's stamp is theirs
    return caught.file === RUST_TESTS ? RUST_TESTS : hash(this.read(caught.file));
  }

  read(file) {
    const path = join(this.root, file);
    return existsSync(path) ? readFileSync(path, "utf8") : "";
  }
}

function hash(...parts) {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
