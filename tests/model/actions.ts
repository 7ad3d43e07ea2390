import * as bond from "./calls/bond";
import type { Maker } from "./calls/call";
import * as channel from "./calls/channel";
import * as diem from "./calls/diem";
import * as epoch from "./calls/epoch";
import * as governance from "./calls/governance";
import * as market from "./calls/market";
import * as metadata from "./calls/metadata";
import * as provider from "./calls/provider";
import { settle } from "./calls/settle";
import * as staking from "./calls/staking";

/** What most often comes next where a call succeeded: the long way from a voucher to its quota's reward. */
export const NEXT: Readonly<Record<string, string>> = {
  stakeQuota: "settle",
  settle: "reportUsage",
  openEpochRecord: "reportUsage",
  collect: "distributeRevenue",
  distributeRevenue: "reportUsage",
  retireProvider: "requestBondWithdrawal",
};

/** What is drawn more than once, or in a certain place: another order makes other histories of the same seed. */
const WEIGHTED: Readonly<Record<string, readonly [weight: number, make: Maker]>> = {
  openPosition: [3, staking.openPosition],
  stake: [6, staking.stake],
  requestUnstake: [4, staking.requestUnstake],
  cancelUnstake: [2, staking.cancelUnstake],
  withdrawUnstaked: [3, staking.withdrawUnstaked],
  claimRewards: [4, staking.claimRewards],
  compoundRewards: [3, staking.compoundRewards],
  closePosition: [2, staking.closePosition],
  mintDiem: [7, diem.mintDiem],
  burnDiem: [4, diem.burnDiem],
  fundRewards: [3, market.fundRewards],
  fundQuota: [3, market.fundQuota],
  collectTreasury: [2, market.collectTreasury],
  transfer: [5, market.transfer],
  directBurn: [1, market.directBurn],
  burnHoldings: [1, market.burnHoldings],
  registerProvider: [4, provider.registerProvider],
  updateProvider: [2, provider.updateProvider],
  setCapacity: [4, provider.setCapacity],
  retireProvider: [2, provider.retireProvider],
  distributeRevenue: [4, provider.distributeRevenue],
  withdrawRevenue: [2, provider.withdrawRevenue],
  closeProvider: [3, provider.closeProvider],
  addBond: [3, bond.addBond],
  requestBondWithdrawal: [2, bond.requestBondWithdrawal],
  withdrawBond: [3, bond.withdrawBond],
  slashProvider: [3, bond.slashProvider],
  openChannel: [5, channel.openChannel],
  deposit: [5, channel.deposit],
  collect: [4, channel.collect],
  requestClose: [4, channel.requestClose],
  closeChannel: [4, channel.closeChannel],
  stakeQuota: [8, channel.stakeQuota],
  requestQuotaUnstake: [2, channel.requestQuotaUnstake],
  withdrawQuota: [5, channel.withdrawQuota],
  settle: [16, settle],
  openEpochRecord: [5, epoch.openEpochRecord],
  reportUsage: [10, epoch.reportUsage],
  rollEpoch: [6, epoch.rollEpoch],
  claimQuotaReward: [5, epoch.claimQuotaReward],
  closeEpochRecord: [4, epoch.closeEpochRecord],
  proposeAuthority: [1, governance.proposeAuthority],
  acceptAuthority: [1, governance.acceptAuthority],
  setRoles: [1, governance.setRoles],
  pause: [1, governance.pause],
  unpause: [3, governance.unpause],
  proposeParams: [2, governance.proposeParams],
  applyParams: [3, governance.applyParams],
  cancelParams: [1, governance.cancelParams],
};

/** What a step may do, how it is made into a call, and how often it is drawn: once, unless said. */
export const ACTIONS: typeof WEIGHTED = {
  ...WEIGHTED,
  ...Object.fromEntries(
    Object.entries<Maker>({ ...governance, ...metadata })
      .filter(([name]) => !(name in WEIGHTED))
      .map(([name, make]) => [name, [1, make]] as const),
  ),
};
