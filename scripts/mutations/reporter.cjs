// Writes down the first test that fails, or with `titles` the titles of all tests. Mocha's own JSON reporter stumbles over
// a bigint that an assertion compared.
const { writeFileSync } = require("node:fs");

module.exports = class Reporter {
  constructor(runner, { reporterOption: { output, titles } }) {
    let first = null;
    runner.once("fail", (test) => {
      first = { file: test.file ?? test.parent.file, title: test.fullTitle() };
    });
    const all = [];
    runner.on("pass", (test) => all.push(test.fullTitle()));
    const written = () => (titles === undefined ? first : all);
    runner.once("end", () => writeFileSync(output, JSON.stringify(written())));
  }
};
