use anchor_lang::prelude::*;

#[error_code]
pub enum TreasuryError {
    #[msg("only the treasury's manager may do this")]
    NotTheManager,
    #[msg(
        "the mint would lock more VVV than the treasury's limit allows: mint less, or wait for a lower rate"
    )]
    AboveLimit,
    #[msg("an amount is out of range")]
    OutOfRange,
}
