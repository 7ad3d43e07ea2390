/** The tests of quota rewards. */
export const QUOTA_REWARD = [
  "tests/chain/epoch/quota-reward.test.ts",
  "tests/chain/epoch/quota-reward-claims.test.ts",
  "tests/chain/epoch/quota-reward-records.test.ts",
];
