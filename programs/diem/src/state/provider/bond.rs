use super::Provider;
use crate::errors::DiemError;
use crate::math::{mul_div_floor, slash_cap_floor};
use crate::state::{add, sub, Market};
use anchor_lang::prelude::*;

/// VVV that cools down to leave a bond: one account per request. PDA `["bond-ticket", provider, id]`.
#[account(zero_copy)]
#[derive(Debug)]
pub struct BondTicket {
    pub version: u8,
    pub bump: u8,
    pub padding: [u8; 6],
    pub provider: Pubkey,
    pub rent_payer: Pubkey,
    pub id: u64,
    /// Part of the provider's cooling bond, counted in era `era`: a slash makes it worth less.
    pub shares: u64,
    pub era: u64,
    /// VVV base units that were asked for.
    pub requested: u64,
    pub requested_ts: i64,
    /// From this second on the ticket can be paid out; fixed when it was requested.
    pub ready_ts: i64,
    pub reserved: [u8; 32],
}

impl BondTicket {
    pub const SPACE: usize = 8 + core::mem::size_of::<Self>();

    pub fn require_ready(&self, now: i64) -> Result<()> {
        require_gte!(now, self.ready_ts, DiemError::CooldownNotOver);
        Ok(())
    }
}

/// The bond of a provider. The callers move the tokens.
impl Provider {
    pub fn add_bond(&mut self, market: &mut Market, amount: u64) -> Result<()> {
        self.require_not_retiring()?;
        self.bond = add(self.bond, amount)?;
        self.max_slash_bps = market.params.max_slash_bps;
        market.total_bonded = add(market.total_bonded, amount)?;
        self.mark_bonded();
        Ok(())
    }

    /// Puts `amount` of the bond on the next ticket, and returns its id and shares. What stays must cover the
    /// capacity, unless the provider is retiring.
    pub fn start_bond_cooling(&mut self, market: &mut Market, amount: u64, epoch: u32) -> Result<(u64, u64)> {
        self.advance(epoch);
        require_gte!(self.bond, amount, DiemError::BondTooSmall);
        self.bond = sub(self.bond, amount)?;
        market.total_bonded = sub(market.total_bonded, amount)?;
        if self.retiring == 0 {
            self.require_bonded()?;
        }
        let shares = self.bond_cooling.join(amount).ok_or(DiemError::MathOverflow)?;
        market.total_bond_cooling = add(market.total_bond_cooling, amount)?;
        let id = self.next_ticket_id;
        self.next_ticket_id = add(id, 1)?;
        Ok((id, shares))
    }

    /// When a bond that is asked for at `now` can be withdrawn: after the cool-down, and not before a notice ends.
    pub fn bond_ready_ts(&self, market: &Market, now: i64) -> Result<i64> {
        let cooled_ts = now.checked_add(market.params.bond_cooldown_secs).ok_or(DiemError::MathOverflow)?;
        Ok(if self.retiring == 1 { cooled_ts.max(self.notice_ends_ts) } else { cooled_ts })
    }

    /// Takes a ticket's part of the cooling bond off the books and returns it.
    pub fn stop_bond_cooling(&mut self, market: &mut Market, ticket: &BondTicket) -> Result<u64> {
        let amount = self.bond_cooling.leave(ticket.shares, ticket.era).ok_or(DiemError::MathOverflow)?;
        market.total_bond_cooling = sub(market.total_bond_cooling, amount)?;
        Ok(amount)
    }

    /// Takes at most `most` off the bond and the cooling bond, each in its proportion, and returns what it took. All
    /// slashes of an epoch together take at most `max_slash_bps` (the market's, or that under which bond was last added,
    /// where that is less) of what there would be without them. A slash takes what
    /// that allows instead of failing, so that withdrawing some bond in front of it saves nothing else.
    pub fn slash(&mut self, market: &mut Market, most: u64, epoch: u32) -> Result<u64> {
        self.advance(epoch);
        if self.slash_epoch < epoch {
            self.slash_epoch = epoch;
            self.slashed = 0;
        }
        let whole = add(self.bond, self.bond_cooling.amount)?;
        let max_slash_bps = self.max_slash_bps.min(market.params.max_slash_bps);
        let cap = slash_cap_floor(add(whole, self.slashed)?, max_slash_bps).ok_or(DiemError::MathOverflow)?;
        let amount = cap.saturating_sub(self.slashed).min(most);
        require!(amount > 0, DiemError::SlashCapReached);
        self.slashed = add(self.slashed, amount)?;

        let from_cooling =
            mul_div_floor(amount, self.bond_cooling.amount, whole).ok_or(DiemError::MathOverflow)?;
        let from_bond = sub(amount, from_cooling)?;
        self.bond = sub(self.bond, from_bond)?;
        self.bond_cooling.slash(from_cooling).ok_or(DiemError::MathOverflow)?;
        market.total_bonded = sub(market.total_bonded, from_bond)?;
        market.total_bond_cooling = sub(market.total_bond_cooling, from_cooling)?;
        self.mark_bonded();
        Ok(amount)
    }
}
