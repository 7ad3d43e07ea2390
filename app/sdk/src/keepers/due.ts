import type { PublicKey } from "@solana/web3.js";
import { channel as channelAccounts } from "../accounts/channel";
import { epochRecord as recordAccounts } from "../accounts/epoch-record";
import { provider as providerAccounts } from "../accounts/provider";
import { planDue, type Thresholds } from "./plan";
import { planClaimQuotaRewards } from "./claim-quota-rewards";
import { planCloseEpochRecords } from "./close-epoch-records";
import { planCollect } from "./collect";
import { planDistributeRevenue } from "./distribute-revenue";
import { planApplyParams } from "./apply-params";
import { planRollEpoch } from "./roll-epoch";
import { planUsage } from "./revenue-and-reports";
import { type DueInput, readMarket, readRevenues } from "./read";
import type { Task } from "./task";

/** More than any amount: nothing is worth a transaction for its own sake. */
const NEVER = 2n ** 64n;

type With<Name extends keyof Thresholds> = DueInput & Pick<Thresholds, Name>;

const readProviders = (input: DueInput) =>
  providerAccounts.fetchAll(input.connection, { market: input.market }, input);
const readChannels = (input: DueInput) =>
  channelAccounts.fetchAll(input.connection, { market: input.market }, input);
const readRecords = (input: DueInput) =>
  recordAccounts.fetchAll(input.connection, { market: input.market }, input);

async function readEarnings(input: DueInput) {
  const [revenues, channels] = await Promise.all([readRevenues(input), readChannels(input)]);
  return { revenues, providers: revenues.map(({ provider }) => provider), channels };
}

async function rollEpoch(input: DueInput): Promise<Task | null> {
  return planRollEpoch(await readMarket(input));
}

async function applyParams(input: DueInput): Promise<Task | null> {
  return planApplyParams(await readMarket(input));
}

/** See `due.reportUsage`. */
export interface DueReportsInput extends With<"minUsage"> {
  /** Address of the provider; default: all of the market. */
  readonly provider?: PublicKey;
}

async function reportUsage({ provider: wanted, ...input }: DueReportsInput): Promise<Task[]> {
  const [state, { providers: all, ...earnings }] = await Promise.all([
    readMarket(input),
    readEarnings(input),
  ]);
  const providers = all.filter(({ address }) => wanted === undefined || address.equals(wanted));
  const never = { minCollect: NEVER, minDistribute: NEVER };
  return planUsage({ ...input, ...state, ...earnings, ...never, providers });
}

async function claimQuotaRewards(input: With<"minReward">): Promise<Task[]> {
  const [state, providers, records] = await Promise.all([
    readMarket(input),
    readProviders(input),
    readRecords(input),
  ]);
  return planClaimQuotaRewards({ ...input, ...state, providers, records });
}

async function collect(input: With<"minCollect">): Promise<Task[]> {
  const [state, channels] = await Promise.all([readMarket(input), readChannels(input)]);
  return planCollect({ ...input, ...state, channels });
}

async function distributeRevenue(input: With<"minDistribute">): Promise<Task[]> {
  const [state, revenues] = await Promise.all([readMarket(input), readRevenues(input)]);
  return planDistributeRevenue({ ...input, ...state, revenues });
}

async function closeEpochRecords(input: With<"keepEpochs">): Promise<Task[]> {
  const [state, records] = await Promise.all([readMarket(input), readRecords(input)]);
  return planCloseEpochRecords({ ...input, ...state, records });
}

async function everything(input: DueInput & Thresholds): Promise<Task[]> {
  const [state, earnings, records] = await Promise.all([
    readMarket(input),
    readEarnings(input),
    readRecords(input),
  ]);
  return planDue({ ...input, ...state, ...earnings, records });
}

/**
 * Reads the chain and says what is due of a market, as {@link planDue} orders it; its members do so for one kind
 * of task. Nothing is sent. Each task is one transaction; send them one after the other, and ask again for what
 * they make due. The accounts are not read all at one moment, and others may do the same work: a task that is refused
 * for it is missing in the next answer.
 *
 * @example
 * const { connection, publicKey: payer } = wallet;
 * for (const { reason, instructions } of await keepers.due({ connection, market, payer })) {
 *   console.log(reason, await transactions.send(wallet, { instructions }));
 * }
 */
export const due = Object.assign(everything, {
  /** The roll of all epochs that can be closed, or null. */
  rollEpoch,
  /** Announced parameters whose delay is over, or null. */
  applyParams,
  /**
   * Usage of the settling and of the running epoch that their records lack, or whose quota counts only now: after the collecting
   * and distributing that it waits for, and after the roll where one is due.
   */
  reportUsage,
  /** Quota rewards of closed epochs. */
  claimQuotaRewards,
  /** Channels with settled DIEM. */
  collect,
  /** Providers with new revenue. */
  distributeRevenue,
  /** Records that are no longer needed. */
  closeEpochRecords,
});
