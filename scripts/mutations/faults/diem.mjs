const POSITION = { file: "state/position.rs", tests: ["tests/diem.test.ts"] };

/** Minting and burning DIEM. */
export const DIEM_FAULTS = [
  {
    ...POSITION,
    id: "mint-unsettled",
    fault: "stake is locked without settling the position first",
    find: "self.settle(market, now)?;\n        let cost",
    replace: "let cost",
    tests: ["tests/adversarial/shares.test.ts"],
  },
  {
    ...POSITION,
    id: "mint-above-stake",
    fault: "stake that is locked already backs more DIEM",
    find: "require_gte!(self.unlocked()?, cost, DiemError::InsufficientUnlockedStake);",
    replace: "require_gte!(self.staked, cost, DiemError::InsufficientUnlockedStake);",
    tests: ["tests/mutations/locked-stake.test.ts"],
  },
  {
    file: "instructions/diem/mint_diem.rs",
    id: "mint-guard",
    fault: "a mint locks more than the caller's maximum",
    find: "require_gte!(max_vvv_locked, locked, DiemError::CostAboveMaximum);",
    replace: "",
    tests: ["tests/diem.test.ts"],
  },
  {
    file: "instructions/diem/burn_diem.rs",
    id: "burn-owner",
    fault: "a stranger burns against somebody else's position",
    find: "has_one = owner @ DiemError::WrongOwner,",
    replace: "",
    tests: ["tests/diem.test.ts", "tests/signers.test.ts"],
  },
  {
    file: "state/market/mod.rs",
    id: "mint-free",
    fault: "dust of DIEM is minted for nothing",
    find: "require!(cost > 0, DiemError::MintTooSmall);",
    replace: "",
    tests: ["tests/diem.test.ts"],
  },
];
