//! Rolling late: what missed epochs do to the averages, the price, the pool and the target.

use crate::math::{mul_div_floor, Scheduled};
use crate::state::histories::*;

/// What `ema_after_idle_floor` promises for the average of one call, in its units.
const IDLE_ERROR: u64 = 34;

fn idle_market(random: &mut Seeded) -> Market {
    let params = MarketParams {
        utilisation_ema_bps: random.any_size(1, 5_000) as u16,
        use_ema_bps: random.any_size(1, 2_000) as u16,
        max_target_step_bps: random.between(1, 100) as u16,
        quota_pool_epochs: random.any_size(7, 2_000) as u32,
        ..default_params()
    };
    let target = random.between(params.target_floor, params.target_cap);
    Market {
        utilisation_ema: random.between(0, 10_000 << 32),
        served: random.any_size(0, 1 << 46),
        quota_pool: random.any_size(0, 1 << 50),
        target_supply: target,
        next_target: target,
        capacity: Scheduled::fixed(CREDIT_UNIT),
        ..new_market(params)
    }
}

/// The same idle epochs, each closed as soon as it can be, or all of them in one call.
#[test]
fn a_late_roll_of_idle_epochs_is_as_good_as_many() {
    for seed in 0..400 {
        let random = &mut Seeded(seed);
        let before = idle_market(random);
        let missed = random.any_size(1, 2_000) as u32;
        let starts_at = |epoch| EPOCHS.starts_at(epoch).unwrap();
        let (mut often, mut once) = (before, before);
        for epoch in 2..2 + missed {
            let Roll { first_closed, closed, .. } =
                often.roll([None, None], epoch, starts_at(epoch)).unwrap();
            assert_eq!((first_closed, closed), (epoch - 2, 1));
            often.invariant().unwrap();
        }
        let last = 1 + missed;
        let roll = once.roll([None, None], last, starts_at(last)).unwrap();
        assert_eq!((roll.first_closed, roll.closed), (0, missed));
        once.invariant().unwrap();
        assert_eq!(often.next_to_close, once.next_to_close);

        let MarketParams { utilisation_ema_bps, use_ema_bps, quota_pool_epochs, .. } = before.params;
        let averages = [
            (utilisation_ema_bps, often.utilisation_ema, once.utilisation_ema),
            (use_ema_bps, often.served, once.served),
        ];
        for (weight, often, once) in averages {
            // single steps lose less than one unit each, and no more in all than they keep of it
            let error = IDLE_ERROR.max(u64::from(missed.min(10_000 / u32::from(weight))));
            let apart = often.abs_diff(once);
            assert!(
                apart < error,
                "seed {seed}: {apart} units apart after {missed} epochs of weight {weight}"
            );
        }

        // nothing was paid, so no price was
        assert_eq!(
            (often.reference_price.next, once.reference_price.next),
            (REFERENCE_PRICE, REFERENCE_PRICE)
        );
        // the pool passes on a part for each epoch, and the whole in the end
        let parts = missed.min(quota_pool_epochs);
        let passed = mul_div_floor(before.quota_pool, parts.into(), quota_pool_epochs.into());
        assert_eq!(Some(roll.to_stakers), passed, "seed {seed}");
        assert_eq!(once.quota_pool + once.fee_stream.remaining, before.quota_pool);
        assert_eq!(often.quota_pool + often.fee_stream.remaining, before.quota_pool);
        // one call is one step of the target, however late it comes
        let step = mul_div_floor(before.target_supply, before.params.max_target_step_bps.into(), BPS.into());
        assert_eq!(once.target_supply, before.target_supply, "seed {seed}: known an epoch ahead");
        assert!(before.target_supply - once.next_target <= step.unwrap(), "seed {seed}");
    }
}
