//! What a record has in the end does not depend on when use was reported, in how many pieces or in which order: only on
//! what was served, and on what was distributed before the last report.

mod distribution;

use super::*;

const PROVIDERS: usize = 4;
/// The epoch whose record is compared; it has an epoch before it and one after it.
const EPOCH: u32 = 1;

/// Providers of one market and the record of [`EPOCH`].
#[derive(Clone)]
struct World {
    market: Market,
    providers: [Provider; PROVIDERS],
    record: EpochRecord,
}

impl World {
    fn new(random: &mut Seeded) -> Self {
        let mut market = new_market(default_params());
        let providers = [(); PROVIDERS].map(|()| {
            let capacity = random.any_size(1, 1_000_000 * CREDIT_UNIT);
            register(&mut market, 1 << 60, capacity, capacity, 0).unwrap()
        });
        let record = new_record(&mut market, EPOCH, EPOCH).unwrap();
        Self { market, providers, record }
    }

    fn serve(&mut self, Sale { nth, epoch, served }: Sale) {
        let provider = &mut self.providers[nth];
        provider.serve_all(provider.window(epoch), &served).unwrap();
    }

    fn distribute(&mut self, nth: usize, amount: u64, epoch: u32) {
        let split = self.market.book_revenue(amount, EPOCHS.starts_at(epoch).unwrap()).unwrap();
        self.providers[nth].book_revenue(amount, split.provider).unwrap();
    }

    /// Anyone may report anything at any time: a report without anything new is refused and changes nothing.
    fn report(&mut self, nth: usize) -> bool {
        let before = (self.providers[nth], self.record);
        let reported = self.providers[nth].report(&mut self.record).is_ok();
        if !reported {
            assert_eq!(bytes(&self.providers[nth]), bytes(&before.0));
            assert_eq!(bytes(&self.record), bytes(&before.1));
        }
        self.record.invariant().unwrap();
        reported
    }
}

fn bytes<T: bytemuck::Pod>(state: &T) -> &[u8] {
    bytemuck::bytes_of(state)
}

/// What one settlement added, while `epoch` runs.
#[derive(Clone, Copy)]
struct Sale {
    nth: usize,
    epoch: u32,
    served: Progress,
}

fn any_sale(random: &mut Seeded, epoch: u32) -> Sale {
    let nth = random.between(0, PROVIDERS as u64 - 1) as usize;
    // paid use of the epoch after is not this record's, but its quota of the last epoch is
    let most = 400_000 * CREDIT_UNIT;
    let some = random.any_size(1, most);
    let bought = random.one_of(&[0, 1, some, most]);
    let price = random.one_of(&[1, REFERENCE_PRICE / 3, REFERENCE_PRICE, REFERENCE_PRICE * 2]);
    let diem = (u128::from(bought) * u128::from(price)).div_ceil(u128::from(CREDIT_UNIT)) as u64;
    let quota = random.any_size(0, most);
    let last_quota = if epoch > EPOCH { random.any_size(0, most) } else { 0 };
    Sale { nth, epoch, served: Progress { diem, bought, quota, last_quota } }
}

#[test]
fn reports_in_pieces_equal_one_report() {
    let (mut pieces, mut rewardable) = (0, [0; 2]);
    for seed in 0..1_000 {
        let random = &mut Seeded(seed);
        let mut often = World::new(random);
        let mut once = often.clone();
        let sales: Vec<Sale> = [EPOCH, EPOCH + 1]
            .into_iter()
            .flat_map(|epoch| (0..random.between(1, 12)).map(|_| any_sale(random, epoch)).collect::<Vec<_>>())
            .collect();
        for sale in sales {
            often.serve(sale);
            once.serve(sale);
            let nth = random.between(0, PROVIDERS as u64 - 1) as usize;
            let Provider { total_settled, settled_distributed, .. } = once.providers[nth];
            if let Some(left) = total_settled.checked_sub(settled_distributed).filter(|left| *left > 0) {
                let part = random.between(1, left);
                let amount = random.one_of(&[left, part, part]);
                often.distribute(nth, amount, sale.epoch);
                once.distribute(nth, amount, sale.epoch);
            }
            for _ in 0..random.between(0, 3) {
                pieces += u32::from(often.report(random.between(0, PROVIDERS as u64 - 1) as usize));
            }
        }
        for nth in 0..PROVIDERS {
            often.report(nth);
            once.report(PROVIDERS - 1 - nth);
        }
        assert_eq!(bytes(&often.record), bytes(&once.record), "seed {seed}");
        for (often, once) in often.providers.iter().zip(&once.providers) {
            assert_eq!(bytes(often), bytes(once), "seed {seed}");
            let slot = once.usage[EPOCH as usize];
            rewardable[usize::from(slot.distributed)] += u32::from(slot.reported.quota > 0);
        }
        // and closing it is the same as well
        for world in [&mut often, &mut once] {
            let closing = EPOCHS.starts_at(EPOCH + 2).unwrap();
            world.market.fund_quota(1_000 * DIEM_UNIT).unwrap();
            world.market.next_to_close = EPOCH;
            world.market.has_record = [1, 0];
            world.market.roll([Some(&mut world.record), None], EPOCH + 2, closing).unwrap();
        }
        assert_eq!(bytes(&often.market), bytes(&once.market), "seed {seed}");
    }
    assert!(pieces > 5_000, "{pieces} pieces");
    assert!(rewardable.iter().all(|count| *count > 500), "{rewardable:?}");
}

/// A credit that was sold in pieces is paid for as often as one sold at once.
#[test]
fn settling_in_pieces_buys_as_much_as_settling_at_once() {
    use crate::voucher::Voucher;
    for seed in 0..300 {
        let random = &mut Seeded(seed);
        let price = random.any_size(1, 10 * REFERENCE_PRICE);
        let deposit = random.any_size(1, 1 << 40);
        let new_channel = || Channel {
            version: ACCOUNT_VERSION,
            voucher_signer: key(1),
            price,
            deposit,
            last_quota_epoch: u32::MAX,
            ..Channel::zeroed()
        };
        let window = Window { epoch: EPOCH, last_quota_epoch: u32::MAX };
        let settle = |channel: &mut Channel, diem: u64| {
            let voucher = Voucher { tag: VOUCHER_TAG, channel: key(2), diem: u64::MAX, ..Voucher::zeroed() };
            let claim = Claim { diem: Some(diem), quota: None };
            let signed = (&key(1).to_bytes(), &voucher);
            channel.settle(&key(2), &[0; 4], signed, &claim, window, GENESIS_TS).unwrap()
        };
        let (mut pieces, mut all, mut sum) = (new_channel(), new_channel(), Progress::default());
        while pieces.settled < deposit {
            let more = random.any_size(1, deposit - pieces.settled);
            let diem = pieces.settled + more;
            sum.add(&settle(&mut pieces, diem)).unwrap();
        }
        assert_eq!(settle(&mut all, deposit), sum, "seed {seed}");
        assert_eq!(bytes(&pieces), bytes(&all));
    }
}

#[test]
fn the_vouchers_of_a_call_count_together() {
    let one = Progress { diem: 1, bought: 20, quota: 300, last_quota: 4_000 };
    let mut sum = Progress { diem: 5, bought: 60, quota: 700, last_quota: 8_000 };
    sum.add(&one).unwrap();
    assert_eq!(sum, Progress { diem: 6, bought: 80, quota: 1_000, last_quota: 12_000 });
}
