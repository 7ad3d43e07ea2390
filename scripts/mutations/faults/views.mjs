const TESTS = ["tests/chain/views/views.test.ts", "tests/embedded/views/history.test.ts"];
const MARKET = { file: "instructions/views/view_market.rs", tests: TESTS };
const MINT = { file: "instructions/views/quote_mint.rs", tests: TESTS };
const RATE = { file: "math/curve/rate.rs", rust: ["curve::tests::rate"] };
const AFTER_CHANGES = { tests: ["tests/embedded/views/curves.test.ts"] };

/** Views: what quotes promise, what is released and settled before it is told, the curve's rate. */
export const VIEW_FAULTS = [
  {
    file: "instructions/views/mod.rs",
    id: "view-market-of-another",
    fault: "a position is settled on the books of another market",
    find: "#[account(has_one = market @ DiemError::WrongMarket)]",
    replace: "",
    tests: TESTS,
  },
  {
    ...MINT,
    id: "quote-mint-rate-before",
    fault: "the quoted rate is the one before the mint",
    find: "marginal_rate_floor(supply)",
    replace: "marginal_rate_floor(ctx.accounts.diem_mint.supply)",
  },
  {
    ...MINT,
    ...AFTER_CHANGES,
    id: "quote-mint-target-stale",
    fault: "the quoted rate goes by the target of an epoch that is over",
    find: "market.target_in_epoch(market.epoch_at(now)?)",
    replace: "market.target_supply",
  },
  {
    file: "instructions/views/quote_burn.rs",
    id: "quote-burn-bill",
    fault: "the quoted bill goes by the supply before the burn",
    find: "sub(supply, burnt.diem)?",
    replace: "supply",
    tests: TESTS,
  },
  {
    file: "instructions/views/view_position.rs",
    id: "view-position-unsettled",
    fault: "what is claimable leaves out what came since the position was settled",
    find: "position.settle(&mut market, Clock::get()?.unix_timestamp)?;",
    replace: "let _ = (&mut market, &mut position);",
    tests: ["tests/embedded/views/history.test.ts"],
  },
  {
    ...MARKET,
    id: "view-market-unaccrued",
    fault: "the totals are told before the streams are released",
    find: "market.accrue(timestamp)?;",
    replace: "let _ = &mut market;",
  },
  {
    ...MARKET,
    id: "view-market-idle-stream",
    fault: "streams are told to flow while nobody is staked",
    find: "if market.total_staked > 0 { stream.per_second_floor() } else { 0 }",
    replace: "stream.per_second_floor()",
  },
  {
    ...MARKET,
    id: "view-market-mintable",
    fault: "what the curve admits in all is told as mintable",
    find: "curve.largest_supply().saturating_sub(supply)",
    replace: "curve.largest_supply()",
  },
  {
    ...MARKET,
    ...AFTER_CHANGES,
    id: "view-market-outside",
    fault: "a supply outside the curve's domain is told to have no rate at all",
    find: "marginal_rate_floor(supply).unwrap_or(u64::MAX)",
    replace: "marginal_rate_floor(supply).unwrap_or(0)",
  },
  {
    ...MARKET,
    ...AFTER_CHANGES,
    id: "view-market-outside-blocks",
    fault: "a market whose supply is outside the curve's domain cannot be viewed",
    find: "curve.marginal_rate_floor(supply).unwrap_or(u64::MAX)",
    replace: "curve.marginal_rate_floor(supply).ok_or(DiemError::OutsideMintCurve)?",
  },
  {
    ...MARKET,
    id: "view-market-capacity",
    fault: "what the providers offer is told an epoch ahead",
    find: "figure.in_epoch(epoch)",
    replace: "figure.in_epoch(next_epoch)",
    tests: ["tests/embedded/views/history.test.ts"],
  },
  {
    ...RATE,
    id: "rate-wraps",
    fault: "a rate above 64 bits loses its upper ones",
    find: "u64::try_from(rate).unwrap_or(u64::MAX)",
    replace: "u64::try_from(rate & u128::from(u64::MAX)).unwrap_or(u64::MAX)",
  },
  {
    ...MARKET,
    id: "view-market-next-price",
    fault: "the reference price of the running epoch is told as the next one",
    find: "next_reference_price: market.reference_price.next,",
    replace: "next_reference_price: in_epoch(&market.reference_price)?,",
  },
  {
    file: "instructions/views/mod.rs",
    id: "view-supply-of-another",
    fault: "a market is told with another one's supply",
    find: "#[account(has_one = diem_mint @ DiemError::WrongMint)]\n    pub market: AccountLoader<'info, Market>,\n    /// Its supply",
    replace: "pub market: AccountLoader<'info, Market>,\n    /// Its supply",
    tests: ["tests/matrix/matrix.test.ts"],
  },
  {
    file: "instructions/views/view_position.rs",
    id: "view-position-era",
    fault: "the bill is told in the units of an era that is over",
    find: "position.renew_debt(&mut market, supply);",
    replace: "",
    tests: ["tests/embedded/diem/debt-events.test.ts"],
  },
];
