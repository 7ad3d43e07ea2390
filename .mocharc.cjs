// What every run of Mocha shares, also one of a single file: npx mocha tests/chain/diem/diem.test.ts
module.exports = {
  require: ["tsx/cjs", "./tests/support/fast-keys.ts"],
  // Ends a test that hangs. No test is as slow, also beside other work on a busy machine.
  timeout: 300_000,
  // Ends the run after the last test, even where one that failed left a server open.
  exit: true,
};
