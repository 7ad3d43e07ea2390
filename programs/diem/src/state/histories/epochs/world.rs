//! Providers that come and go, one staker, the records of the epochs, and the tokens in the vaults.

use super::closing;
use super::ledger::{Id, Ledger};
use super::step::Step;
use crate::math::{paid_credits_floor, Served};
use crate::state::histories::*;

pub const SEATS: usize = 5;
/// Base units that the staker brings.
const STAKE: u64 = 1 << 58;

#[derive(Clone)]
pub struct World {
    pub market: Market,
    pub seats: [Option<Provider>; SEATS],
    /// Which registration each seat holds, and how many there ever were.
    pub ids: [Id; SEATS],
    registered: Id,
    tickets: [Vec<BondTicket>; SEATS],
    pub records: BTreeMap<u32, EpochRecord>,
    pub position: StakePosition,
    /// Providers that left in an epoch in which their capacity still counts.
    pub left: Vec<(u32, Provider)>,
    pub ledger: Ledger,
    pub bond_vault: u64,
    pub reward_vault: u64,
    pub fee_pool: u64,
    pub revenue: [u64; SEATS],
    /// DIEM in existence, as far as this staker minted it; what consumers pay is other people's.
    pub supply: u64,
    /// DIEM that ever entered the quota pool, went from it to providers, and went from it to the stakers.
    pub entered: u64,
    pub paid_out: u64,
    pub passed_on: u64,
    /// What most sales are made at.
    pub price: u64,
    pub now: i64,
}

impl World {
    pub fn new(params: MarketParams) -> Self {
        let (mut market, mut position) = (new_market(params), new_position());
        position.stake(&mut market, STAKE, GENESIS_TS).unwrap();
        Self {
            market,
            seats: [None; SEATS],
            ids: [0; SEATS],
            registered: 0,
            tickets: Default::default(),
            records: BTreeMap::new(),
            position,
            left: Vec::new(),
            ledger: Ledger::default(),
            bond_vault: 0,
            reward_vault: 0,
            fee_pool: 0,
            revenue: [0; SEATS],
            supply: 0,
            entered: 0,
            paid_out: 0,
            passed_on: 0,
            price: REFERENCE_PRICE,
            now: GENESIS_TS,
        }
    }

    pub fn epoch(&self) -> u32 {
        epoch_at(self.now)
    }

    /// Epochs that wait to be closed.
    pub fn due(&self) -> u32 {
        self.market.due(self.epoch())
    }

    /// The largest match that the law allows.
    pub fn highest_match_bps(&self) -> u16 {
        let MarketParams { quota_bps, treasury_bps, quota_cap_bps, .. } = self.market.params;
        let lost = u32::from(quota_bps + treasury_bps) * u32::from(BPS);
        (lost / u32::from(quota_cap_bps)).min(BPS.into()) as u16
    }

    /// Takes a step, or refuses it and changes nothing, as a transaction does.
    pub fn apply(&mut self, step: Step) -> Result<()> {
        let ledger = core::mem::take(&mut self.ledger);
        let mut after = self.clone();
        after.ledger = ledger;
        let outcome = after.run(step);
        // a refused step has not touched the ledger
        match outcome {
            Ok(()) => *self = after,
            Err(_) => self.ledger = after.ledger,
        }
        outcome
    }

