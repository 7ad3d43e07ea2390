// What several lists of faults name: a source file, and the tests that must notice a fault in it.
export const EPOCHS = {
  file: "state/market/epochs.rs",
  rust: ["histories::epochs", "histories::rolls", "histories::governance"],
  tests: [
    "tests/chain/epoch/epoch.test.ts",
    "tests/chain/epoch/figures.test.ts",
    "tests/embedded/epoch/market.test.ts",
    "tests/economy/records.test.ts",
  ],
};
export const PRICE = {
  file: "math/price.rs",
  rust: ["math::price"],
  tests: ["tests/economy/reference-price.test.ts"],
};
export const TARGET = {
  file: "math/target.rs",
  rust: ["math::target"],
  tests: ["tests/economy/target.test.ts"],
};
