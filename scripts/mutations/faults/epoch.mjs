const EPOCHS = { file: "state/market/epochs.rs", tests: ["tests/epoch.test.ts"] };
const RECORD = { file: "state/record.rs", tests: ["tests/quota-reward.test.ts"] };

/** Epochs: records, reports, rolling, quota rewards. */
export const EPOCH_FAULTS = [
  {
    ...EPOCHS,
    id: "roll-record-withheld",
    fault: "an epoch with a record is closed without it, as if nothing had been served",
    find: "require!(has_record == 0, DiemError::WrongEpochRecord);",
    replace: "",
  },
  {
    ...EPOCHS,
    id: "target-unannounced",
    fault: "a target takes effect in the epoch in which it is announced",
    find: "self.next_target_epoch = epoch.checked_add(1)?;",
    replace: "self.next_target_epoch = epoch;",
    tests: ["tests/embedded/epochs-market.test.ts"],
  },
  {
    ...EPOCHS,
    id: "take-back-pool",
    fault: "what nobody claimed is lost, and does not return to the pool",
    find: "self.quota_pool = add(self.quota_pool, unclaimed)?;",
    replace: "",
    tests: ["tests/embedded/epochs-lapse.test.ts"],
  },
  {
    ...RECORD,
    id: "report-closed",
    fault: "usage is reported into a closed record",
    find: "require!(self.closed == 0, DiemError::EpochNotOpen);",
    replace: "",
    tests: ["tests/embedded/epochs-boundaries.test.ts"],
  },
  {
    file: "instructions/epoch/roll_epoch.rs",
    id: "roll-market",
    fault: "an epoch is closed with another market's record",
    find: "#[account(mut, has_one = market @ DiemError::WrongMarket)]\n    pub first_record",
    replace: "#[account(mut)]\n    pub first_record",
    tests: ["tests/epoch.test.ts"],
  },
  {
    file: "instructions/epoch/close_epoch_record.rs",
    id: "record-rent",
    fault: "a record's rent goes to whoever closes it",
    find: "has_one = rent_payer @ DiemError::WrongRentPayer,",
    replace: "",
    tests: ["tests/quota-reward.test.ts"],
  },
];
