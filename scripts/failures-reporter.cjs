// Prints every test that fails as a line of JSON, with what a reader needs to find it.
const console = require("node:console");

module.exports = class Reporter {
  constructor(runner) {
    runner.on("fail", (test, { message }) => {
      const title = test.fullTitle();
      console.log(JSON.stringify({ failed: { file: test.file, title, message } }));
    });
  }
};
