// What every run of Mocha shares, also one of a single file: npx mocha tests/diem.test.ts
module.exports = {
  require: ["ts-node/register/transpile-only"],
  timeout: 120_000,
};