    fn run(&mut self, step: Step) -> Result<()> {
        let (now, epoch) = (self.now, self.epoch());
        match step {
            Step::Join { seat, bond, capacity, quota } => {
                require!(self.seats[seat].is_none(), DiemError::ProviderNotEmpty);
                self.seats[seat] = Some(register(&mut self.market, bond, capacity, quota, epoch)?);
                self.bond_vault += bond;
                self.registered += 1;
                self.ids[seat] = self.registered;
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
                    let (id, shares) = provider.start_bond_cooling(market, amount, epoch)?;
                    let era = provider.bond_cooling.shares.era;
                    let ready_ts = provider.bond_ready_ts(market, now)?;
                    Ok(BondTicket { id, shares, era, ready_ts, ..BondTicket::zeroed() })
                };
                let ticket = self.with(seat, start)?;
                self.tickets[seat].push(ticket);
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
            Step::Leave { seat } => self.leave(seat),
            Step::Serve { seat, diem, price, quota, last_quota } => {
                let bought = paid_credits_floor(diem, price);
                self.serve(seat, &Progress { diem, bought, quota, last_quota })
            }
            Step::Distribute { seat } => self.distribute(seat),
            Step::OpenRecord { epoch: record_epoch } => {
                require!(!self.records.contains_key(&record_epoch), DiemError::EpochNotOpen);
                self.records.insert(record_epoch, new_record(&mut self.market, record_epoch, epoch)?);
                Ok(())
            }
            Step::Report { seat, epoch: record_epoch } => {
                let mut record = *self.records.get(&record_epoch).ok_or(DiemError::EpochNotOpen)?;
                require!(epoch - record_epoch <= 1, DiemError::EpochNotOpen);
                let news = self.seats[seat].is_some() && self.ledger.has_news(self.ids[seat], record_epoch);
                let reported = self.with(seat, |provider, _| provider.report(&mut record));
                assert_eq!(reported.is_ok(), news, "{reported:?} of {record:?}");
                reported?;
                self.records.insert(record_epoch, record);
                self.ledger.report(self.ids[seat], record_epoch);
                Ok(())
            }
            Step::Roll => self.roll(epoch),
            Step::Claim { seat, epoch: record_epoch } => self.claim(seat, record_epoch, epoch),
            Step::CloseRecord { epoch: record_epoch } => {
                let record = self.records.remove(&record_epoch).ok_or(DiemError::EpochNotOpen)?;
                self.market.take_back(&record, epoch).map(|_| ())
            }
            Step::FundRewards { amount, duration_secs } => {
                self.reward_vault += amount;
                self.market.fund_rewards(amount, duration_secs, now)
            }
            Step::FundQuota { amount } => {
                self.fee_pool += amount;
                self.entered += amount;
                self.market.fund_quota(amount)
            }
            Step::Mint { amount } => {
                self.position.mint(&mut self.market, self.supply, amount, now)?;
                self.supply += amount;
                Ok(())
            }
            Step::Burn { most } => {
                self.supply -= self.position.burn(&mut self.market, self.supply, most, now)?.diem;
                Ok(())
            }
            Step::ClaimStakers => {
                let claims = self.position.claim(&mut self.market, now)?;
                self.reward_vault -= claims.rewards;
                self.fee_pool -= claims.fees;
                Ok(())
            }
            Step::TakeTreasury => {
                self.fee_pool -= self.market.take_treasury()?;
                Ok(())
            }
            Step::Govern { target_floor, target_cap, quota_match_bps, bond_per_credit } => {
                require!(self.due() == 0, DiemError::EpochsNotRolled);
                let params = self.market.params;
                self.market.params =
                    MarketParams { target_floor, target_cap, quota_match_bps, bond_per_credit, ..params };
                self.market.params.validate(EPOCH_SECS)
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

    /// As `settle` books it, and collected at once.
    fn serve(&mut self, seat: usize, progress: &Progress) -> Result<()> {
        let epoch = self.epoch();
        let provider = self.seats[seat].as_mut().ok_or(DiemError::ProviderNotEmpty)?;
        let window = provider.window(epoch);
        let within = |epoch: u32, quota| if epoch <= window.last_quota_epoch { quota } else { 0 };
        let last_quota = epoch.checked_sub(1).map_or(0, |last| within(last, progress.last_quota));
        let served = Progress { quota: within(epoch, progress.quota), last_quota, ..*progress };
        let offered = |provider: &Provider, epoch| provider.capacity.in_epoch(epoch).unwrap();
        provider.serve_all(window, &served)?;
        let Progress { diem, bought, quota, last_quota } = served;
        self.revenue[seat] += diem;
        let id = self.ids[seat];
        self.ledger.serve(id, epoch, offered(provider, epoch), &Served { diem, bought, quota });
        if last_quota > 0 {
            let more = Served { quota: last_quota, ..Served::default() };
            self.ledger.serve(id, epoch - 1, offered(provider, epoch - 1), &more);
        }
        Ok(())
    }

    fn distribute(&mut self, seat: usize) -> Result<()> {
        let provider = self.seats[seat].as_mut().ok_or(DiemError::ProviderNotEmpty)?;
        let amount = provider.undistributed(self.revenue[seat])?;
        let split = self.market.book_revenue(amount, self.now)?;
        provider.book_revenue(amount, split.provider)?;
        self.fee_pool += amount - split.provider;
        self.revenue[seat] -= amount - split.provider;
        self.entered += split.quota;
        self.ledger.distribute(self.ids[seat], amount);
        Ok(())
    }

    /// With all that is in the revenue account.
    fn leave(&mut self, seat: usize) -> Result<()> {
        let provider = self.seats[seat].as_ref().ok_or(DiemError::ProviderNotRetiring)?;
        provider.require_closable(self.now)?;
        if provider.undistributed(self.revenue[seat]).is_ok() {
            self.distribute(seat)?;
        }
        self.revenue[seat] = 0;
        self.left.extend(self.seats[seat].take().map(|provider| (self.epoch(), provider)));
        Ok(())
    }

    fn claim(&mut self, seat: usize, record_epoch: u32, epoch: u32) -> Result<()> {
        let mut record = *self.records.get(&record_epoch).ok_or(DiemError::EpochNotOpen)?;
        let id = self.ids[seat];
        let expected = self.seats[seat].and_then(|_| self.ledger.reward(id, &record, epoch));
        let amount = self.with(seat, |provider, _| provider.claim_reward(&mut record, epoch));
        assert_eq!(amount.as_ref().ok(), expected.as_ref(), "{amount:?} of {record:?}");
        let amount = amount?;
        self.market.quota_rewards_owed = sub(self.market.quota_rewards_owed, amount)?;
        self.fee_pool -= amount;
        self.paid_out += amount;
        self.records.insert(record_epoch, record);
        self.ledger.claim(id, record_epoch);
        Ok(())
    }

    /// With the records that the market says there are.
    fn roll(&mut self, epoch: u32) -> Result<()> {
        let (first, due) = (self.market.next_to_close, self.due());
        let mut record = |nth: u32| {
            let closes = nth < due && self.market.has_record[nth as usize] == 1;
            closes.then(|| self.records.remove(&(first + nth)).unwrap())
        };
        let mut records = [record(0), record(1)];
        let before = (self.market, records);
        let roll = self.market.roll(records.each_mut().map(Option::as_mut), epoch, self.now)?;
        assert_eq!((roll.first_closed, roll.closed), (first, due));
        closing::check(&before.0, &before.1, &self.market, roll.to_stakers, epoch);
        self.passed_on += roll.to_stakers;
        self.records.extend(records.into_iter().flatten().map(|record| (record.epoch, record)));
        Ok(())
    }
}
