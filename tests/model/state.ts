import type { PublicKey } from "@solana/web3.js";
import type { TokenMetadata } from "@diem/sdk";

/** An address of the program, with its text as the key of maps. */
export interface Address {
  readonly key: PublicKey;
  readonly text: string;
  readonly bump: number;
}

export interface Stream {
  remaining: bigint;
  lastTs: bigint;
  endTs: bigint;
}

export interface Index {
  perShare: bigint;
  carry: bigint;
}

/** A figure whose changes wait for the next epoch. */
export interface Scheduled {
  previous: bigint;
  current: bigint;
  next: bigint;
  epoch: number;
}

export interface Params {
  stakeCooldownSecs: bigint;
  bondCooldownSecs: bigint;
  channelGraceSecs: bigint;
  paramsDelaySecs: bigint;
  baseRate: bigint;
  targetFloor: bigint;
  targetCap: bigint;
  creditsPerDiem: bigint;
  referencePriceFloor: bigint;
  referencePriceCap: bigint;
  bondPerCredit: bigint;
  rewardCap: bigint;
  steepnessBps: number;
  headroomBps: number;
  maxTargetStepBps: number;
  lockedHaircutBps: number;
  providerIdleBps: number;
  providerKinkBps: number;
  providerFullBps: number;
  utilisationKinkBps: number;
  treasuryBps: number;
  utilisationEmaBps: number;
  maxPriceStepBps: number;
  maxSlashBps: number;
}

export interface Roles {
  authority: PublicKey;
  guardian: PublicKey;
  arbiter: PublicKey;
  treasury: PublicKey;
}

/** What can be paused. */
export type Entry = "stake" | "mint" | "open" | "deposit" | "register";

export interface Market {
  version: number;
  bump: number;
  vvvDecimals: number;
  clusterTag: Uint8Array;
  creator: PublicKey;
  roles: Roles;
  vvvMint: PublicKey;
  diemMint: PublicKey;
  stakeVault: PublicKey;
  bondVault: PublicKey;
  rewardVault: PublicKey;
  escrow: PublicKey;
  feePool: PublicKey;
  params: Params;
  genesisTs: bigint;
  epochSecs: bigint;
  totalStaked: bigint;
  totalLocked: bigint;
  totalCooling: bigint;
  totalBonded: bigint;
  totalBondCooling: bigint;
  totalEscrowed: bigint;
  diemOutstanding: bigint;
  feesOwed: bigint;
  rewardsOwed: bigint;
  treasuryOwed: bigint;
  quotaPool: bigint;
  quotaRewardsOwed: bigint;
  feeIndex: Index;
  rewardIndexes: { unlocked: Index; locked: Index };
  feeStream: Stream;
  rewardStream: Stream;
  targetSupply: bigint;
  nextTarget: bigint;
  referencePrice: bigint;
  utilisationEma: bigint;
  nextTargetEpoch: number;
  nextToClose: number;
  hasRecord: [boolean, boolean];
  capacity: Scheduled;
  quotaCapacity: Scheduled;
  sequence: bigint;
  pendingAuthority: PublicKey | null;
  proposal: { readonly params: Params; readonly etaTs: bigint } | null;
  paused: readonly Entry[];
}

export interface Position {
  version: number;
  bump: number;
  openTickets: number;
  market: PublicKey;
  owner: PublicKey;
  rentPayer: PublicKey;
  staked: bigint;
  locked: bigint;
  outstanding: bigint;
  cooling: bigint;
  feeCheckpoint: bigint;
  unlockedCheckpoint: bigint;
  lockedCheckpoint: bigint;
  unclaimedFees: bigint;
  unclaimedRewards: bigint;
  nextTicketId: bigint;
}

export interface Ticket {
  version: number;
  bump: number;
  position: PublicKey;
  rentPayer: PublicKey;
  id: bigint;
  amount: bigint;
  requestedTs: bigint;
  readyTs: bigint;
}

