/** Every instruction of a release, by who may call it. Another one is a decision, and changes this list. */
export const INTERFACE = {
  /** The program alone. */
  itself: ["record_event"],
  /** Owners take out what they have in a market: no pause stops these, and no key but the owner's is asked. */
  exits: [
    ...["request_unstake", "withdraw_unstaked", "claim_rewards", "burn_diem", "close_position"],
    ...["request_bond_withdrawal", "withdraw_bond", "withdraw_revenue", "close_provider"],
    ...["request_quota_unstake", "withdraw_quota", "request_close", "close_channel"],
    "claim_quota_reward",
  ],
  /** Anyone, for everybody. */
  anyone: [
    ...["fund_rewards", "fund_quota", "deposit"],
    ...["distribute_revenue", "collect", "collect_treasury"],
    ...["open_epoch_record", "report_usage", "roll_epoch", "close_epoch_record", "apply_params"],
  ],
  /** Owners come in, and manage what they have. */
  owners: [
    ...["create_market", "open_position", "stake", "compound_rewards", "cancel_unstake"],
    ...["mint_diem", "register_provider", "update_provider", "add_bond", "set_capacity"],
    ...["retire_provider", "open_channel", "stake_quota"],
  ],
  /** Authority, guardian, arbiter, and a provider's operator. */
  roles: [
    ...["propose_authority", "accept_authority", "set_roles", "pause", "unpause"],
    ...["propose_params", "cancel_params", "set_diem_metadata", "slash_provider", "settle"],
  ],
  /** Anyone, who is answered: they write nothing. */
  views: ["quote_mint", "quote_burn", "view_position", "view_market"],
} as const;

/** Exits that pay the one whom they are for, for any caller. */
export const EXITS_BY_ANYONE = ["close_channel", "claim_quota_reward"];
