use crate::errors::DiemError;
use crate::events::*;
use crate::state::Market;
use crate::token_metadata::{self, TokenMetadata, TokenMetadataProgram};
use anchor_lang::prelude::*;
use anchor_lang::solana_program::program::invoke_signed;
use anchor_spl::token::Mint;

#[derive(Accounts)]
pub struct SetDiemMetadata<'info> {
    /// Pays for the metadata account if there is none yet.
    #[account(mut)]
    pub payer: Signer<'info>,
    #[account(constraint = authority.key() == market.load()?.roles.authority @ DiemError::NotAuthority)]
    pub authority: Signer<'info>,
    #[account(mut, has_one = diem_mint @ DiemError::WrongMint)]
    pub market: AccountLoader<'info, Market>,
    pub diem_mint: Account<'info, Mint>,
    /// CHECK: the mint's account in the metadata program, which checks it as well.
    #[account(mut, address = token_metadata::address_of(&diem_mint.key()) @ DiemError::WrongDiemMetadata)]
    pub diem_metadata: UncheckedAccount<'info>,
    pub token_metadata_program: Program<'info, TokenMetadataProgram>,
    pub system_program: Program<'info, System>,
    pub events: EventCpi<'info>,
}

pub fn set_diem_metadata(ctx: Context<SetDiemMetadata>, metadata: TokenMetadata) -> Result<()> {
    metadata.validate()?;
    let accounts = &ctx.accounts;
    let (account, market) = (accounts.diem_metadata.key(), accounts.market.key());
    let before = TokenMetadata::read(&accounts.diem_metadata)?;
    let instruction = match before {
        Some(_) => metadata.update(account, market),
        None => metadata.create(account, accounts.diem_mint.key(), market, accounts.payer.key()),
    }?;
    let signer = accounts.market.load()?.signer();
    let infos = [
        accounts.diem_metadata.to_account_info(),
        accounts.diem_mint.to_account_info(),
        accounts.market.to_account_info(),
        accounts.payer.to_account_info(),
        accounts.system_program.to_account_info(),
    ];
    invoke_signed(&instruction, &infos, &[&signer.seeds()])?;

    let after = TokenMetadata::read(&accounts.diem_metadata)?;
    require!(after.as_ref() == Some(&metadata), DiemError::DiemMetadataMismatch);
    let event = {
        let mut market = accounts.market.load_mut()?;
        market.invariant()?;
        DiemMetadataSet {
            stamp: market.stamp(accounts.market.key(), &Clock::get()?)?,
            before,
            after: metadata,
        }
    };
    ctx.accounts.events.emit(&event)
}
