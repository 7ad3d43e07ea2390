use crate::errors::DiemError;
use crate::events::*;
use crate::state::{Channel, Claim, Progress, Provider};
use crate::voucher::SignedVouchers;
use anchor_lang::prelude::*;
use anchor_lang::solana_program::sysvar::instructions;

#[derive(AnchorSerialize, AnchorDeserialize)]
pub struct SettleArgs {
    /// One per voucher, in their order.
    pub claims: Vec<Claim>,
}

/// The channels follow as remaining accounts, writable, one per voucher, in their order.
#[derive(Accounts)]
pub struct Settle<'info> {
    /// The provider's operator or owner, who chooses the claims.
    pub operator: Signer<'info>,
    #[account(mut)]
    pub provider: AccountLoader<'info, Provider>,
    /// CHECK: the instructions sysvar, from which the ed25519 instruction directly before this one is read.
    #[account(address = instructions::ID @ DiemError::WrongInstructionsSysvar)]
    pub instructions: UncheckedAccount<'info>,
}

pub fn settle<'info>(ctx: Context<'_, '_, 'info, 'info, Settle<'info>>, args: SettleArgs) -> Result<()> {
    let clock = Clock::get()?;
    let sysvar = ctx.accounts.instructions.try_borrow_data()?;
    let vouchers = SignedVouchers::before_current(&sysvar)?;
    let channels = ctx.remaining_accounts;
    let counts_match = vouchers.count() == args.claims.len() && vouchers.count() == channels.len();
    require!(counts_match, DiemError::ClaimCountMismatch);

    let mut provider = ctx.accounts.provider.load_mut()?;
    provider.require_operator(ctx.accounts.operator.key)?;
    let provider_key = ctx.accounts.provider.as_ref().key;
    let now = clock.unix_timestamp;
    let window = provider.window(provider.epoch_at(now)?);
    let mut log = SettlementLog::begin(&provider.stamp(&clock)?, provider_key, window.epoch, channels.len())?;
    let mut served = Progress::default();
    let mut settled_any = false;
    let mut first_error = None;
    for (nth, (account, claim)) in channels.iter().zip(&args.claims).enumerate() {
        let mut settle = || -> Result<Result<()>> {
            let repeated = channels.iter().take(nth).any(|earlier| earlier.key == account.key);
            require!(!repeated, DiemError::ChannelRepeated);
            let signed = vouchers.get(nth).ok_or(DiemError::ClaimCountMismatch)?;
            let loader = AccountLoader::<Channel>::try_from(account)?;
            let mut channel = loader.load_mut()?;
            require!(channel.provider == *provider_key, DiemError::WrongProvider);
            let progress = channel.settle(account.key, &provider.cluster_tag, signed, claim, window, now)?;
            // the channel has changed: an error from here on reverts the whole call
            Ok(channel
                .invariant()
                .and_then(|()| served.add(&progress))
                .and_then(|()| log.settled(account.key, &mut channel, signed.1.epoch)))
        };
        match settle() {
            Ok(booked) => {
                booked?;
                settled_any = true;
            }
            Err(error) => {
                log.skipped(account.key, &error)?;
                first_error.get_or_insert(error);
            }
        }
    }
    match first_error {
        Some(error) if !settled_any => Err(error),
        _ => {
            // checks the slot that it changes; the provider's other invariants read nothing that changed
            provider.serve_all(window, &served)?;
            log.emit();
            Ok(())
        }
    }
}
