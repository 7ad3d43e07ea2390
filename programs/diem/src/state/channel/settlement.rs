use super::{Channel, Quota};
use crate::constants::VOUCHER_TAG;
use crate::errors::DiemError;
use crate::math::paid_credits_floor;
use crate::state::{add, Window};
use crate::voucher::Voucher;
use anchor_lang::prelude::*;

/// What is claimed of one voucher, counted as the voucher counts it. `None` claims nothing of a part.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// DIEM base units over the channel's life.
    pub diem: Option<u64>,
    /// Micro-credits of quota over the voucher's epoch.
    pub quota: Option<u64>,
}

/// What settled vouchers added to their provider's use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// DIEM base units that were paid, and the micro-credits that they bought at the channels' prices.
    pub diem: u64,
    pub bought: u64,
    /// Micro-credits of quota of the running epoch and of the one before.
    pub quota: u64,
    pub last_quota: u64,
}

impl Progress {
    pub fn add(&mut self, other: &Self) -> Result<()> {
        // statistics must not stop a payment
        self.diem = self.diem.saturating_add(other.diem);
        self.bought = self.bought.saturating_add(other.bought);
        self.quota = add(self.quota, other.quota)?;
        self.last_quota = add(self.last_quota, other.last_quota)?;
        Ok(())
    }
}

type Verdict<T> = core::result::Result<T, DiemError>;

fn guard(holds: bool, error: DiemError) -> Verdict<()> {
    if holds {
        Ok(())
    } else {
        Err(error)
    }
}

impl Channel {
    /// Settles one voucher whose signature by `signer` is proved, or refuses it and changes nothing that counts.
    /// The guards in their order: tag, cluster, channel, signer, expiry, claim within the voucher, deposit, quota,
    /// advance.
    pub fn settle(
        &mut self,
        address: &Pubkey,
        cluster_tag: &[u8; 4],
        (signer, voucher): (&[u8; 32], &Voucher),
        claim: &Claim,
        window: Window,
        now: i64,
    ) -> Verdict<Progress> {
        guard(voucher.tag == VOUCHER_TAG, DiemError::VoucherTagWrong)?;
        guard(voucher.cluster_tag == *cluster_tag, DiemError::VoucherClusterWrong)?;
        guard(voucher.channel == *address, DiemError::VoucherChannelWrong)?;
        guard(self.voucher_signer.to_bytes() == *signer, DiemError::VoucherSignerWrong)?;
        guard(voucher.expiry == 0 || now < voucher.expiry, DiemError::VoucherExpired)?;

        let within = |part: Option<u64>, limit: u64| part.is_none_or(|part| part <= limit);
        let in_voucher = within(claim.diem, voucher.diem) && within(claim.quota, voucher.quota);
        guard(in_voucher, DiemError::ClaimAboveVoucher)?;
        guard(within(claim.diem, self.deposit), DiemError::ClaimAboveDeposit)?;

        self.advance(window.epoch);
        let newer_diem = claim.diem.filter(|diem| *diem > self.settled);
        let mut below = claim.diem.is_some_and(|diem| diem < self.settled);
        let newer_quota = match (claim.quota, self.quota_mut(voucher.epoch, window)) {
            (None, _) => None,
            (Some(claimed), Ok(quota)) => {
                guard(claimed <= quota.allowance, DiemError::ClaimAboveQuota)?;
                below |= claimed < quota.used;
                (claimed > quota.used).then_some(claimed)
            }
            // money never lapses: it is paid even where the quota is not
            (Some(_), Err(_)) if newer_diem.is_some() => None,
            (Some(_), Err(error)) => return Err(error),
        };

        let mut progress = Progress::default();
        if let Some(diem) = newer_diem {
            // by the sums, so that paying in pieces buys as much as paying at once
            let bought = paid_credits_floor(diem, self.price);
            progress.diem = diem.checked_sub(self.settled).ok_or(DiemError::MathOverflow)?;
            progress.bought = bought.saturating_sub(self.bought);
            self.settled = diem;
            self.bought = bought;
        }
        if let Some(claimed) = newer_quota {
            let quota = self.quota_mut(voucher.epoch, window)?;
            let more = claimed.checked_sub(quota.used).ok_or(DiemError::MathOverflow)?;
            quota.used = claimed;
            if voucher.epoch == window.epoch {
                progress.quota = more;
            } else {
                progress.last_quota = more;
            }
        }
        if newer_diem.is_none() && newer_quota.is_none() {
            return Err(if below { DiemError::ClaimBelowSettled } else { DiemError::ClaimAlreadySettled });
        }
        Ok(progress)
    }

    /// The quota of `epoch`, as long as it can be settled.
    fn quota_mut(&mut self, epoch: u32, window: Window) -> Verdict<&mut Quota> {
        guard(epoch <= window.epoch, DiemError::QuotaNotBegun)?;
        guard(epoch <= window.last_quota_epoch, DiemError::QuotaLapsed)?;
        let quotas = [&mut self.quota, &mut self.last_quota];
        quotas.into_iter().find(|quota| quota.epoch == epoch).ok_or(DiemError::QuotaLapsed)
    }
}
