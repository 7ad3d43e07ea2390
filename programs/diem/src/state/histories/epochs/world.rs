//! Providers that come and go, one staker, the records of the epochs, and the VVV in the vaults.

use super::steps::Step;
use crate::math::mul_div_floor;
use crate::state::histories::*;

pub const SEATS: usize = 5;
/// Base units that the staker brings.
const STAKE: u64 = 1 << 58;

#[derive(Clone)]
pub struct World {
    pub market: Market,
    pub seats: [Option<Provider>; SEATS],
    pub tickets: [Vec<BondTicket>; SEATS],
    pub records: BTreeMap<u32, EpochRecord>,
    pub position: StakePosition,
    /// Providers that left in an epoch in which their capacity still counts.
    pub left: Vec<(u32, Provider)>,
    pub bond_vault: u64,
    pub reward_vault: u64,
    /// VVV that ever entered the quota pool from outside, and that ever went to providers.
    pub entered: u64,
    pub paid_out: u64,
    pub now: i64,
}

impl World {
    pub fn new(params: MarketParams) -> Self {
        let (mut market, mut position) = (new_market(params), new_position());
        position.stake(&mut market, STAKE, GENESIS_TS).unwrap();
        Self {
            market,
            seats: [None; SEATS],
            tickets: Default::default(),
            records: BTreeMap::new(),
            position,
            left: Vec::new(),
            bond_vault: 0,
            reward_vault: 0,
            entered: 0,
            paid_out: 0,
            now: GENESIS_TS,
        }
    }

    pub fn epoch(&self) -> u32 {
        epoch_at(self.now)
    }

    /// Epochs that wait to be closed.
    pub fn due(&self) -> u32 {
        self.epoch().saturating_sub(1).saturating_sub(self.market.next_to_close)
    }

    /// Takes a step, or refuses it and changes nothing, as a transaction does.
    pub fn apply(&mut self, step: Step) -> Result<()> {
        let mut after = self.clone();
        // every step that releases rewards does so before anything else
        let mut accrued = self.market;
        accrued.accrue(self.now)?;
        let moved = match step {
            Step::Roll | Step::Fund { .. } | Step::Mint { .. } | Step::Burn { .. } | Step::ClaimStakers => {
                accrued.quota_pool - self.market.quota_pool
            }
            _ => 0,
        };
        after.run(step)?;
        after.entered += moved;
        *self = after;
        Ok(())
    }

