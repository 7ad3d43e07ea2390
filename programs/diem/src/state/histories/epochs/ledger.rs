//! What records must hold and rewards must pay, counted from the documented formulas and from what was served.

use crate::math::Served;
use crate::state::histories::*;

/// One registration of a provider; never used again.
pub type Id = usize;

const WHOLE: u128 = BPS as u128;
const CREDIT: u128 = CREDIT_UNIT as u128;

#[derive(Clone, Copy, Default)]
struct Use {
    capacity: u64,
    served: Served,
    reported: Served,
    /// Whether all that was settled by the end of the epoch was distributed at the last report.
    distributed: bool,
    claimed: bool,
}

#[derive(Clone, Default)]
pub struct Ledger {
    uses: BTreeMap<(u32, Id), Use>,
    /// DIEM that was distributed of each provider's revenue.
    distributed: BTreeMap<Id, u64>,
}

/// What a record has of one provider.
struct Part {
    paid: u128,
    used: u128,
    rewardable: u128,
    price_sum: u128,
}

impl Use {
    fn part(&self, record: &EpochRecord) -> Part {
        let Served { diem, bought, quota } = self.reported;
        let [diem, bought, quota] = [diem, bought, quota].map(u128::from);
        let (reference, capacity) = (u128::from(record.reference_price), u128::from(self.capacity));
        let worth = bought.min(diem * CREDIT / reference);
        let paid = worth.min(capacity);
        let matched = worth * u128::from(record.quota_match_bps) / WHOLE;
        let step = (reference * u128::from(record.max_price_step_bps) / WHOLE).max(1);
        let price = (diem * CREDIT).checked_div(bought).unwrap_or_default();
        let price = price.clamp(reference - step, reference + step);
        Part {
            paid,
            used: (worth + quota.min(worth)).min(capacity),
            rewardable: if self.distributed { quota.min(matched) } else { 0 },
            price_sum: paid * price,
        }
    }
}

impl Ledger {
    /// Notes what was served in an epoch in which the provider offers `capacity`.
    pub fn serve(&mut self, id: Id, epoch: u32, capacity: u64, more: &Served) {
        let of_epoch = self.uses.entry((epoch, id)).or_insert(Use { capacity, ..Use::default() });
        of_epoch.served.diem += more.diem;
        of_epoch.served.bought += more.bought;
        of_epoch.served.quota += more.quota;
    }

    /// Whether a report would contain anything new.
    pub fn has_news(&self, id: Id, epoch: u32) -> bool {
        self.uses.get(&(epoch, id)).is_some_and(|Use { served, reported, distributed, .. }| {
            let counts_now = served.quota > 0 && *distributed != self.has_distributed(id, epoch);
            reported != served || counts_now
        })
    }

    /// Notes that a record has all that was served so far.
    pub fn report(&mut self, id: Id, epoch: u32) {
        let distributed = self.has_distributed(id, epoch);
        let of_epoch = self.uses.entry((epoch, id)).or_default();
        of_epoch.reported = of_epoch.served;
        of_epoch.distributed = distributed;
    }

    /// Whether as much was distributed as was settled by the end of `epoch`.
    fn has_distributed(&self, id: Id, epoch: u32) -> bool {
        let settled = self.uses.iter().filter(|((at, of), _)| *of == id && *at <= epoch);
        let settled: u64 = settled.map(|(_, of_epoch)| of_epoch.served.diem).sum();
        self.distributed.get(&id).copied().unwrap_or_default() >= settled
    }

    /// Notes what was distributed: no more counts than was settled before it.
    pub fn distribute(&mut self, id: Id, amount: u64) {
        let of_provider = self.uses.iter().filter(|((_, of), _)| *of == id);
        let settled: u64 = of_provider.map(|(_, of_epoch)| of_epoch.served.diem).sum();
        let distributed = self.distributed.entry(id).or_default();
        *distributed = settled.min(*distributed + amount);
    }

    /// The reward that a claim must pay while `epoch` runs, or why there is none.
    pub fn reward(&self, id: Id, record: &EpochRecord, epoch: u32) -> Option<u64> {
        let of_epoch = self.uses.get(&(record.epoch, id)).filter(|of_epoch| !of_epoch.claimed)?;
        let rewardable = of_epoch.part(record).rewardable;
        let open = record.closed == 1 && epoch < record.epoch + USAGE_EPOCHS;
        let reward = || u128::from(record.reward_pool) * rewardable / u128::from(record.rewardable);
        (open && rewardable > 0).then(|| reward() as u64)
    }

    pub fn claim(&mut self, id: Id, epoch: u32) {
        self.uses.get_mut(&(epoch, id)).unwrap().claimed = true;
    }

    /// The record is the sum of its providers' parts, within match and cap.
    pub fn check(&self, record: &EpochRecord) {
        let of_record = self.uses.range((record.epoch, 0)..=(record.epoch, Id::MAX));
        let parts: Vec<Part> = of_record.map(|(_, of_epoch)| of_epoch.part(record)).collect();
        let sum = |part: fn(&Part) -> u128| parts.iter().map(part).sum::<u128>();
        let sums = [record.paid, record.used, record.rewardable].map(u128::from);
        assert_eq!(sums, [sum(|p| p.paid), sum(|p| p.used), sum(|p| p.rewardable)], "{record:?}");
        assert_eq!(record.price_sum.bits(), sum(|p| p.price_sum), "{record:?}");
        assert!(record.used <= record.capacity, "{record:?}");
        let per_credit = u128::from(record.quota_cap_bps) * u128::from(record.reference_price);
        let cap = u128::from(record.rewardable) * per_credit / (WHOLE * CREDIT);
        assert!(u128::from(record.reward_pool) <= cap, "{record:?}");
    }
}
