import type { PublicKey } from "@solana/web3.js";
import type { TokenMetadata } from "@diem/sdk";

/** An event as the model expects it, with every field that the program's interface gives it. */
export interface PredictedEvent {
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** An address of the program, with its text as the key of maps. */
export interface Address {
  readonly key: PublicKey;
  readonly text: string;
  readonly bump: number;
}

export interface Stream {
  remaining: bigint;
  lastTs: bigint;
  /** Time left, in 2^-32 s. */
  leftQ32: bigint;
}

export interface Index {
  perShare: bigint;
  carry: bigint;
}

/** Shares of an amount that can shrink, and how often they were halved. */
export interface Units {
  total: bigint;
  era: bigint;
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
  feeStreamSecs: bigint;
  baseRate: bigint;
  targetFloor: bigint;
  targetCap: bigint;
  creditsPerDiem: bigint;
  referencePriceFloor: bigint;
  referencePriceCap: bigint;
  bondPerCredit: bigint;
  quotaPoolEpochs: number;
  steepnessBps: number;
  targetShareBps: number;
  useEmaBps: number;
  maxTargetStepBps: number;
  lockedHaircutBps: number;
  providerBps: number;
  quotaBps: number;
  treasuryBps: number;
  stakersBps: number;
  quotaMatchBps: number;
  quotaCapBps: number;
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
  /** Sum of the positions' weights: what shares rewards. */
  rewardWeight: bigint;
  debt: Units;
  feesOwed: bigint;
  rewardsOwed: bigint;
  treasuryOwed: bigint;
  quotaPool: bigint;
  quotaRewardsOwed: bigint;
  feeIndex: Index;
  rewardIndex: Index;
  feeStream: Stream;
  rewardStream: Stream;
  targetSupply: bigint;
  nextTarget: bigint;
  served: bigint;
  utilisationEma: bigint;
  nextTargetEpoch: number;
  nextToClose: number;
  hasRecord: [boolean, boolean];
  capacity: Scheduled;
  quotaCapacity: Scheduled;
  referencePrice: Scheduled;
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
  debtUnits: bigint;
  debtEra: bigint;
  cooling: bigint;
  feeCheckpoint: bigint;
  rewardCheckpoint: bigint;
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

/** What was served in one epoch. */
export interface Served {
  diem: bigint;
  bought: bigint;
  quota: bigint;
}

export interface UsageSlot {
  epoch: number;
  /** 1 where all that was settled by the end of the epoch was distributed at the last report. */
  distributed: 0 | 1;
  capacity: bigint;
  served: Served;
  reported: Served;
  /** Quota whose reward was claimed. */
  rewarded: bigint;
}

export interface PriceTerms {
  readonly price: bigint;
  readonly priceListHash: Uint8Array;
}

/** Terms whose changes wait for the next epoch. */
export interface ScheduledTerms {
  current: PriceTerms;
  next: PriceTerms;
  epoch: number;
}

/** What a provider states. */
export interface Terms extends PriceTerms {
  readonly operator: PublicKey;
  readonly endpoint: string;
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
  endpoint: string;
  clusterTag: Uint8Array;
  openChannels: number;
  genesisTs: bigint;
  epochSecs: bigint;
  terms: ScheduledTerms;
  claimable: bigint;
  totalRevenue: bigint;
  totalSettled: bigint;
  settledDistributed: bigint;
  bond: bigint;
  bondCooling: { amount: bigint; shares: Units; tickets: number };
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
  era: bigint;
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
  /** Who asked for closing: nobody, the provider, the consumer. */
  closing: 0 | 1 | 2;
  /** The last epoch with quota, once the provider has asked for closing. */
  lastQuotaEpoch: number;
  market: PublicKey;
  provider: PublicKey;
  consumer: PublicKey;
  voucherSigner: PublicKey;
  rentPayer: PublicKey;
  openedSlot: bigint;
  price: bigint;
  bought: bigint;
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
  referencePrice: bigint;
  maxPriceStepBps: number;
  quotaMatchBps: number;
  quotaCapBps: number;
  utilisationBps: number;
  paid: bigint;
  quota: bigint;
  used: bigint;
  rewardable: bigint;
  priceSum: bigint;
  rewarded: bigint;
  rewardPool: bigint;
  rewardsClaimed: bigint;
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
  /** What the call that is being predicted tells the world. */
  events: PredictedEvent[];
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
