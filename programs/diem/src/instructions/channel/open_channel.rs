use crate::constants::*;
use crate::errors::DiemError;
use crate::events::*;
use crate::instructions::transfer::{balance, Movement};
use crate::state::{Channel, Market, Provider};
use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

#[derive(AnchorSerialize, AnchorDeserialize)]
pub struct OpenChannelArgs {
    /// A slot within the last 150: part of the channel's address, so that it is never opened again.
    pub opened_slot: u64,
    /// DIEM base units; zero for a channel that is to use quota only.
    pub deposit: u64,
    /// Most DIEM base units per whole credit.
    pub max_price: u64,
    /// The key that will sign the vouchers.
    pub voucher_signer: Pubkey,
}

#[derive(Accounts)]
#[instruction(args: OpenChannelArgs)]
pub struct OpenChannel<'info> {
    #[account(mut)]
    pub payer: Signer<'info>,
    pub consumer: Signer<'info>,
    #[account(mut, has_one = escrow @ DiemError::WrongVault)]
    pub market: AccountLoader<'info, Market>,
    #[account(mut, has_one = market @ DiemError::WrongMarket)]
    pub provider: AccountLoader<'info, Provider>,
    #[account(
        init,
        payer = payer,
        space = Channel::SPACE,
        seeds = [
            CHANNEL_SEED,
            provider.key().as_ref(),
            consumer.key().as_ref(),
            &args.opened_slot.to_le_bytes(),
        ],
        bump,
    )]
    pub channel: AccountLoader<'info, Channel>,
    #[account(
        mut,
        constraint = consumer_diem.mint == escrow.mint @ DiemError::WrongMint,
        constraint = consumer_diem.owner == consumer.key() @ DiemError::WrongTokenOwner,
    )]
    pub consumer_diem: Account<'info, TokenAccount>,
    #[account(mut)]
    pub escrow: Account<'info, TokenAccount>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
    pub events: EventCpi<'info>,
}

pub fn open_channel(ctx: Context<OpenChannel>, args: OpenChannelArgs) -> Result<()> {
    let OpenChannelArgs { opened_slot, deposit, max_price, voucher_signer } = args;
    require_keys_neq!(voucher_signer, Pubkey::default(), DiemError::VoucherSignerMissing);
    let clock = Clock::get()?;
    let age = clock.slot.checked_sub(opened_slot);
    require!(age.is_some_and(|age| age <= OPENING_WINDOW_SLOTS), DiemError::OpenedSlotOutOfRange);
    let accounts = &ctx.accounts;
    {
        let mut market = accounts.market.load_mut()?;
        let mut provider = accounts.provider.load_mut()?;
        let mut channel = accounts.channel.load_init()?;
        market.require_open(if deposit > 0 { PAUSE_OPEN | PAUSE_DEPOSIT } else { PAUSE_OPEN })?;
        channel.version = ACCOUNT_VERSION;
        channel.bump = ctx.bumps.channel;
        channel.market = accounts.market.key();
        channel.provider = accounts.provider.key();
        channel.consumer = accounts.consumer.key();
        channel.voucher_signer = voucher_signer;
        channel.rent_payer = accounts.payer.key();
        channel.opened_slot = opened_slot;
        let epoch = market.epoch_at(clock.unix_timestamp)?;
        channel.open(&market, &mut provider, max_price, epoch)?;
        channel.add_deposit(&mut market, deposit)?;
    }

    Movement {
        token_program: &accounts.token_program,
        from: &accounts.consumer_diem,
        to: &accounts.escrow,
        authority: accounts.consumer.to_account_info(),
        amount: deposit,
    }
    .execute()?;

    let event = {
        let market = accounts.market.load()?;
        let mut provider = accounts.provider.load_mut()?;
        let mut channel = accounts.channel.load_init()?;
        market.require_escrow_covered(balance(&accounts.escrow)?)?;
        market.invariant()?;
        provider.invariant()?;
        channel.invariant()?;
        ChannelOpened {
            stamp: channel.stamp(&clock)?,
            provider_sequence: provider.next_sequence()?,
            address: accounts.channel.key(),
            voucher_signer,
            price: channel.price,
            credits_per_diem: channel.credits_per_diem,
            grace_secs: channel.grace_secs,
            channel: channel.snapshot(),
        }
    };
    ctx.accounts.events.emit(&event)
}
