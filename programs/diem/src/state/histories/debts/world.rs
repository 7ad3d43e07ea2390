//! Stakers that mint and burn, and all DIEM in one purse, from which anybody may burn.

use super::exact::Exact;
use crate::math::reward_weight;
use crate::state::histories::*;

pub const WALLETS: usize = 4;
/// What each wallet stakes at the start; together less than 2^63.
const STAKE: u64 = 1 << 58;
const REWARD_SECS: i64 = 30 * EPOCH_SECS;

#[derive(Clone)]
pub struct World {
    pub market: Market,
    pub positions: [StakePosition; WALLETS],
    pub exact: Exact<WALLETS>,
    /// DIEM in existence.
    pub supply: u64,
    /// VVV of stakers and of rewards.
    stake_vault: u64,
    reward_vault: u64,
    pub now: i64,
}

impl World {
    pub fn new(params: MarketParams) -> Self {
        let mut world = Self {
            market: new_market(params),
            positions: [new_position(); WALLETS],
            exact: Exact::new(),
            supply: 0,
            stake_vault: 0,
            reward_vault: 0,
            now: GENESIS_TS,
        };
        (0..WALLETS).for_each(|wallet| world.stake(wallet, STAKE).unwrap());
        world
    }

    /// Lets a wallet act, or refuses it and changes nothing, as a transaction does.
    fn act<T>(
        &mut self,
        wallet: usize,
        act: impl FnOnce(&mut StakePosition, &mut Market) -> Result<T>,
    ) -> Result<T> {
        let (mut position, mut market) = (self.positions[wallet], self.market);
        let done = act(&mut position, &mut market)?;
        (self.positions[wallet], self.market) = (position, market);
        Ok(done)
    }

    pub fn stake(&mut self, wallet: usize, amount: u64) -> Result<()> {
        let now = self.now;
        self.act(wallet, |position, market| position.stake(market, amount, now))?;
        self.stake_vault += amount;
        Ok(())
    }

    /// Out of the stake and, as far as these histories go, out of the vault.
    pub fn unstake(&mut self, wallet: usize, amount: u64) -> Result<()> {
        let now = self.now;
        self.act(wallet, |position, market| {
            position.start_cooling(market, amount, now)?;
            position.stop_cooling(market, &UnstakeTicket { amount, ..UnstakeTicket::zeroed() })
        })?;
        self.stake_vault -= amount;
        Ok(())
    }

    pub fn mint(&mut self, wallet: usize, amount: u64) -> Result<u64> {
        let (now, supply, before) = (self.now, self.supply, self.bill(wallet));
        let others = self.other_bills(wallet);
        let cost = self.act(wallet, |position, market| position.mint(market, supply, amount, now))?;
        self.supply += amount;
        self.require_unmoved(wallet, &others);
        self.exact.mint(wallet, supply, amount);
        assert!(self.bill(wallet) + 1 >= before + amount, "minting {amount} won more than a base unit");
        Ok(cost)
    }

    pub fn burn(&mut self, wallet: usize, most: u64) -> Result<Burnt> {
        let (now, supply, before) = (self.now, self.supply, self.bill(wallet));
        let (locked, others) = (self.positions[wallet].locked, self.other_bills(wallet));
        let burnt = self.act(wallet, |position, market| position.burn(market, supply, most, now))?;
        assert_eq!(burnt.diem, before.min(most), "the bill that was shown is the one that counts");
        self.supply -= burnt.diem;
        self.require_unmoved(wallet, &others);
        self.exact.burn(wallet, supply, burnt.diem);
        let after = self.bill(wallet);
        assert!(after + burnt.diem + 1 >= before, "burning {} won more than a base unit", burnt.diem);
        assert_eq!(burnt.unlocked, locked - self.positions[wallet].locked);
        if burnt.diem == before {
            assert_eq!((burnt.unlocked, self.positions[wallet].debt_units), (locked, 0));
        } else {
            // at the position's own average rate, as far as the bill was not rounded up
            let [unlocked, exact, locked, diem] =
                [burnt.unlocked, before - 1, locked, burnt.diem].map(u128::from);
            assert!(unlocked * exact <= locked * diem, "{burnt:?} of {locked} for a bill of {before}");
        }
        Ok(burnt)
    }

