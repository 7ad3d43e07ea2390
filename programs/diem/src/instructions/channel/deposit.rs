use crate::constants::PAUSE_DEPOSIT;
use crate::errors::DiemError;
use crate::events::*;
use crate::instructions::transfer::{balance, Movement};
use crate::state::{Channel, Market};
use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

#[derive(AnchorSerialize, AnchorDeserialize)]
pub struct DepositArgs {
    /// DIEM base units.
    pub amount: u64,
}

#[derive(Accounts)]
pub struct Deposit<'info> {
    /// Pays the deposit. What is not spent goes to the consumer.
    pub funder: Signer<'info>,
    #[account(mut, has_one = escrow @ DiemError::WrongVault)]
    pub market: AccountLoader<'info, Market>,
    #[account(mut, has_one = market @ DiemError::WrongMarket)]
    pub channel: AccountLoader<'info, Channel>,
    #[account(
        mut,
        constraint = funder_diem.mint == escrow.mint @ DiemError::WrongMint,
        constraint = funder_diem.owner == funder.key() @ DiemError::WrongTokenOwner,
    )]
    pub funder_diem: Account<'info, TokenAccount>,
    #[account(mut)]
    pub escrow: Account<'info, TokenAccount>,
    pub token_program: Program<'info, Token>,
    pub events: EventCpi<'info>,
}

pub fn deposit(ctx: Context<Deposit>, args: DepositArgs) -> Result<()> {
    let DepositArgs { amount } = args;
    require!(amount > 0, DiemError::ZeroAmount);
    let clock = Clock::get()?;
    let accounts = &ctx.accounts;
    {
        let mut market = accounts.market.load_mut()?;
        market.require_open(PAUSE_DEPOSIT)?;
        accounts.channel.load_mut()?.add_deposit(&mut market, amount)?;
    }

    Movement {
        token_program: &accounts.token_program,
        from: &accounts.funder_diem,
        to: &accounts.escrow,
        authority: accounts.funder.to_account_info(),
        amount,
    }
    .execute()?;

    let event = {
        let market = accounts.market.load()?;
        let mut channel = accounts.channel.load_mut()?;
        market.require_escrow_covered(balance(&accounts.escrow)?)?;
        market.invariant()?;
        channel.invariant()?;
        Deposited {
            stamp: channel.stamp(&clock)?,
            funder: accounts.funder.key(),
            amount,
            channel: channel.snapshot(),
        }
    };
    ctx.accounts.events.emit(&event)
}
