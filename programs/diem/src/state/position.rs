use super::{add, sub, Market, UnstakeTicket};
use crate::constants::ACCOUNT_VERSION;
use crate::errors::DiemError;
use crate::events::PositionState;
use crate::math::{mul_div_floor, Q64};
use anchor_lang::prelude::*;

/// What one owner has staked in one market. PDA `["position", market, owner]`.
///
/// Every method that changes a share settles the position first, so that no handler can forget it.
#[account(zero_copy)]
#[derive(Debug)]
pub struct StakePosition {
    pub version: u8,
    pub bump: u8,
    pub padding: [u8; 2],
    pub open_tickets: u32,
    pub market: Pubkey,
    pub owner: Pubkey,
    pub rent_payer: Pubkey,
    /// VVV base units, of which `locked` stands behind `outstanding` DIEM base units.
    pub staked: u64,
    pub locked: u64,
    pub outstanding: u64,
    /// VVV base units on this position's tickets.
    pub cooling: u64,
    /// The market's indexes when the position was last settled.
    pub fee_checkpoint: Q64,
    pub unlocked_checkpoint: Q64,
    pub locked_checkpoint: Q64,
    /// DIEM base units, settled and not claimed.
    pub unclaimed_fees: u64,
    /// VVV base units, settled and not claimed.
    pub unclaimed_rewards: u64,
    pub next_ticket_id: u64,
    pub reserved: [u8; 128],
}

/// What a claim pays: fees in DIEM and rewards in VVV base units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claims {
    pub fees: u64,
    pub rewards: u64,
}

impl StakePosition {
    pub const SPACE: usize = 8 + core::mem::size_of::<Self>();

    pub fn unlocked(&self) -> Result<u64> {
        sub(self.staked, self.locked)
    }

    /// Credits what the shares have earned since the last time.
    pub fn settle(&mut self, market: &mut Market, now: i64) -> Result<()> {
        market.accrue(now)?;
        let (fees, rewards) = (&market.fee_index, &market.reward_indexes);
        let unlocked = self.unlocked()?;
        let earned = || {
            let from_unlocked = rewards.unlocked.earned_floor(self.unlocked_checkpoint, unlocked)?;
            let from_locked = rewards.locked.earned_floor(self.locked_checkpoint, self.locked)?;
            let from_fees = fees.earned_floor(self.fee_checkpoint, self.staked)?;
            Some((from_fees, from_unlocked.checked_add(from_locked)?))
        };
        let (new_fees, new_rewards) = earned().ok_or(DiemError::MathOverflow)?;
        self.unclaimed_fees = add(self.unclaimed_fees, new_fees)?;
        self.unclaimed_rewards = add(self.unclaimed_rewards, new_rewards)?;
        self.fee_checkpoint = fees.per_share;
        self.unlocked_checkpoint = rewards.unlocked.per_share;
        self.locked_checkpoint = rewards.locked.per_share;
        Ok(())
    }

    /// Adds `amount` VVV to the unlocked stake.
    pub fn stake(&mut self, market: &mut Market, amount: u64, now: i64) -> Result<()> {
        self.settle(market, now)?;
        self.staked = add(self.staked, amount)?;
        market.total_staked = add(market.total_staked, amount)?;
        Ok(())
    }

    /// Takes `amount` VVV out of the unlocked stake and puts it on the next ticket, whose id is returned.
    pub fn start_cooling(&mut self, market: &mut Market, amount: u64, now: i64) -> Result<u64> {
        self.settle(market, now)?;
        require_gte!(self.unlocked()?, amount, DiemError::InsufficientUnlockedStake);
        self.staked = sub(self.staked, amount)?;
        market.total_staked = sub(market.total_staked, amount)?;
        self.cooling = add(self.cooling, amount)?;
        market.total_cooling = add(market.total_cooling, amount)?;
        let id = self.next_ticket_id;
        self.next_ticket_id = add(id, 1)?;
        self.open_tickets = self.open_tickets.checked_add(1).ok_or(DiemError::MathOverflow)?;
        Ok(id)
    }

    /// Takes a ticket's VVV off the books of the cooling stake.
    pub fn stop_cooling(&mut self, market: &mut Market, ticket: &UnstakeTicket) -> Result<()> {
        self.cooling = sub(self.cooling, ticket.amount)?;
        market.total_cooling = sub(market.total_cooling, ticket.amount)?;
        self.open_tickets = self.open_tickets.checked_sub(1).ok_or(DiemError::MathOverflow)?;
        Ok(())
    }

