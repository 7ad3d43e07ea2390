import { channel as channelAccounts } from "../accounts/channel";
import { epochRecord as recordAccounts } from "../accounts/epoch-record";
import { provider as providerAccounts } from "../accounts/provider";
import { planDue, type Thresholds } from "./plan";
import { planClaimQuotaRewards } from "./plan-claims";
import { planCloseRecords } from "./plan-closings";
import { planCollect } from "./plan-collect";
import { planDistribute } from "./plan-distribute";
import { planApplyParams } from "./plan-params";
import { planReportUsage } from "./plan-reports";
import { planRollEpoch } from "./plan-roll";
import { type DueInput, readMarket, readRevenues } from "./read";
import type { Task } from "./task";

type With<Name extends keyof Thresholds> = DueInput & Pick<Thresholds, Name>;

const readProviders = (input: DueInput) =>
  providerAccounts.fetchAll(input.connection, { market: input.market }, input);
const readChannels = (input: DueInput) =>
  channelAccounts.fetchAll(input.connection, { market: input.market }, input);
const readRecords = (input: DueInput) =>
  recordAccounts.fetchAll(input.connection, { market: input.market }, input);

async function rollEpoch(input: DueInput): Promise<Task | null> {
  return planRollEpoch(await readMarket(input));
}

async function applyParams(input: DueInput): Promise<Task | null> {
  return planApplyParams(await readMarket(input));
}

async function reportUsage(input: With<"minUsage">): Promise<Task[]> {
  const [state, providers] = await Promise.all([readMarket(input), readProviders(input)]);
  return planReportUsage({ ...input, ...state, providers });
}

async function claimQuotaRewards(input: With<"minReward">): Promise<Task[]> {
  const reads = [readMarket(input), readProviders(input), readRecords(input)] as const;
  const [state, providers, records] = await Promise.all(reads);
  return planClaimQuotaRewards({ ...input, ...state, providers, records });
}

async function collect(input: With<"minCollect">): Promise<Task[]> {
  const [state, channels] = await Promise.all([readMarket(input), readChannels(input)]);
  return planCollect({ ...input, ...state, channels });
}

async function distribute(input: With<"minDistribute">): Promise<Task[]> {
  const [state, revenues] = await Promise.all([readMarket(input), readRevenues(input)]);
  return planDistribute({ ...input, ...state, revenues });
}

async function closeRecords(input: With<"minReward" | "keepEpochs">): Promise<Task[]> {
  const reads = [readMarket(input), readProviders(input), readRecords(input)] as const;
  const [state, providers, records] = await Promise.all(reads);
  return planCloseRecords({ ...input, ...state, providers, records });
}

async function everything(input: DueInput & Thresholds): Promise<Task[]> {
  const [state, revenues, channels, records] = await Promise.all([
    readMarket(input),
    readRevenues(input),
    readChannels(input),
    readRecords(input),
  ]);
  const providers = revenues.map(({ provider }) => provider);
  return planDue({ ...input, ...state, providers, revenues, channels, records });
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
  /** Usage of the settling and of the running epoch that their records lack. Opens a record only once rolled. */
  reportUsage,
  /** Quota rewards of closed epochs. */
  claimQuotaRewards,
  /** Channels with settled DIEM. */
  collect,
  /** Providers with new revenue. */
  distribute,
  /** Records that nobody needs. */
  closeRecords,
});
