const QUOTA = {
  file: "state/channel/quota.rs",
  tests: ["tests/chain/channel/quota.test.ts", "tests/embedded/channel/quota.test.ts"],
};
const CAPACITY = {
  file: "state/provider/capacity.rs",
  tests: ["tests/chain/provider/capacity.test.ts"],
};

/** Staked DIEM and its quota, and what a provider offers to it. */
export const QUOTA_FAULTS = [
  {
    ...QUOTA,
    id: "quota-withdraw-twice",
    fault: "what was withdrawn stays withdrawable",
    find: "let amount = core::mem::take(&mut self.withdrawable);",
    replace: "let amount = self.withdrawable;",
  },
  {
    ...QUOTA,
    id: "quota-cooling-kept",
    fault: "unstaked DIEM becomes withdrawable and stays unstaked, so that it does so again",
    find: "core::mem::take(&mut self.cooling)",
    replace: "self.cooling",
  },
  {
    ...QUOTA,
    id: "quota-cooling-at-once",
    fault: "unstaked DIEM can be withdrawn at once, and give its quota elsewhere in the same epoch",
    find: "self.cooling = add(self.cooling, amount)?;",
    replace: "self.withdrawable = add(self.withdrawable, amount)?;",
  },
  {
    ...QUOTA,
    id: "quota-capacity-kept",
    fault: "unstaking gives the provider's capacity back to nobody",
    find: "provider.release(sub(self.next_allowance, next_allowance)?)?;",
    replace: "",
  },
  {
    ...QUOTA,
    id: "quota-unstake-allowance",
    fault: "unstaked DIEM keeps giving quota",
    find: "provider.release(sub(self.next_allowance, next_allowance)?)?;\n        self.next_allowance = next_allowance;",
    replace: "provider.release(sub(self.next_allowance, next_allowance)?)?;",
  },
  {
    ...QUOTA,
    id: "quota-stake-dust",
    fault: "DIEM is staked that gives no quota",
    find: "require!(ahead > 0, DiemError::QuotaStakeTooSmall);",
    replace: "",
  },
  {
    ...QUOTA,
    id: "quota-of-last-epoch",
    fault:
      "the quota used in the last epoch is forgotten when the epoch turns, and can be used again",
    find: "self.last_quota = if self.quota.epoch == last_epoch { self.quota } else { given_in(last_epoch) };",
    replace: "self.last_quota = given_in(last_epoch);",
  },
  {
    ...CAPACITY,
    id: "commit-current",
    fault: "quota is committed above what is offered in this epoch",
    find: "require_gte!(self.quota_capacity.current, self.committed.current, DiemError::QuotaCapacityExceeded);",
    replace: "",
    tests: ["tests/chain/provider/capacity.test.ts", "tests/embedded/channel/quota.test.ts"],
  },
  {
    ...CAPACITY,
    id: "commit-next",
    fault: "quota is committed above what is offered from the next epoch on",
    find: "require_gte!(self.quota_capacity.next, self.committed.next, DiemError::QuotaCapacityExceeded);",
    replace: "",
    tests: ["tests/chain/provider/capacity.test.ts", "tests/embedded/channel/quota.test.ts"],
  },
  {
    ...CAPACITY,
    id: "commit-underbonded",
    fault: "a provider whose bond was slashed below its capacity takes quota",
    find: "self.require_bonded()?;\n        self.committed.current",
    replace: "self.committed.current",
    tests: ["tests/chain/channel/quota.test.ts"],
  },
  {
    ...CAPACITY,
    id: "capacity-below-committed",
    fault: "a provider lowers its offer below what consumers staked for",
    find: "require_gte!(quota, self.committed.next, DiemError::QuotaBelowCommitted);",
    replace: "",
  },
  {
    ...CAPACITY,
    id: "capacity-cap",
    fault: "one provider may offer one micro-credit more than the most",
    find: "require_gte!(MAX_CAPACITY, capacity, DiemError::CapacityOutOfRange);",
    replace: "require_gte!(MAX_CAPACITY + 1, capacity, DiemError::CapacityOutOfRange);",
  },
  {
    ...CAPACITY,
    id: "capacity-bond",
    fault: "a lowered offer frees its bond before the epoch turns",
    find: "self.bond_covers(self.capacity.highest_ahead())",
    replace: "self.bond_covers(self.capacity.next)",
  },
  {
    ...CAPACITY,
    id: "capacity-retiring",
    fault: "a retiring provider's capacity stays in the market's",
    find: "self.offer_next(market, 0, 0, epoch)?;",
    replace: "",
    tests: ["tests/chain/provider/retirement.test.ts"],
  },
  {
    ...CAPACITY,
    id: "capacity-sum",
    fault: "the market's capacity keeps what a provider offered before",
    find: "market.capacity.next = add(sub(market.capacity.next, self.capacity.next)?, capacity)?;",
    replace: "market.capacity.next = add(market.capacity.next, capacity)?;",
  },
];
