import type { DiemEventName } from "@diem/sdk";

/** What events are about, in the order of the list to choose from. */
export const KINDS = [
  "Staking",
  "DIEM",
  "Channels",
  "Providers",
  "Epochs and pools",
  "Governance",
] as const;
export type Kind = (typeof KINDS)[number];

/** What each event is about. */
export const KIND_OF: Readonly<Record<DiemEventName, Kind>> = {
  PositionOpened: "Staking",
  PositionClosed: "Staking",
  Staked: "Staking",
  UnstakeRequested: "Staking",
  UnstakeCancelled: "Staking",
  UnstakeWithdrawn: "Staking",
  RewardsClaimed: "Staking",
  RewardsCompounded: "Staking",
  RewardsFunded: "Staking",
  DiemMinted: "DIEM",
  DiemBurned: "DIEM",
  DiemMetadataSet: "DIEM",
  ChannelOpened: "Channels",
  Deposited: "Channels",
  VouchersSettled: "Channels",
  Collected: "Channels",
  CloseRequested: "Channels",
  ChannelClosed: "Channels",
  QuotaStaked: "Channels",
  QuotaUnstakeRequested: "Channels",
  QuotaWithdrawn: "Channels",
  ProviderRegistered: "Providers",
  ProviderUpdated: "Providers",
  ProviderRetired: "Providers",
  ProviderClosed: "Providers",
  ProviderSlashed: "Providers",
  BondAdded: "Providers",
  BondWithdrawalRequested: "Providers",
  BondWithdrawn: "Providers",
  CapacitySet: "Providers",
  RevenueDistributed: "Providers",
  RevenueWithdrawn: "Providers",
  UsageReported: "Providers",
  QuotaRewardClaimed: "Providers",
  EpochRecordOpened: "Epochs and pools",
  EpochRecordClosed: "Epochs and pools",
  EpochsRolled: "Epochs and pools",
  QuotaFunded: "Epochs and pools",
  TreasuryCollected: "Epochs and pools",
  MarketCreated: "Governance",
  ParamsProposed: "Governance",
  ParamsCancelled: "Governance",
  ParamsApplied: "Governance",
  RolesChanged: "Governance",
  AuthorityProposed: "Governance",
  AuthorityChanged: "Governance",
  EntriesPaused: "Governance",
  EntriesUnpaused: "Governance",
};

/** Names of the events that are about something. */
export function namesOf(kind: Kind): DiemEventName[] {
  return (Object.keys(KIND_OF) as DiemEventName[]).filter((name) => KIND_OF[name] === kind);
}

/** Which events are shown. */
export interface Filter {
  /** Of these names. Default: all. */
  readonly names?: readonly DiemEventName[];
  /** About this wallet, provider or channel. Default: all. */
  readonly account?: string;
}
