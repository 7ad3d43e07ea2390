use crate::errors::DiemError;
use crate::events::*;
use crate::instructions::transfer::{balance, is_safe_payee, Movement};
use crate::state::{Channel, Market, Provider};
use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

#[derive(Accounts)]
pub struct CloseChannel<'info> {
    /// The provider's operator or owner, where the provider gives up the grace of the consumer's request.
    pub operator: Option<Signer<'info>>,
    #[account(mut, has_one = escrow @ DiemError::WrongVault)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        mut,
        has_one = market @ DiemError::WrongMarket,
        has_one = revenue @ DiemError::WrongVault,
    )]
    pub provider: AccountLoader<'info, Provider>,
    #[account(
        mut,
        close = rent_payer,
        has_one = provider @ DiemError::WrongProvider,
        has_one = rent_payer @ DiemError::WrongRentPayer,
    )]
    pub channel: AccountLoader<'info, Channel>,
    /// CHECK: only receives the rent; it is the account that paid it.
    #[account(mut)]
    pub rent_payer: UncheckedAccount<'info>,
    #[account(mut)]
    pub escrow: Account<'info, TokenAccount>,
    #[account(mut)]
    pub revenue: Account<'info, TokenAccount>,
    /// Any token account of the consumer. The associated one alone could be given away, and then neither the
    /// channel nor its provider could ever be closed.
    #[account(
        mut,
        constraint = consumer_diem.mint == escrow.mint @ DiemError::WrongMint,
        constraint = consumer_diem.owner == channel.load()?.consumer @ DiemError::WrongTokenOwner,
        constraint = is_safe_payee(&consumer_diem, &consumer_diem.key()) @ DiemError::PayeeDelegated,
    )]
    pub consumer_diem: Account<'info, TokenAccount>,
    pub token_program: Program<'info, Token>,
    pub events: EventCpi<'info>,
}

pub fn close_channel(ctx: Context<CloseChannel>) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = &ctx.accounts;
    let (collected, refunded, signer) = {
        let mut market = accounts.market.load_mut()?;
        let mut provider = accounts.provider.load_mut()?;
        let mut channel = accounts.channel.load_mut()?;
        if let Some(operator) = &accounts.operator {
            provider.require_operator(operator.key)?;
        }
        channel.require_closable(accounts.operator.is_some(), &clock)?;
        let epoch = market.epoch_at(clock.unix_timestamp)?;
        let collected = channel.collect(&mut market)?;
        let refunded = channel.refund(&mut market, &mut provider, epoch)?;
        provider.open_channels = provider.open_channels.checked_sub(1).ok_or(DiemError::MathOverflow)?;
        (collected, refunded, market.signer())
    };

    for (to, amount) in [(&accounts.revenue, collected), (&accounts.consumer_diem, refunded)] {
        Movement {
            token_program: &accounts.token_program,
            from: &accounts.escrow,
            to,
            authority: accounts.market.to_account_info(),
            amount,
        }
        .execute_signed(&signer.seeds())?;
    }

    let event = {
        let market = accounts.market.load()?;
        let mut provider = accounts.provider.load_mut()?;
        let mut channel = accounts.channel.load_mut()?;
        market.require_escrow_covered(balance(&accounts.escrow)?)?;
        market.invariant()?;
        provider.invariant()?;
        channel.invariant()?;
        ChannelClosed {
            stamp: channel.stamp(&clock)?,
            provider_sequence: provider.next_sequence()?,
            address: accounts.channel.key(),
            collected,
            refunded,
            channel: channel.snapshot(),
        }
    };
    ctx.accounts.events.emit(&event)
}
