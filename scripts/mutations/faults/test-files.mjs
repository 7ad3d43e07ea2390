/** The tests of quota rewards. */
export const QUOTA_REWARD = [
  "tests/quota-reward.test.ts",
  "tests/quota-reward-claims.test.ts",
  "tests/quota-reward-records.test.ts",
];