    /// Burns DIEM without clearing a debt, as the token program allows every holder.
    pub fn donate(&mut self, amount: u64) -> Result<()> {
        self.supply = sub(self.supply, amount)?;
        Ok(())
    }

    pub fn fund(&mut self, amount: u64) -> Result<()> {
        self.market.fund_rewards(amount, REWARD_SECS, self.now)?;
        self.reward_vault += amount;
        Ok(())
    }

    pub fn compound(&mut self, wallet: usize) -> Result<()> {
        let now = self.now;
        let amount = self.act(wallet, |position, market| position.compound(market, now))?;
        self.reward_vault -= amount;
        self.stake_vault += amount;
        Ok(())
    }

    pub fn claim(&mut self, wallet: usize) -> Result<()> {
        let now = self.now;
        let claims = self.act(wallet, |position, market| position.claim(market, now))?;
        self.reward_vault -= claims.rewards;
        Ok(())
    }

    pub fn bill(&self, wallet: usize) -> u64 {
        let (mut position, mut market) = (self.positions[wallet], self.market);
        position.renew_debt(&mut market, self.supply);
        position.bill(&market, self.supply).unwrap()
    }

    fn other_bills(&self, wallet: usize) -> Vec<u64> {
        (0..WALLETS).filter(|other| *other != wallet).map(|other| self.bill(other)).collect()
    }

    /// What one wallet mints or burns against its debt is nobody else's gain or loss, but for the rounding of a bill and
    /// of a new era.
    fn require_unmoved(&self, wallet: usize, before: &[u64]) {
        for (before, after) in before.iter().zip(self.other_bills(wallet)) {
            assert!(before.abs_diff(after) <= 2, "another bill went from {before} to {after}");
        }
    }

    /// Base units between the exact debt and the bill that is furthest from it.
    pub fn furthest_bill(&self) -> u64 {
        let apart = |wallet| self.bill(wallet).abs_diff(self.exact.bill(wallet, self.supply));
        (0..WALLETS).map(apart).max().unwrap_or_default()
    }

    pub fn check(&self) {
        let Self { market, positions, supply, now, .. } = self;
        market.invariant().unwrap();
        market.require_supply_covered(*supply).unwrap();
        let mut today = *market;
        today.debt.renew(*supply);
        assert!(today.debt.total < (2 * supply).max(1), "{:?} for {supply}", today.debt);
        let (mut units, mut staked, mut locked, mut weight, mut owed) = (0, 0, 0, 0, 0);
        for position in positions {
            position.invariant().unwrap();
            units += market.debt.at(position.debt_units, position.debt_era);
            staked += position.staked;
            locked += position.locked;
            let haircut_bps = market.params.locked_haircut_bps;
            weight += reward_weight(position.staked, position.locked, haircut_bps).unwrap();
            let (mut settled, mut accrued) = (*position, *market);
            settled.settle(&mut accrued, *now).unwrap();
            owed += settled.unclaimed_rewards;
        }
        assert!(units <= market.debt.total, "{units} units of {:?}", market.debt);
        assert_eq!((market.total_staked, market.total_locked), (staked, locked));
        assert_eq!(market.reward_weight, weight);
        market.require_stake_covered(self.stake_vault).unwrap();
        let mut accrued = *market;
        accrued.accrue(*now).unwrap();
        assert!(owed <= accrued.rewards_owed, "{owed} claimable of {}", accrued.rewards_owed);
        accrued.require_rewards_covered(self.reward_vault).unwrap();
    }

    /// Every minter burns its bill, for which there is always enough DIEM, and takes the whole stake.
    pub fn leave(&mut self) {
        for wallet in 0..WALLETS {
            if self.positions[wallet].locked > 0 {
                self.burn(wallet, u64::MAX).unwrap();
            }
            let StakePosition { staked, locked, debt_units, .. } = self.positions[wallet];
            assert_eq!((locked, debt_units), (0, 0));
            if staked > 0 {
                self.unstake(wallet, staked).unwrap();
            }
            self.check();
        }
        assert_eq!((self.stake_vault, self.market.total_staked, self.market.reward_weight), (0, 0, 0));
    }
}