    /// Owes `amount` more DIEM and locks what the mint curve asks for it, which is returned.
    pub fn mint(&mut self, market: &mut Market, amount: u64, now: i64) -> Result<u64> {
        self.settle(market, now)?;
        let cost = market.mint_cost(amount, now)?;
        require_gte!(self.unlocked()?, cost, DiemError::InsufficientUnlockedStake);
        self.locked = add(self.locked, cost)?;
        market.total_locked = add(market.total_locked, cost)?;
        self.outstanding = add(self.outstanding, amount)?;
        market.diem_outstanding = add(market.diem_outstanding, amount)?;
        Ok(cost)
    }

    /// Owes `amount` less DIEM and unlocks VVV at the position's own average rate, rounded down; the last
    /// burn unlocks all that is left. The unlocked VVV is returned.
    pub fn burn(&mut self, market: &mut Market, amount: u64, now: i64) -> Result<u64> {
        self.settle(market, now)?;
        require_gte!(self.outstanding, amount, DiemError::BurnAboveOutstanding);
        let unlocked = mul_div_floor(self.locked, amount, self.outstanding).ok_or(DiemError::MathOverflow)?;
        require!(unlocked > 0, DiemError::BurnTooSmall);
        self.locked = sub(self.locked, unlocked)?;
        market.total_locked = sub(market.total_locked, unlocked)?;
        self.outstanding = sub(self.outstanding, amount)?;
        market.diem_outstanding = sub(market.diem_outstanding, amount)?;
        Ok(unlocked)
    }

    /// Takes all fees and rewards off the books.
    pub fn claim(&mut self, market: &mut Market, now: i64) -> Result<Claims> {
        self.settle(market, now)?;
        let claims = Claims {
            fees: core::mem::take(&mut self.unclaimed_fees),
            rewards: core::mem::take(&mut self.unclaimed_rewards),
        };
        require!(claims.fees > 0 || claims.rewards > 0, DiemError::NothingToClaim);
        market.fees_owed = sub(market.fees_owed, claims.fees)?;
        market.rewards_owed = sub(market.rewards_owed, claims.rewards)?;
        Ok(claims)
    }

    /// Turns the VVV rewards into stake and returns how much that was.
    pub fn compound(&mut self, market: &mut Market, now: i64) -> Result<u64> {
        self.settle(market, now)?;
        let rewards = core::mem::take(&mut self.unclaimed_rewards);
        require!(rewards > 0, DiemError::NothingToCompound);
        market.rewards_owed = sub(market.rewards_owed, rewards)?;
        self.stake(market, rewards, now)?;
        Ok(rewards)
    }

    pub fn require_empty(&self) -> Result<()> {
        let empty = self.staked == 0
            && self.open_tickets == 0
            && self.unclaimed_fees == 0
            && self.unclaimed_rewards == 0;
        require!(empty, DiemError::PositionNotEmpty);
        Ok(())
    }

    pub fn snapshot(&self) -> PositionState {
        PositionState {
            owner: self.owner,
            staked: self.staked,
            locked: self.locked,
            outstanding: self.outstanding,
            cooling: self.cooling,
            unclaimed_fees: self.unclaimed_fees,
            unclaimed_rewards: self.unclaimed_rewards,
        }
    }

    pub fn invariant(&self) -> Result<()> {
        let Self {
            version,
            bump: _,
            padding: _,
            open_tickets,
            market: _,
            owner: _,
            rent_payer: _,
            staked,
            locked,
            outstanding,
            cooling,
            fee_checkpoint: _,
            unlocked_checkpoint: _,
            locked_checkpoint: _,
            unclaimed_fees: _,
            unclaimed_rewards: _,
            next_ticket_id,
            reserved: _,
        } = self;
        let holds = *version == ACCOUNT_VERSION
            // 9: only staked VVV can be locked
            && locked <= staked
            // 9: there is debt exactly where there is locked stake
            && (*outstanding == 0) == (*locked == 0)
            // VVV cools on tickets, and every ticket holds some
            && (*cooling == 0) == (*open_tickets == 0)
            && u64::from(*open_tickets) <= *next_ticket_id;
        require!(holds, DiemError::PositionInvariantBroken);
        Ok(())
    }
}
