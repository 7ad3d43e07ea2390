//! Rolling late: what missed epochs do to the average, the price and the target.

use crate::math::{ema_bps, mul_div_floor, reference_price_step, Scheduled};
use crate::state::histories::*;

/// What `ema_after_idle_floor` promises for the average of one call, in units of 2^-32 basis points.
const IDLE_ERROR: u64 = 34;

fn idle_market(random: &mut Seeded) -> Market {
    let params = MarketParams {
        utilisation_ema_bps: random.any_size(1, 10_000) as u16,
        max_target_step_bps: random.between(0, 500) as u16,
        max_price_step_bps: random.between(0, 1_000) as u16,
        ..default_params()
    };
    let target = random.between(params.target_floor, params.target_cap);
    Market {
        utilisation_ema: random.between(0, 10_000 << 32),
        target_supply: target,
        next_target: target,
        capacity: Scheduled { current: CREDIT_UNIT, next: CREDIT_UNIT, ..Scheduled::default() },
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
            let roll = often.roll([None, None], epoch, starts_at(epoch)).unwrap();
            assert_eq!(roll, Roll { first_closed: epoch - 2, closed: 1 });
            often.invariant().unwrap();
        }
        let last = 1 + missed;
        let roll = once.roll([None, None], last, starts_at(last)).unwrap();
        assert_eq!(roll, Roll { first_closed: 0, closed: missed });
        once.invariant().unwrap();
        assert_eq!(often.next_to_close, once.next_to_close);

        let MarketParams { utilisation_ema_bps: weight, max_price_step_bps, .. } = before.params;
        // single steps lose less than one unit each, and no more in all than they keep of it
        let error = IDLE_ERROR.max(u64::from(missed.min(10_000 / u32::from(weight))));
        let apart = often.utilisation_ema.abs_diff(once.utilisation_ema);
        assert!(apart < error, "seed {seed}: {apart} units apart after {missed} epochs of weight {weight}");

        // one call is one step of the price and of the target, however late it comes
        let MarketParams { reference_price_floor: floor, reference_price_cap: cap, .. } = before.params;
        let measured = ema_bps(once.utilisation_ema);
        let price = reference_price_step(before.reference_price, measured, max_price_step_bps, floor, cap);
        assert_eq!(Some(once.reference_price), price, "seed {seed}");
        let step = mul_div_floor(before.target_supply, before.params.max_target_step_bps.into(), BPS.into());
        assert_eq!(once.target_supply, before.target_supply, "seed {seed}: known an epoch ahead");
        assert!(before.target_supply - once.next_target <= step.unwrap(), "seed {seed}");
    }
}
