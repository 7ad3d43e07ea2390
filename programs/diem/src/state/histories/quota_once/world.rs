//! Three wallets, two providers and their channels, beside the DIEM in the token accounts.

use super::step::Step;
use crate::math::paid_credits_floor;
use crate::state::channel::Quota;
use crate::state::histories::*;
use crate::voucher::Voucher;

#[derive(Clone, Copy)]
pub struct Live {
    /// Never used again.
    pub id: usize,
    pub wallet: usize,
    pub provider: usize,
    pub channel: Channel,
}

impl Live {
    /// The quota of an epoch that has not lapsed: of the running one or the one before.
    pub fn quota(&self, epoch: u32) -> Quota {
        let Channel { quota, last_quota, next_allowance, .. } = self.channel;
        match epoch {
            _ if epoch > quota.epoch => {
                let allowance = if self.has_lapsed(epoch) { 0 } else { next_allowance };
                Quota { epoch, allowance, ..Quota::default() }
            }
            _ if epoch == quota.epoch => quota,
            _ if epoch == last_quota.epoch => last_quota,
            _ => Quota { epoch, ..Quota::default() },
        }
    }

    /// Whether the provider's request has ended the quota before `epoch`.
    fn has_lapsed(&self, epoch: u32) -> bool {
        epoch > self.channel.last_quota_epoch
    }

    /// What is staked while `epoch` runs.
    pub fn staked(&self, epoch: u32) -> u64 {
        if self.has_lapsed(epoch) {
            0
        } else {
            self.channel.staked
        }
    }

    /// DIEM that gives the quota of `epoch`, the running one.
    pub fn giving(&self, epoch: u32) -> u64 {
        self.staked(epoch) + self.cooling(epoch)
    }

    fn cooling(&self, epoch: u32) -> u64 {
        if self.channel.quota.epoch == epoch {
            self.channel.cooling
        } else {
            0
        }
    }

    pub fn withdrawable(&self, epoch: u32) -> u64 {
        let Channel { staked, cooling, withdrawable, .. } = self.channel;
        withdrawable + staked + cooling - self.giving(epoch)
    }

    /// Micro-credits that the provider holds ready in `epoch`, the running one or the next: also after the quota has lapsed,
    /// until the channel is closed.
    pub fn committed(&self, epoch: u32) -> u64 {
        if self.has_lapsed(epoch) {
            self.channel.next_allowance
        } else {
            self.quota(epoch).allowance
        }
    }

    pub fn held(&self) -> u64 {
        let Channel { deposit, collected, staked, cooling, withdrawable, .. } = self.channel;
        deposit - collected + staked + cooling + withdrawable
    }
}

/// Micro-credits of the quota of `epoch` that a settlement added to the channel `id`.
pub struct Used {
    pub id: usize,
    pub epoch: u32,
    pub credits: u64,
}

#[derive(Clone)]
pub struct World {
    pub market: Market,
    pub providers: [Provider; 2],
    pub channels: Vec<Live>,
    pub opened: usize,
    /// What closed channels leave committed to the end of the epoch of their closing: provider, epoch, micro-credits.
    pub left_committed: Vec<(usize, u32, u64)>,
    pub wallets: [u64; 3],
    pub escrow: u64,
    pub revenue: u64,
    pub now: i64,
    pub slot: u64,
}

impl World {
    pub fn new(params: MarketParams, quota_capacity: u64, wallets: [u64; 3]) -> Self {
        let mut market = new_market(params);
        let mut provider = || register(&mut market, 1 << 60, quota_capacity, quota_capacity, 0).unwrap();
        let providers = [provider(), provider()];
        Self {
            market,
            providers,
            channels: Vec::new(),
            opened: 0,
            left_committed: Vec::new(),
            wallets,
            escrow: 0,
            revenue: 0,
            now: GENESIS_TS + EPOCH_SECS,
            slot: 1_000,
        }
    }

    pub fn epoch(&self) -> u32 {
        epoch_at(self.now)
    }

    pub fn wait_until(&mut self, now: i64) {
        self.slot += 2 * now.abs_diff(self.now);
        self.now = now;
    }

    /// Takes a step, or refuses it and changes nothing, as a transaction does.
    pub fn apply(&mut self, step: Step) -> Result<Vec<Used>> {
        let mut after = self.clone();
        let used = after.run(step)?;
        *self = after;
        Ok(used)
    }

