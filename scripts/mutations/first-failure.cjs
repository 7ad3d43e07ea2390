// Writes down the first test that fails. Mocha's own JSON reporter stumbles over a bigint that an assertion compared.
const { writeFileSync } = require("node:fs");

module.exports = class FirstFailure {
  constructor(runner, { reporterOption: { output } }) {
    let first = null;
    runner.once("fail", (test) => {
      first = { file: test.file ?? test.parent.file, title: test.fullTitle() };
    });
    runner.once("end", () => writeFileSync(output, JSON.stringify(first)));
  }
};
