use crate::constants::{ACCOUNT_VERSION, EPOCH_SEED};
use crate::events::*;
use crate::state::{EpochRecord, Market};
use anchor_lang::prelude::*;

#[derive(AnchorSerialize, AnchorDeserialize)]
pub struct OpenEpochRecordArgs {
    /// The running epoch or the one before.
    pub epoch: u32,
}

#[derive(Accounts)]
#[instruction(args: OpenEpochRecordArgs)]
pub struct OpenEpochRecord<'info> {
    #[account(mut)]
    pub payer: Signer<'info>,
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        init,
        payer = payer,
        space = EpochRecord::SPACE,
        seeds = [EPOCH_SEED, market.key().as_ref(), &args.epoch.to_le_bytes()],
        bump,
    )]
    pub record: AccountLoader<'info, EpochRecord>,
    pub system_program: Program<'info, System>,
    pub events: EventCpi<'info>,
}

pub fn open_epoch_record(ctx: Context<OpenEpochRecord>, args: OpenEpochRecordArgs) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = &ctx.accounts;
    let event = {
        let mut market = accounts.market.load_mut()?;
        let mut record = accounts.record.load_init()?;
        let epoch = market.epoch_at(clock.unix_timestamp)?;
        record.version = ACCOUNT_VERSION;
        record.bump = ctx.bumps.record;
        record.epoch = args.epoch;
        record.market = accounts.market.key();
        record.rent_payer = accounts.payer.key();
        market.open_record(&mut record, epoch)?;
        market.invariant()?;
        record.invariant()?;
        EpochRecordOpened {
            stamp: market.stamp(accounts.market.key(), &clock)?,
            rent_payer: record.rent_payer,
            record: record.snapshot(),
        }
    };
    ctx.accounts.events.emit(&event)
}
