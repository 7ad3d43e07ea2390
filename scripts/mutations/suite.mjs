// Builds the program of a copy of the tree, and runs the tests there up to the first that fails.
import { spawn } from "node:child_process";
import { copyFileSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import process from "node:process";
import { clearTimeout, setTimeout } from "node:timers";
import { apply } from "./apply.mjs";

export const PROGRAM = "app/localnet/program/diem.so";
export const BUILT = "target/deploy/diem.so";
export const SOUND = "target/sound.so";
const REPORTER = "scripts/mutations/reporter.cjs";
const STEP_TIMEOUT_MS = 15 * 60 * 1_000;

/** Stands for a test file where one of the program's own tests caught a fault. */
export const RUST_TESTS = "cargo test";

/** The same program to the tests, in a sixth of the time. */
const QUICK_BUILD = {
  CARGO_PROFILE_RELEASE_LTO: "off",
  CARGO_PROFILE_RELEASE_CODEGEN_UNITS: "16",
  CARGO_PROFILE_RELEASE_INCREMENTAL: "true",
};
const OWN_TESTS = ["test", "--package", "diem", "--lib", "--locked"];
/** What pins bytes, and not what the program does, catches nothing. */
const NO_CATCHERS = ["layout_tests", "golden"];
const FAILED_TEST = /^test (\S+) \.\.\. FAILED$/m;

/** The tests of one copy of the tree. */
export class Suite {
  constructor(folder) {
    this.folder = folder;
    /** Whether a test file passes without any fault, as far as that was asked. */
    this.passes = new Map();
    /** What the commands find in their environment beside what this process has. */
    this.env = {
      CARGO_TARGET_DIR: join(folder, "target"),
      PROPTEST_DISABLE_FAILURE_PERSISTENCE: "1",
      // that a case fails is enough
      PROPTEST_MAX_SHRINK_ITERS: "0",
    };
  }

  /** Those of `faults` that can be tried in this copy. */
  take(faults) {
    return faults;
  }

  /** Puts a fault into the program's sources, and returns what takes it out again. */
  putIn(fault) {
    return apply(this.folder, fault);
  }

  /** Builds the program as it stands, or says why it cannot be built. */
  async build() {
    const args = ["--manifest-path", "programs/diem/Cargo.toml", "--", "--locked"];
    const { status, output } = await this.run("cargo-build-sbf", args, QUICK_BUILD);
    if (status === 0) copyFileSync(join(this.folder, BUILT), join(this.folder, PROGRAM));
    return status === 0 ? undefined : output;
  }

  /** Builds the program without a fault and keeps it, to tell what fails by itself. */
  async begin() {
    const refused = await this.build();
    if (refused !== undefined) throw new Error(`the program cannot be built:\n${refused}`);
    copyFileSync(join(this.folder, BUILT), join(this.folder, SOUND));
  }

  /** Compiles the program's own tests, or says why they cannot be compiled. */
  async compileRust() {
    const { status, output } = await this.run("cargo", [...OWN_TESTS, "--no-run"]);
    return status === 0 ? undefined : output;
  }

  /** The first of the program's own tests that fails, of those whose names hold one of `names`. */
  async firstRustFailure(names = []) {
    const skipped = NO_CATCHERS.flatMap((name) => ["--skip", name]);
    const args = [...OWN_TESTS, "--", ...names, ...skipped];
    const { status, output } = await this.run("cargo", args, {}, FAILED_TEST);
    if (status === 0) return undefined;
    const failed = FAILED_TEST.exec(output);
    if (failed === null) throw new Error(`cargo test failed without a test:\n${output}`);
    return { file: RUST_TESTS, title: failed[1] };
  }

  /** The program's own tests. */
  async rustTests() {
    const { status, output } = await this.run("cargo", [...OWN_TESTS, "--", "--list"]);
    if (status !== 0) throw new Error(`the program's own tests cannot be listed:\n${output}`);
    return [...output.matchAll(/^(\S+): test$/gm)].map(([, name]) => {
      return { file: RUST_TESTS, title: name };
    });
  }

  /** The tests in some files, without running them. */
  async testsIn(files) {
    if (files.length === 0) return [];
    const tests = await this.report(["--dry-run", "--reporter-option", "all=true", ...files]);
    return tests.map(({ file, title }) => ({ file: relative(this.folder, file), title }));
  }

  /** The first test that fails with the program as built and passes with the sound one. */
  async firstFailure(patterns) {
    for (;;) {
      const unsound = [...this.passes.keys()].filter((file) => !this.passes.get(file));
      const asked = patterns.filter((pattern) => !unsound.includes(pattern));
      if (asked.length === 0) return undefined;
      const failure = await this.mocha(asked, unsound);
      if (failure === undefined || (await this.passesWithoutFault(failure.file))) return failure;
    }
  }

  async passesWithoutFault(file) {
    if (!this.passes.has(file)) {
      copyFileSync(join(this.folder, SOUND), join(this.folder, PROGRAM));
      this.passes.set(file, (await this.mocha([file], [])) === undefined);
      copyFileSync(join(this.folder, BUILT), join(this.folder, PROGRAM));
    }
    return this.passes.get(file);
  }

  async mocha(patterns, ignored) {
    const leftOut = ignored.flatMap((file) => ["--ignore", file]);
    const first = await this.report(["--bail", "--timeout", "120000", ...leftOut, ...patterns]);
    return first === null ? undefined : { ...first, file: relative(this.folder, first.file) };
  }

  /** What the reporter writes down of a run of Mocha. */
  async report(args) {
    const report = join(this.folder, "target", "report.json");
    rmSync(report, { force: true });
    const { status, output } = await this.run(process.execPath, [
      ...["node_modules/mocha/bin/mocha.js", "--require", "tsx/cjs"],
      ...["--reporter", REPORTER, "--reporter-option", `output=${report}`],
      ...args,
    ]);
    try {
      return JSON.parse(readFileSync(report, "utf8"));
    } catch {
      throw new Error(`mocha ended with ${status} and left no report:\n${output}`);
    }
  }

  /**
   * Everything that a command printed, and how it ended: by itself, or as soon as it printed what `enough` matches.
   * All that it started ends with it.
   */
  run(command, args, env = {}, enough = undefined) {
    return new Promise((resolve, reject) => {
      const child = spawn(command, args, {
        cwd: this.folder,
        env: { ...process.env, ...this.env, ...env },
        stdio: ["ignore", "pipe", "pipe"],
        detached: true,
      });
      let output = "";
      const kill = () => {
        const runs = child.exitCode === null && child.signalCode === null;
        if (runs) process.kill(-child.pid, "SIGKILL");
      };
      const keep = (chunk) => {
        output += String(chunk);
        if (enough?.test(output)) kill();
      };
      child.stdout.on("data", keep);
      child.stderr.on("data", keep);
      const timer = setTimeout(kill, STEP_TIMEOUT_MS);
      child.on("error", reject);
      child.on("close", (status) => {
        clearTimeout(timer);
        resolve({ status, output });
      });
    });
  }
}
