//! An organisation's treasury that works with DIEM through CPI: it stakes VVV, mints DIEM against it, pays with that
//! and settles what it served. Its PDA owns the stake position and the token accounts, and signs by its seeds.
//!
//! Whatever only moves the treasury's own funds forward anyone may call; what spends, locks or takes back is the
//! manager's. Accounts of DIEM are passed on unchecked where DIEM refuses wrong ones by itself.

use anchor_lang::prelude::*;

mod diem_program;
mod errors;
mod instructions;
mod treasury;

use instructions::*;

declare_id!("tr7f1TLreuW3nWod7Q1az5XVjcBc4MFTGsrF3zULHe2");

#[program]
pub mod compute_treasury {
    use super::*;

    /// Creates the manager's treasury in a market, and opens its stake position. `payer` pays the rent of both.
    pub fn open(ctx: Context<Open>, args: OpenArgs) -> Result<()> {
        instructions::open(ctx, args)
    }

    /// Stakes VVV that the treasury holds. Anyone may.
    pub fn stake(ctx: Context<Stake>, amount: u64) -> Result<()> {
        instructions::stake(ctx, amount)
    }

    /// Mints DIEM, unless it costs more than the manager says or than the treasury's limit. By the manager.
    pub fn mint(ctx: Context<Mint>, args: MintArgs) -> Result<()> {
        instructions::mint(ctx, args)
    }

    /// Burns DIEM that the treasury holds, up to an amount and to its bill, which unlocks VVV. By the manager.
    pub fn burn(ctx: Context<Burn>, args: BurnArgs) -> Result<()> {
        instructions::burn(ctx, args)
    }

    /// Takes what the position has earned into the treasury. Anyone may.
    pub fn claim(ctx: Context<Claim>) -> Result<()> {
        instructions::claim(ctx)
    }

    /// Takes unlocked VVV out of the stake; it cools down on a ticket, whose rent the manager pays. By the manager.
    pub fn request_unstake(ctx: Context<RequestUnstake>, amount: u64) -> Result<()> {
        instructions::request_unstake(ctx, amount)
    }

    /// Takes the VVV of a ticket that has cooled down back into the treasury. Anyone may.
    pub fn withdraw_unstaked(ctx: Context<WithdrawUnstaked>) -> Result<()> {
        instructions::withdraw_unstaked(ctx)
    }

    /// Pays VVV or DIEM out of the treasury. By the manager.
    pub fn pay(ctx: Context<Pay>, amount: u64) -> Result<()> {
        instructions::pay(ctx, amount)
    }

    /// Settles vouchers of a provider whose operator is the treasury. The ed25519 instruction stands directly before
    /// this one in the transaction. By the manager.
    pub fn settle<'info>(
        ctx: Context<'_, '_, '_, 'info, Settle<'info>>,
        claims: Vec<diem::state::Claim>,
    ) -> Result<()> {
        instructions::settle(ctx, claims)
    }
}
