use anchor_lang::prelude::*;
use diem::program::Diem;

/// What every instruction of DIEM but `settle` and the views ends with, for the event that it leaves.
#[derive(Accounts)]
pub struct DiemProgram<'info> {
    /// CHECK: DIEM checks it.
    pub event_authority: UncheckedAccount<'info>,
    /// The one account that must be checked here: it is what gets the treasury's signature.
    pub program: Program<'info, Diem>,
}

impl<'info> DiemProgram<'info> {
    pub fn events(&self) -> diem::cpi::accounts::EventCpi<'info> {
        diem::cpi::accounts::EventCpi {
            event_authority: self.event_authority.to_account_info(),
            program: self.program.to_account_info(),
        }
    }
}
