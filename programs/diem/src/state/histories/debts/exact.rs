//! The exact debt: what each wallet owes as a part of all DIEM, without any rounding.

use num_bigint::BigUint;

/// Weights: who has weight `w` of all weights `W` owes `w / W` of all DIEM. They are scaled up with each call, so that no
/// fraction is needed.
#[derive(Clone)]
pub struct Exact<const N: usize>([BigUint; N]);

impl<const N: usize> Exact<N> {
    pub fn new() -> Self {
        Self([(); N].map(|()| BigUint::ZERO))
    }

    fn total(&self) -> BigUint {
        self.0.iter().sum()
    }

    /// Owes `amount` more, on top of a `supply`.
    pub fn mint(&mut self, who: usize, supply: u64, amount: u64) {
        let total = self.total();
        if supply == 0 || total == BigUint::ZERO {
            *self = Self::new();
            self.0[who] = BigUint::from(1u8);
        } else {
            self.0.iter_mut().for_each(|weight| *weight *= supply);
            self.0[who] += total * amount;
        }
    }

    /// Clears what `amount` of the `supply` stands for, and no more than is owed.
    pub fn burn(&mut self, who: usize, supply: u64, amount: u64) {
        let cleared = self.total() * amount;
        self.0.iter_mut().for_each(|weight| *weight *= supply);
        let left = &self.0[who];
        self.0[who] = if *left > cleared { left - cleared } else { BigUint::ZERO };
    }

    /// Base units that clear the debt while `supply` DIEM exists, rounded up.
    pub fn bill(&self, who: usize, supply: u64) -> u64 {
        let total = self.total();
        if total == BigUint::ZERO {
            return 0;
        }
        u64::try_from((&self.0[who] * supply + &total - 1u8) / total).unwrap()
    }
}