    fn run(&mut self, step: Step) -> Result<()> {
        let (now, epoch) = (self.now, self.epoch());
        match step {
            Step::Join { seat, bond, capacity, quota } => {
                require!(self.seats[seat].is_none(), DiemError::ProviderNotEmpty);
                self.seats[seat] = Some(register(&mut self.market, bond, capacity, quota, epoch)?);
                self.bond_vault += bond;
                Ok(())
            }
            Step::Offer { seat, capacity, quota } => {
                self.with(seat, |provider, market| provider.set_capacity(market, capacity, quota, epoch))
            }
            Step::AddBond { seat, amount } => {
                self.bond_vault += amount;
                self.with(seat, |provider, market| provider.add_bond(market, amount))
            }
            Step::Retire { seat } => self.with(seat, |provider, market| provider.retire(market, epoch, now)),
            Step::Slash { seat, amount } => {
                let taken = self.with(seat, |provider, market| provider.slash(market, amount, epoch))?;
                self.bond_vault -= taken;
                Ok(())
            }
            Step::AskForBond { seat, amount } => {
                let start = |provider: &mut Provider, market: &mut Market| {
                    provider.start_bond_cooling(market, amount, epoch)
                };
                let (id, shares) = self.with(seat, start)?;
                let ready_ts = now + self.market.params.bond_cooldown_secs;
                self.tickets[seat].push(BondTicket { id, shares, ready_ts, ..BondTicket::zeroed() });
                Ok(())
            }
            Step::TakeBond { seat } => {
                require!(!self.tickets[seat].is_empty(), DiemError::ZeroAmount);
                let ticket = self.tickets[seat].remove(0);
                ticket.require_ready(now)?;
                let amount =
                    self.with(seat, |provider, market| provider.stop_bond_cooling(market, &ticket))?;
                self.bond_vault -= amount;
                Ok(())
            }
            Step::Leave { seat } => {
                let provider = self.seats[seat].take().ok_or(DiemError::ProviderNotRetiring)?;
                provider.require_closable(now)?;
                self.left.push((epoch, provider));
                Ok(())
            }
            Step::Serve { seat, paid, quota, last_quota } => self.with(seat, |provider, _| {
                let window = provider.window(epoch);
                let within = |epoch: u32, quota| if epoch <= window.last_quota_epoch { quota } else { 0 };
                let last_quota = epoch.checked_sub(1).map_or(0, |epoch| within(epoch, last_quota));
                let served = Progress { paid, quota: within(epoch, quota), last_quota };
                provider.serve_all(window, &served)
            }),
            Step::OpenRecord { epoch: record_epoch } => {
                require!(!self.records.contains_key(&record_epoch), DiemError::EpochNotOpen);
                self.records.insert(record_epoch, new_record(&mut self.market, record_epoch, epoch)?);
                Ok(())
            }
            Step::Report { seat, epoch: record_epoch } => {
                let mut record = *self.records.get(&record_epoch).ok_or(DiemError::EpochNotOpen)?;
                require!(epoch - record_epoch <= 1, DiemError::EpochNotOpen);
                self.with(seat, |provider, _| provider.report(&mut record))?;
                self.records.insert(record_epoch, record);
                Ok(())
            }
            Step::Roll => self.roll(epoch),
            Step::Claim { seat, epoch: record_epoch } => {
                let mut record = *self.records.get(&record_epoch).ok_or(DiemError::EpochNotOpen)?;
                let amount = self.with(seat, |provider, _| provider.claim_reward(&mut record))?;
                self.market.quota_rewards_owed = sub(self.market.quota_rewards_owed, amount)?;
                self.reward_vault -= amount;
                self.paid_out += amount;
                self.records.insert(record_epoch, record);
                Ok(())
            }
            Step::CloseRecord { epoch: record_epoch } => {
                let record = self.records.remove(&record_epoch).ok_or(DiemError::EpochNotOpen)?;
                self.market.take_back(&record, epoch).map(|_| ())
            }
            Step::Fund { amount, duration_secs } => {
                self.reward_vault += amount;
                self.market.fund_rewards(amount, duration_secs, now)
            }
            Step::Mint { amount } => self.position.mint(&mut self.market, amount, now).map(|_| ()),
            Step::Burn { amount } => self.position.burn(&mut self.market, amount, now).map(|_| ()),
            Step::ClaimStakers => {
                self.reward_vault -= self.position.claim(&mut self.market, now)?.rewards;
                Ok(())
            }
            Step::Govern { target_floor, target_cap, reward_cap, bond_per_credit } => {
                let params = self.market.params;
                self.market.params =
                    MarketParams { target_floor, target_cap, reward_cap, bond_per_credit, ..params };
                self.market.params.validate()
            }
        }
    }

    fn with<T>(
        &mut self,
        seat: usize,
        act: impl FnOnce(&mut Provider, &mut Market) -> Result<T>,
    ) -> Result<T> {
        let provider = self.seats[seat].as_mut().ok_or(DiemError::ProviderNotEmpty)?;
        act(provider, &mut self.market)
    }

    /// With the records that the market says there are.
    fn roll(&mut self, epoch: u32) -> Result<()> {
        let (first, due) = (self.market.next_to_close, self.due());
        let mut record = |nth: u32| {
            let closes = nth < due && self.market.has_record[nth as usize] == 1;
            closes.then(|| self.records.remove(&(first + nth)).unwrap())
        };
        let mut closed = [record(0), record(1)];
        self.market.roll(closed.each_mut().map(Option::as_mut), epoch, self.now)?;
        for record in closed.into_iter().flatten() {
            let cap = mul_div_floor(record.quota, self.market.params.reward_cap, CREDIT_UNIT);
            assert!(cap.is_none_or(|cap| record.reward_pool <= cap), "{record:?}");
            self.records.insert(record.epoch, record);
        }
        Ok(())
    }
}