    fn run(&mut self, step: Step) -> Result<Vec<Used>> {
        let (now, epoch) = (self.now, self.epoch());
        match step {
            Step::Open { wallet, provider, credits_per_diem, deposit } => {
                self.market.params.credits_per_diem = credits_per_diem;
                let mut channel = Channel {
                    version: ACCOUNT_VERSION,
                    voucher_signer: key(wallet),
                    opened_slot: self.slot,
                    ..Channel::zeroed()
                };
                channel.open(&self.market, &mut self.providers[provider], u64::MAX, epoch)?;
                channel.add_deposit(&mut self.market, deposit)?;
                self.pay_in(wallet, deposit)?;
                self.channels.push(Live { id: self.opened, wallet, provider, channel });
                self.opened += 1;
            }
            Step::Deposit { nth, amount } => {
                self.channels[nth].channel.add_deposit(&mut self.market, amount)?;
                self.pay_in(self.channels[nth].wallet, amount)?;
            }
            Step::Stake { nth, amount } => {
                let Live { wallet, provider, channel, .. } = &mut self.channels[nth];
                let (wallet, provider) = (*wallet, &mut self.providers[*provider]);
                channel.stake_quota(&mut self.market, provider, amount, (epoch, now))?;
                self.pay_in(wallet, amount)?;
            }
            Step::Unstake { nth, amount } => {
                let Live { provider, channel, .. } = &mut self.channels[nth];
                channel.unstake_quota(&mut self.providers[*provider], amount, epoch)?;
            }
            Step::Withdraw { nth } => {
                let amount = self.channels[nth].channel.withdraw_quota(&mut self.market, epoch)?;
                self.pay_out(self.channels[nth].wallet, amount);
            }
            Step::RequestClose { nth } => {
                let Live { provider, channel, .. } = &mut self.channels[nth];
                channel.request_close(&mut self.providers[*provider], epoch, now)?;
            }
            Step::Dismiss { nth } => {
                let Live { provider, channel, .. } = &mut self.channels[nth];
                channel.request_close_by_provider(&self.providers[*provider], epoch, now)?;
            }
            Step::Close { nth, consenting } => {
                let clock = Clock { slot: self.slot, unix_timestamp: now, ..Clock::default() };
                let Live { wallet, provider, mut channel, .. } = self.channels.remove(nth);
                channel.require_closable(consenting, &clock)?;
                let collected = channel.collect(&mut self.market)?;
                self.escrow -= collected;
                self.revenue += collected;
                self.left_committed.push((provider, epoch, channel.next_allowance));
                let refunded = channel.refund(&mut self.market, &mut self.providers[provider], epoch)?;
                self.pay_out(wallet, refunded);
                self.providers[provider].open_channels -= 1;
                channel.invariant()?;
            }
            Step::Collect { nth } => {
                let amount = self.channels[nth].channel.collect(&mut self.market)?;
                require!(amount > 0, DiemError::NothingToCollect);
                self.escrow -= amount;
                self.revenue += amount;
            }
            Step::Transfer { from, to, amount } => {
                self.wallets[from] = sub(self.wallets[from], amount)?;
                self.wallets[to] += amount;
            }
            Step::Settle { provider, epoch, beyond, diem } => {
                return self.settle(provider, epoch, beyond, diem);
            }
            Step::Offer { provider, quota } => {
                self.providers[provider].set_capacity(&mut self.market, quota, quota, epoch)?;
            }
            Step::Retire { provider } => self.providers[provider].retire(&mut self.market, epoch, now)?,
        }
        Ok(Vec::new())
    }

    /// As the handler does: a refused voucher is skipped, and the others are settled.
    fn settle(&mut self, nth: usize, of_epoch: u32, beyond: u64, diem: u64) -> Result<Vec<Used>> {
        let provider = &mut self.providers[nth];
        let window = provider.window(epoch_at(self.now));
        let (mut served, mut used, mut refusal) = (Progress::default(), Vec::new(), None);
        for live in self.channels.iter_mut().filter(|live| live.provider == nth) {
            let Quota { allowance, used: before, .. } = live.quota(of_epoch);
            let quota = allowance + beyond;
            let paid = live.channel.settled.saturating_add(diem).min(live.channel.deposit);
            let claim = Claim { diem: Some(paid), quota: Some(quota) };
            let voucher = Voucher {
                tag: VOUCHER_TAG,
                channel: key(live.id),
                epoch: of_epoch,
                quota,
                diem: u64::MAX,
                ..Voucher::zeroed()
            };
            let signer = live.channel.voucher_signer.to_bytes();
            let cluster_tag = &provider.cluster_tag;
            let signed = (&signer, &voucher);
            match live.channel.settle(&key(live.id), cluster_tag, signed, &claim, window, self.now) {
                Ok(progress) => {
                    live.channel.invariant()?;
                    let Channel { settled, price, bought, .. } = live.channel;
                    assert_eq!(bought, paid_credits_floor(settled, price), "channel {}", live.id);
                    served.add(&progress)?;
                    let credits = progress.quota + progress.last_quota;
                    used.push(Used { id: live.id, epoch: of_epoch, credits });
                }
                Err(error) => refusal = Some(error),
            }
            let Quota { allowance, used, .. } = live.quota(of_epoch);
            let lapsed = of_epoch > window.epoch.min(window.last_quota_epoch);
            if lapsed {
                assert_eq!(used, before, "channel {}: quota was used outside its time", live.id);
            } else if beyond == 0 {
                assert_eq!(used, allowance, "channel {}: quota that was given can be used", live.id);
            }
        }
        if used.is_empty() {
            return Err(refusal.unwrap_or(DiemError::ClaimCountMismatch).into());
        }
        provider.serve_all(window, &served).map(|()| used)
    }

    fn pay_in(&mut self, wallet: usize, amount: u64) -> Result<()> {
        self.wallets[wallet] = sub(self.wallets[wallet], amount)?;
        self.escrow += amount;
        Ok(())
    }

    fn pay_out(&mut self, wallet: usize, amount: u64) {
        self.escrow -= amount;
        self.wallets[wallet] += amount;
    }
}
