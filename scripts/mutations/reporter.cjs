// Writes down the first test that fails, or with `all` every test. Mocha's own JSON reporter stumbles over a bigint that an
// assertion compared.
const { writeFileSync } = require("node:fs");

module.exports = class Reporter {
  constructor(runner, { reporterOption: { output, all } }) {
    let first = null;
    const named = (test) => ({ file: test.file ?? test.parent.file, title: test.fullTitle() });
    runner.once("fail", (test) => (first = named(test)));
    const passed = [];
    runner.on("pass", (test) => passed.push(named(test)));
    const written = () => (all === undefined ? first : passed);
    runner.once("end", () => writeFileSync(output, JSON.stringify(written())));
  }
};
