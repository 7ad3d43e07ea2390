use crate::errors::DiemError;
use crate::events::*;
use crate::instructions::transfer::{balance, is_safe_payee, Movement};
use crate::state::{Market, Provider};
use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

#[derive(AnchorSerialize, AnchorDeserialize)]
pub struct SlashProviderArgs {
    /// Most VVV base units to take; never more than the epoch's cap leaves.
    pub max_amount: u64,
    /// A code that the arbiter publishes.
    pub reason: u16,
}

#[derive(Accounts)]
pub struct SlashProvider<'info> {
    #[account(constraint = arbiter.key() == market.load()?.roles.arbiter @ DiemError::NotArbiter)]
    pub arbiter: Signer<'info>,
    #[account(mut, has_one = bond_vault @ DiemError::WrongVault)]
    pub market: AccountLoader<'info, Market>,
    #[account(mut, has_one = market @ DiemError::WrongMarket)]
    pub provider: AccountLoader<'info, Provider>,
    #[account(mut)]
    pub bond_vault: Account<'info, TokenAccount>,
    #[account(
        mut,
        constraint = treasury_vvv.mint == bond_vault.mint @ DiemError::WrongMint,
        constraint = treasury_vvv.owner == market.load()?.roles.treasury @ DiemError::WrongTokenOwner,
        constraint = is_safe_payee(&treasury_vvv, &treasury_vvv.key()) @ DiemError::PayeeDelegated,
    )]
    pub treasury_vvv: Account<'info, TokenAccount>,
    pub token_program: Program<'info, Token>,
    pub events: EventCpi<'info>,
}

pub fn slash_provider(ctx: Context<SlashProvider>, args: SlashProviderArgs) -> Result<()> {
    let SlashProviderArgs { max_amount, reason } = args;
    require!(max_amount > 0, DiemError::ZeroAmount);
    let clock = Clock::get()?;
    let accounts = &ctx.accounts;
    let (amount, bond_before, bond_cooling_before, signer) = {
        let mut market = accounts.market.load_mut()?;
        let mut provider = accounts.provider.load_mut()?;
        let before = (provider.bond, provider.bond_cooling.amount);
        let epoch = market.epoch_at(clock.unix_timestamp)?;
        let amount = provider.slash(&mut market, max_amount, epoch)?;
        (amount, before.0, before.1, market.signer())
    };

    Movement {
        token_program: &accounts.token_program,
        from: &accounts.bond_vault,
        to: &accounts.treasury_vvv,
        authority: accounts.market.to_account_info(),
        amount,
    }
    .execute_signed(&signer.seeds())?;

    let event = {
        let mut market = accounts.market.load_mut()?;
        let mut provider = accounts.provider.load_mut()?;
        market.require_bonds_covered(balance(&accounts.bond_vault)?)?;
        market.invariant()?;
        provider.invariant()?;
        ProviderSlashed {
            stamp: market.stamp(accounts.market.key(), &clock)?,
            provider_sequence: provider.next_sequence()?,
            arbiter: accounts.arbiter.key(),
            reason,
            amount,
            bond_before,
            bond_cooling_before,
            provider: provider.snapshot(),
            market: market.snapshot(),
        }
    };
    ctx.accounts.events.emit(&event)
}