export interface UsageSlot {
  epoch: number;
  rewarded: boolean;
  capacity: bigint;
  paid: bigint;
  quota: bigint;
  reportedPaid: bigint;
  reportedQuota: bigint;
  reportedCounted: bigint;
}

export interface Terms {
  readonly operator: PublicKey;
  readonly endpoint: string;
  readonly price: bigint | null;
  readonly priceListHash: Uint8Array;
}

export interface Provider {
  version: number;
  bump: number;
  retiring: boolean;
  underbonded: boolean;
  market: PublicKey;
  owner: PublicKey;
  rentPayer: PublicKey;
  operator: PublicKey;
  revenue: PublicKey;
  priceListHash: Uint8Array;
  endpoint: string;
  clusterTag: Uint8Array;
  openChannels: number;
  genesisTs: bigint;
  epochSecs: bigint;
  price: bigint | null;
  claimable: bigint;
  totalRevenue: bigint;
  bond: bigint;
  bondCooling: { amount: bigint; shares: bigint };
  bondPerCredit: bigint;
  maxSlashBps: number;
  capacity: Scheduled;
  quotaCapacity: Scheduled;
  committed: Scheduled;
  nextTicketId: bigint;
  noticeEndsTs: bigint;
  lastQuotaEpoch: number;
  slashEpoch: number;
  slashed: bigint;
  usage: UsageSlot[];
  sequence: bigint;
}

export interface BondTicket {
  version: number;
  bump: number;
  provider: PublicKey;
  rentPayer: PublicKey;
  id: bigint;
  shares: bigint;
  requested: bigint;
  requestedTs: bigint;
  readyTs: bigint;
}

export interface Quota {
  epoch: number;
  allowance: bigint;
  used: bigint;
}

export interface Channel {
  version: number;
  bump: number;
  market: PublicKey;
  provider: PublicKey;
  consumer: PublicKey;
  voucherSigner: PublicKey;
  rentPayer: PublicKey;
  openedSlot: bigint;
  price: bigint;
  usagePrice: bigint;
  creditsPerDiem: bigint;
  graceSecs: bigint;
  closesTs: bigint | null;
  deposit: bigint;
  settled: bigint;
  collected: bigint;
  staked: bigint;
  cooling: bigint;
  withdrawable: bigint;
  nextAllowance: bigint;
  quota: Quota;
  lastQuota: Quota;
  sequence: bigint;
}

export interface EpochRecord {
  version: number;
  bump: number;
  closed: boolean;
  epoch: number;
  market: PublicKey;
  rentPayer: PublicKey;
  capacity: bigint;
  paid: bigint;
  quota: bigint;
  counted: bigint;
  quotaClaimed: bigint;
  rewardPool: bigint;
  rewardsClaimed: bigint;
  utilisationBps: number;
}

/** The kinds of accounts of a market, by their names in the SDK. */
export interface Accounts {
  readonly position: Map<string, Position>;
  readonly ticket: Map<string, Ticket>;
  readonly provider: Map<string, Provider>;
  readonly bondTicket: Map<string, BondTicket>;
  readonly channel: Map<string, Channel>;
  readonly epochRecord: Map<string, EpochRecord>;
}

/** Everything that the program and the token program know of one market. Maps are by address in base58. */
export interface State extends Accounts {
  readonly address: PublicKey;
  readonly market: Market;
  /** What each token account holds. */
  readonly tokens: Map<string, bigint>;
  /** Supply of each mint. */
  readonly supplies: Map<string, bigint>;
  /** What wallets show of DIEM; `undefined` until it is set. */
  metadata: TokenMetadata | undefined;
  now: bigint;
  slot: bigint;
}

/** A deep copy; addresses and bytes are never changed in place, and are shared. */
export function copy<T>(value: T): T {
  return copied(value) as T;
}

function copied(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(copied);
  if (value instanceof Map) {
    const entries: readonly [unknown, unknown][] = [...value];
    return new Map(entries.map(([key, item]) => [key, copied(item)]));
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  const clone: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) clone[key] = copied(item);
  return clone;
}
