import { tokens as token } from "@diem/localnet";

import { constants } from "@diem/sdk";

import { type Consumers, CHANNEL_NAMES, type ChannelName } from "./consumers";
import type { Job, PaidChannel } from "./paid-channel";
import type { Sellers } from "./providers";
import { settleDue, type Settlement, sumSettlements } from "./settle";
import { type DemoMarket, UNIT } from "./demo-market";

/** Demand of one epoch. */
export interface Demand {
  readonly name: string;
  /** Whole credits on each channel. */
  readonly credits: Readonly<Record<ChannelName, bigint>>;
  /** DIEM base units that the studio transfers to Nova. */
  readonly transfer: bigint;
}

const QUIET: Demand = {
  name: "quiet",
  credits: {
    chatHelios: 800n,
    agentHelios: 400n,
    agentNova: 400n,
    studioAtelier: 200n,
    labHelios: 200n,
    labNova: 80n,
  },
  transfer: UNIT / 10n,
};
const BUSY: Demand = {
  name: "busy",
  credits: {
    chatHelios: 6_000n,
    agentHelios: 4_400n,
    agentNova: 5_000n,
    studioAtelier: 1_000n,
    labHelios: 250n,
    labNova: 150n,
  },
  transfer: UNIT,
};
const MIDDLING: Demand = {
  name: "middling",
  credits: {
    chatHelios: 3_000n,
    agentHelios: 1_800n,
    agentNova: 2_000n,
    studioAtelier: 500n,
    labHelios: 200n,
    labNova: 100n,
  },
  transfer: UNIT / 2n,
};

/** Of the epochs of the story. */
export const DEMANDS = [QUIET, BUSY, MIDDLING];

/** The jobs of one epoch on one channel, in per cent of its credits. */
const JOBS = [5n, 9n, 14n, 11n, 8n, 16n, 12n, 25n];

/** What was served in one epoch, and what it took to be paid for it. */
export interface Served {
  readonly jobs: ReadonlyMap<ChannelName, readonly Job[]>;
  readonly settlement: Settlement;
  /** Bytes of the studio's one transfer. */
  readonly transferBytes: number;
}

/** Serves an epoch's demand, and has it settled before the epoch ends. */
export async function serve(
  demo: DemoMarket,
  { helios, nova, atelier }: Sellers,
  lines: Consumers,
  { credits, transfer }: Demand,
): Promise<Served> {
  const jobs = new Map<ChannelName, readonly Job[]>();
  for (const name of CHANNEL_NAMES) jobs.set(name, await serveChannel(lines[name], credits[name]));

  const { consumer: studio } = lines.studioAtelier;
  const sending = token.transfer({
    from: studio.diem,
    to: nova.revenue,
    owner: studio.address,
    amount: transfer,
  });
  const [sent, ...settlements] = await Promise.all([
    demo.act(studio, sending).then((signature) => demo.receipt(signature)),
    settleDue(demo, helios),
    settleDue(demo, nova),
    settleDue(demo, atelier),
  ]);
  return { jobs, settlement: settlements.reduce(sumSettlements), transferBytes: sent.bytes };
}

/** Serves so many whole credits on one channel. */
export async function serveChannel(line: PaidChannel, credits: bigint): Promise<Job[]> {
  await line.refresh();
  const jobs = [];
  const wanted = credits * constants.CREDIT_UNIT;
  for (const part of JOBS) jobs.push(await line.job((wanted * part) / 100n));
  return jobs;
}
