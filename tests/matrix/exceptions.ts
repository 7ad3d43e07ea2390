/** Where the general rules do not tell the error. By call and account, then by what is put in its place. */
export type Exceptions = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Nothing is wrong with the record but that its epoch has nothing for the call. */
const otherEpochs: Exceptions = {
  "report_usage.record": { "the record of epoch 0": "NothingToReport" },
  "claim_quota_reward.record": { "the record of epoch 0": "NothingToReward" },
  "close_epoch_record.record": { "the record of epoch 1": "RecordStillNeeded" },
};

/** Every epoch is closed with its own record, and with none where it has none. */
const rolling: Exceptions = {
  "roll_epoch (one record).first_record": { absent: "WrongEpochRecord" },
  "roll_epoch (one record).second_record": { present: "WrongEpochRecord" },
  "roll_epoch (two records).first_record": {
    absent: "WrongEpochRecord",
    "the same as second_record": "AccountBorrowFailed",
  },
  "roll_epoch (two records).second_record": {
    absent: "WrongEpochRecord",
    "the same as first_record": "AccountBorrowFailed",
  },
  "roll_epoch (no record).first_record": { present: "WrongEpochRecord" },
  "roll_epoch (no record).second_record": { present: "WrongEpochRecord" },
};

/** A wallet without any of the keys that the provider needs is not its operator. */
const operators: Exceptions = {
  "settle (one channel).provider": {
    "another owner's": "NotOperator",
    "another market's": "NotOperator",
  },
  "settle (two channels).provider": {
    "another owner's": "NotOperator",
    "another market's": "NotOperator",
  },
  "close_channel (after the grace).operator": { present: "NotOperator" },
  // without the provider's consent the grace of the consumer's request runs
  "close_channel (by both).operator": { absent: "GraceNotOver" },
};

/** Who asks for a closing must be of the channel, on either side. */
const closings: Exceptions = {
  "request_close (by the consumer).channel": { "another consumer's": "NotChannelParty" },
};

/** The account says whom to pay and from what, and the token account is another. */
const payees: Exceptions = {
  "withdraw_revenue.provider": { "the same owner's in another market": "WrongVault" },
  "claim_quota_reward.provider": { "another owner's": "WrongTokenOwner" },
  "close_channel (after the grace).channel": { "another consumer's": "WrongTokenOwner" },
  "close_channel (by both).channel": { "another consumer's": "WrongTokenOwner" },
};

/** Where anybody may call, nobody chooses an account that the payee did not mean to be paid into. */
const choices: Exceptions = {
  "collect_treasury.treasury_diem": {
    "a second one": "WrongTokenOwner",
    "a second one with a delegate": "WrongTokenOwner",
    "a second one with a close authority": "WrongTokenOwner",
    "a second one that is frozen": "WrongTokenOwner",
  },
  "slash_provider.treasury_vvv": { "a second one with a delegate": "PayeeDelegated" },
  "claim_quota_reward.owner_diem": { "a second one with a delegate": "PayeeDelegated" },
  "close_channel (after the grace).consumer_diem": {
    "a second one with a delegate": "PayeeDelegated",
  },
  "close_channel (by both).consumer_diem": {
    "a second one with a delegate": "PayeeDelegated",
  },
};

/** The runtime lets nobody write a program, and Anchor looks at that first. */
const programs: Exceptions = {
  "register_provider.revenue": { "a program": "ConstraintMut" },
};

/** The channels of a settlement are opened one by one, and not by Anchor. */
const channels: Exceptions = {
  "settle (one channel).channel 1": {
    "not writable": "AccountNotMutable",
    "the same as provider": "AccountBorrowFailed",
    "another consumer's": "VoucherChannelWrong",
  },
  // the first voucher is of another channel, and the second finds its channel repeated
  "settle (two channels).channel 1": { "the same as channel 2": "VoucherChannelWrong" },
  "settle (two channels).channel 2": { "the same as channel 1": "skips ChannelRepeated" },
};

export const EXCEPTIONS: Exceptions = {
  ...otherEpochs,
  ...rolling,
  ...operators,
  ...closings,
  ...payees,
  ...choices,
  ...programs,
  ...channels,
};
