use super::{add, sub, Market, UnstakeTicket};
use crate::constants::ACCOUNT_VERSION;
use crate::errors::DiemError;
use crate::events::PositionState;
use crate::math::{mul_div_floor, reward_weight, Q64};
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
    /// VVV base units, of which `locked` stands behind the position's debt.
    pub staked: u64,
    pub locked: u64,
    /// What it owes, in units of the market's debt as they were counted in era `debt_era`.
    pub debt_units: u64,
    pub debt_era: u64,
    /// VVV base units on this position's tickets.
    pub cooling: u64,
    /// The market's indexes when the position was last settled.
    pub fee_checkpoint: Q64,
    pub reward_checkpoint: Q64,
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

/// What a burn did: DIEM base units that it takes, and VVV base units that it unlocked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Burnt {
    pub diem: u64,
    pub unlocked: u64,
}

impl StakePosition {
    pub const SPACE: usize = 8 + core::mem::size_of::<Self>();

    pub fn unlocked(&self) -> Result<u64> {
        sub(self.staked, self.locked)
    }

    fn weight(&self, market: &Market) -> Result<u64> {
        let weight = reward_weight(self.staked, self.locked, market.params.locked_haircut_bps);
        weight.ok_or_else(|| DiemError::MathOverflow.into())
    }

    /// Credits what the shares have earned since the last time.
    pub fn settle(&mut self, market: &mut Market, now: i64) -> Result<()> {
        market.accrue(now)?;
        let (fees, rewards) = (&market.fee_index, &market.reward_index);
        let new_fees = fees.earned_floor(self.fee_checkpoint, self.staked);
        let new_rewards = rewards.earned_floor(self.reward_checkpoint, self.weight(market)?);
        self.unclaimed_fees = add(self.unclaimed_fees, new_fees.ok_or(DiemError::MathOverflow)?)?;
        self.unclaimed_rewards = add(self.unclaimed_rewards, new_rewards.ok_or(DiemError::MathOverflow)?)?;
        self.fee_checkpoint = fees.per_share;
        self.reward_checkpoint = rewards.per_share;
        Ok(())
    }

    /// Changes what is staked and locked, of a settled position, and keeps the market's totals.
    fn restake(&mut self, market: &mut Market, staked: u64, locked: u64) -> Result<()> {
        let others = sub(market.reward_weight, self.weight(market)?)?;
        market.total_staked = add(sub(market.total_staked, self.staked)?, staked)?;
        market.total_locked = add(sub(market.total_locked, self.locked)?, locked)?;
        self.staked = staked;
        self.locked = locked;
        market.reward_weight = add(others, self.weight(market)?)?;
        Ok(())
    }

    /// Adds `amount` VVV to the unlocked stake.
    pub fn stake(&mut self, market: &mut Market, amount: u64, now: i64) -> Result<()> {
        self.settle(market, now)?;
        self.restake(market, add(self.staked, amount)?, self.locked)
    }

    /// Takes `amount` VVV out of the unlocked stake and puts it on the next ticket, whose id is returned.
    pub fn start_cooling(&mut self, market: &mut Market, amount: u64, now: i64) -> Result<u64> {
        self.settle(market, now)?;
        require_gte!(self.unlocked()?, amount, DiemError::InsufficientUnlockedStake);
        self.restake(market, sub(self.staked, amount)?, self.locked)?;
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

    /// Moves the debt to the era of a market in which `supply` DIEM exists.
    pub fn renew_debt(&mut self, market: &mut Market, supply: u64) {
        market.debt.renew(supply);
        self.debt_units = market.debt.at(self.debt_units, self.debt_era);
        self.debt_era = market.debt.era;
    }

    /// DIEM base units that clear the debt while `supply` DIEM exists, after a renewal of both.
    pub fn bill(&self, market: &Market, supply: u64) -> Result<u64> {
        let bill = market.debt.worth_ceil(self.debt_units, supply);
        bill.ok_or_else(|| DiemError::MathOverflow.into())
    }

    /// Owes `amount` DIEM more, on top of a `supply`, and locks what the mint curve asks for it, which is returned.
    pub fn mint(&mut self, market: &mut Market, supply: u64, amount: u64, now: i64) -> Result<u64> {
        self.settle(market, now)?;
        let cost = market.mint_cost(supply, amount, now)?;
        require_gte!(self.unlocked()?, cost, DiemError::InsufficientUnlockedStake);
        self.restake(market, self.staked, add(self.locked, cost)?)?;
        self.renew_debt(market, supply);
        let units = market.debt.of_ceil(amount, supply).ok_or(DiemError::MathOverflow)?;
        self.debt_units = add(self.debt_units, units)?;
        market.debt.total = add(market.debt.total, units)?;
        Ok(cost)
    }

    /// Clears debt for at most `most` DIEM of a `supply`, and never more than the bill, and unlocks VVV at the position's own
    /// average rate, rounded down; clearing the last unit unlocks all that is locked. A position whose units an era took to
    /// none has nothing to burn and unlocks all.
    pub fn burn(&mut self, market: &mut Market, supply: u64, most: u64, now: i64) -> Result<Burnt> {
        self.settle(market, now)?;
        self.renew_debt(market, supply);
        require!(self.locked > 0, DiemError::NothingToBurn);
        let diem = self.bill(market, supply)?.min(most);
        require!(diem > 0 || self.debt_units == 0, DiemError::ZeroAmount);
        let cleared = if diem == 0 {
            0
        } else {
            let cleared = market.debt.of_floor(diem, supply).ok_or(DiemError::MathOverflow)?;
            cleared.min(self.debt_units)
        };
        let unlocked = if cleared == self.debt_units {
            self.locked
        } else {
            mul_div_floor(self.locked, cleared, self.debt_units).ok_or(DiemError::MathOverflow)?
        };
        require!(unlocked > 0, DiemError::BurnTooSmall);
        self.restake(market, self.staked, sub(self.locked, unlocked)?)?;
        self.debt_units = sub(self.debt_units, cleared)?;
        market.debt.total = sub(market.debt.total, cleared)?;
        Ok(Burnt { diem, unlocked })
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
            debt_units: self.debt_units,
            debt_era: self.debt_era,
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
            debt_units,
            debt_era: _,
            cooling,
            fee_checkpoint: _,
            reward_checkpoint: _,
            unclaimed_fees: _,
            unclaimed_rewards: _,
            next_ticket_id,
            reserved: _,
        } = self;
        let holds = *version == ACCOUNT_VERSION
            // 9: only staked VVV can be locked
            && locked <= staked
            // 9: all that is owed has stake behind it; an era may have taken the debt and left the stake
            && (*debt_units == 0 || *locked > 0)
            // VVV cools on tickets, and every ticket holds some
            && (*cooling == 0) == (*open_tickets == 0)
            && u64::from(*open_tickets) <= *next_ticket_id;
        require!(holds, DiemError::PositionInvariantBroken);
        Ok(())
    }
}
