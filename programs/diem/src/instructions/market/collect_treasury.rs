use crate::errors::DiemError;
use crate::events::*;
use crate::instructions::transfer::{balance, Movement};
use crate::state::Market;
use anchor_lang::prelude::*;
use anchor_spl::associated_token::get_associated_token_address;
use anchor_spl::token::{Token, TokenAccount};

#[derive(Accounts)]
pub struct CollectTreasury<'info> {
    #[account(mut, has_one = fee_pool @ DiemError::WrongVault)]
    pub market: AccountLoader<'info, Market>,
    #[account(mut)]
    pub fee_pool: Account<'info, TokenAccount>,
    /// The treasury's associated token account for DIEM: as anyone may call, nobody may choose another.
    #[account(
        mut,
        constraint = treasury_diem.mint == fee_pool.mint @ DiemError::WrongMint,
        constraint = treasury_diem.owner == market.load()?.roles.treasury @ DiemError::WrongTokenOwner,
        address = get_associated_token_address(&treasury_diem.owner, &treasury_diem.mint)
            @ DiemError::WrongTokenOwner,
    )]
    pub treasury_diem: Account<'info, TokenAccount>,
    pub token_program: Program<'info, Token>,
    pub events: EventCpi<'info>,
}

pub fn collect_treasury(ctx: Context<CollectTreasury>) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = &ctx.accounts;
    let (amount, signer) = {
        let mut market = accounts.market.load_mut()?;
        (market.take_treasury()?, market.signer())
    };

    Movement {
        token_program: &accounts.token_program,
        from: &accounts.fee_pool,
        to: &accounts.treasury_diem,
        authority: accounts.market.to_account_info(),
        amount,
    }
    .execute_signed(&signer.seeds())?;

    let event = {
        let mut market = accounts.market.load_mut()?;
        market.require_fees_covered(balance(&accounts.fee_pool)?)?;
        market.invariant()?;
        TreasuryCollected {
            stamp: market.stamp(accounts.market.key(), &clock)?,
            treasury: market.roles.treasury,
            amount,
            market: market.snapshot(),
        }
    };
    ctx.accounts.events.emit(&event)
}
