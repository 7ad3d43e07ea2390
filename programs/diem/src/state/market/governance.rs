use super::Market;
use crate::constants::*;
use crate::errors::DiemError;
use crate::state::{MarketParams, Roles};
use anchor_lang::prelude::*;
use bytemuck::Zeroable;

/// Roles, pauses and changes of parameters. Nothing here reads or writes amounts that are locked, cooling, owed or opened:
/// tickets, positions, providers and channels keep what they were given.
impl Market {
    /// Refuses while any of these entries (`PAUSE_...` bits) is paused.
    pub fn require_open(&self, entries: u8) -> Result<()> {
        require!(self.paused & entries == 0, DiemError::EntryPaused);
        Ok(())
    }

    pub fn pause(&mut self, entries: u8) -> Result<()> {
        require_entries(entries)?;
        self.paused |= entries;
        Ok(())
    }

    pub fn unpause(&mut self, entries: u8) -> Result<()> {
        require_entries(entries)?;
        self.paused &= !entries;
        Ok(())
    }

    /// Makes the proposed authority the authority. The caller has checked its signature.
    pub fn accept_authority(&mut self) {
        self.roles.authority = core::mem::take(&mut self.pending_authority);
    }

    /// Sets guardian, arbiter and treasury. The authority changes in two steps only.
    pub fn set_roles(&mut self, guardian: Pubkey, arbiter: Pubkey, treasury: Pubkey) -> Result<()> {
        let roles = Roles { authority: self.roles.authority, guardian, arbiter, treasury };
        roles.validate()?;
        self.roles = roles;
        Ok(())
    }

    /// Proposes parameters, in place of those proposed before, under today's delay.
    pub fn propose_params(&mut self, params: MarketParams, now: i64) -> Result<()> {
        self.require_legal(&params)?;
        let eta = now.checked_add(self.params.params_delay_secs).ok_or(DiemError::MathOverflow)?;
        self.pending_params = params;
        self.params_eta_ts = eta;
        Ok(())
    }

    /// Applies the proposed parameters while `epoch` runs. Streams and epochs that can be closed so far follow the old
    /// ones. Only the reference price moves at once, if it lies outside its new bounds.
    pub fn apply_params(&mut self, epoch: u32, now: i64) -> Result<()> {
        let eta = self.params_eta_ts;
        require!(eta > 0, DiemError::NoParamsProposed);
        require_gte!(now, eta, DiemError::ParamsDelayNotOver);
        require_gte!(eta.saturating_add(PARAMS_WINDOW_SECS), now, DiemError::ParamsProposalExpired);
        require!(self.due(epoch) == 0, DiemError::EpochsNotRolled);
        self.accrue(now)?;
        let params = self.cancel_params()?;
        // what was announced under another version of the program must still be legal in this one
        self.require_legal(&params)?;
        self.params = params;
        let price = &mut self.reference_price;
        price.advance(epoch);
        price.current = price.current.clamp(params.reference_price_floor, params.reference_price_cap);
        price.next = price.next.clamp(params.reference_price_floor, params.reference_price_cap);
        Ok(())
    }

    fn require_legal(&self, params: &MarketParams) -> Result<()> {
        params.validate(self.epoch_secs)?;
        let fixed = params.locked_haircut_bps == self.params.locked_haircut_bps;
        require!(fixed, DiemError::LockedHaircutFixed);
        Ok(())
    }

    /// Forgets the announced parameters and returns them.
    pub fn cancel_params(&mut self) -> Result<MarketParams> {
        require!(self.params_eta_ts > 0, DiemError::NoParamsProposed);
        self.params_eta_ts = 0;
        Ok(core::mem::replace(&mut self.pending_params, MarketParams::zeroed()))
    }
}

fn require_entries(entries: u8) -> Result<()> {
    require!((1..=PAUSE_ALL).contains(&entries), DiemError::PauseBitsOutOfRange);
    Ok(())
}
