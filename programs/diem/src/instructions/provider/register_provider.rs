use crate::constants::*;
use crate::errors::DiemError;
use crate::events::*;
use crate::instructions::transfer::{balance, Movement};
use crate::state::{Market, Provider, ProviderTerms};
use anchor_lang::prelude::*;
use anchor_spl::associated_token::{self, get_associated_token_address, AssociatedToken};
use anchor_spl::token::{Mint, Token, TokenAccount};

#[derive(AnchorSerialize, AnchorDeserialize)]
pub struct RegisterProviderArgs {
    /// VVV base units, above zero.
    pub bond: u64,
    /// Micro-credits per epoch from the next epoch on, which the bond must cover.
    pub capacity: u64,
    /// Of these, what is offered to staked DIEM.
    pub quota_capacity: u64,
    pub terms: ProviderTerms,
}

#[derive(Accounts)]
pub struct RegisterProvider<'info> {
    #[account(mut)]
    pub payer: Signer<'info>,
    pub owner: Signer<'info>,
    #[account(
        mut,
        has_one = diem_mint @ DiemError::WrongMint,
        has_one = bond_vault @ DiemError::WrongVault,
    )]
    pub market: AccountLoader<'info, Market>,
    #[account(
        init,
        payer = payer,
        space = Provider::SPACE,
        seeds = [PROVIDER_SEED, market.key().as_ref(), owner.key().as_ref()],
        bump,
    )]
    pub provider: AccountLoader<'info, Provider>,
    pub diem_mint: Box<Account<'info, Mint>>,
    /// CHECK: the provider's associated token account for DIEM, created here unless somebody already did.
    #[account(
        mut,
        address = get_associated_token_address(&provider.key(), &diem_mint.key())
            @ DiemError::WrongTokenOwner,
    )]
    pub revenue: UncheckedAccount<'info>,
    #[account(
        mut,
        constraint = owner_vvv.mint == bond_vault.mint @ DiemError::WrongMint,
        constraint = owner_vvv.owner == owner.key() @ DiemError::WrongTokenOwner,
    )]
    pub owner_vvv: Box<Account<'info, TokenAccount>>,
    #[account(mut)]
    pub bond_vault: Box<Account<'info, TokenAccount>>,
    pub token_program: Program<'info, Token>,
    pub associated_token_program: Program<'info, AssociatedToken>,
    pub system_program: Program<'info, System>,
    pub events: EventCpi<'info>,
}

pub fn register_provider(ctx: Context<RegisterProvider>, args: RegisterProviderArgs) -> Result<()> {
    let RegisterProviderArgs { bond, capacity, quota_capacity, terms } = args;
    require!(bond > 0, DiemError::ZeroAmount);
    let clock = Clock::get()?;
    let accounts = &ctx.accounts;
    {
        let mut market = accounts.market.load_mut()?;
        let mut provider = accounts.provider.load_init()?;
        market.require_open(PAUSE_REGISTER)?;
        provider.version = ACCOUNT_VERSION;
        provider.bump = ctx.bumps.provider;
        provider.market = accounts.market.key();
        provider.owner = accounts.owner.key();
        provider.rent_payer = accounts.payer.key();
        provider.revenue = accounts.revenue.key();
        provider.cluster_tag = market.cluster_tag;
        provider.genesis_ts = market.genesis_ts;
        provider.epoch_secs = market.epoch_secs;
        let epoch = market.epoch_at(clock.unix_timestamp)?;
        provider.set_first_terms(&terms, epoch)?;
        provider.add_bond(&mut market, bond)?;
        provider.set_capacity(&mut market, capacity, quota_capacity, epoch)?;
    }

    associated_token::create_idempotent(CpiContext::new(
        accounts.associated_token_program.to_account_info(),
        associated_token::Create {
            payer: accounts.payer.to_account_info(),
            associated_token: accounts.revenue.to_account_info(),
            authority: accounts.provider.to_account_info(),
            mint: accounts.diem_mint.to_account_info(),
            system_program: accounts.system_program.to_account_info(),
            token_program: accounts.token_program.to_account_info(),
        },
    ))?;
    Movement {
        token_program: &accounts.token_program,
        from: &accounts.owner_vvv,
        to: &accounts.bond_vault,
        authority: accounts.owner.to_account_info(),
        amount: bond,
    }
    .execute()?;

    let event = {
        let mut market = accounts.market.load_mut()?;
        let provider = accounts.provider.load_init()?;
        market.require_bonds_covered(balance(&accounts.bond_vault)?)?;
        market.invariant()?;
        provider.invariant()?;
        ProviderRegistered {
            stamp: market.stamp(accounts.market.key(), &clock)?,
            terms,
            provider: provider.snapshot(),
            market: market.snapshot(),
        }
    };
    ctx.accounts.events.emit(&event)
}
