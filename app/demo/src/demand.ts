import { createTransferInstruction } from "@solana/spl-token";

import { constants } from "@diem/sdk";

import { type Consumers, LINE_NAMES, type LineName } from "./consumers";
import type { Job, Line } from "./line";
import type { Sellers } from "./providers";
import { settleDue, type Settlement, together } from "./settling";
import { type Stage, UNIT } from "./stage";

/** What consumers want in one epoch. */
export interface Demand {
  readonly name: string;
  /** Whole credits on each channel. */
  readonly credits: Readonly<Record<LineName, bigint>>;
  /** DIEM base units that the studio transfers to Nova. */
  readonly transfer: bigint;
}

const QUIET: Demand = {
  name: "quiet",
  credits: {
    chatHelios: 4_000n,
    agentHelios: 2_000n,
    agentNova: 1_500n,
    studioAtelier: 500n,
    labHelios: 3_000n,
    labNova: 1_000n,
  },
  transfer: 2n * UNIT,
};
const BUSY: Demand = {
  name: "busy",
  credits: {
    chatHelios: 30_000n,
    agentHelios: 22_000n,
    agentNova: 20_000n,
    studioAtelier: 4_800n,
    labHelios: 8_000n,
    labNova: 4_000n,
  },
  transfer: 20n * UNIT,
};
const MIDDLING: Demand = {
  name: "middling",
  credits: {
    chatHelios: 15_000n,
    agentHelios: 9_000n,
    agentNova: 10_000n,
    studioAtelier: 2_500n,
    labHelios: 5_000n,
    labNova: 3_000n,
  },
  transfer: 8n * UNIT,
};

/** Of the epochs of the story. */
export const DEMANDS = [QUIET, BUSY, MIDDLING];

/** The jobs of one epoch on one channel, in per cent of its credits. */
const JOBS = [5n, 9n, 14n, 11n, 8n, 16n, 12n, 25n];

/** What was served in one epoch, and what it took to be paid for it. */
export interface Served {
  readonly jobs: ReadonlyMap<LineName, readonly Job[]>;
  readonly settlement: Settlement;
  /** Bytes of the studio's one transfer. */
  readonly transferBytes: number;
}

/** Serves an epoch's demand, and has it settled before the epoch ends. */
export async function serve(
  stage: Stage,
  { helios, nova, atelier }: Sellers,
  lines: Consumers,
  { credits, transfer }: Demand,
): Promise<Served> {
  const jobs = new Map<LineName, readonly Job[]>();
  for (const name of LINE_NAMES) jobs.set(name, await serveLine(lines[name], credits[name]));

  const { consumer: studio } = lines.studioAtelier;
  const sending = createTransferInstruction(studio.diem, nova.revenue, studio.address, transfer);
  const [sent, ...settlements] = await Promise.all([
    stage.act(studio, sending).then((signature) => stage.receipt(signature)),
    settleDue(stage, helios),
    settleDue(stage, nova),
    settleDue(stage, atelier),
  ]);
  return { jobs, settlement: settlements.reduce(together), transferBytes: sent.bytes };
}

/** Serves so many whole credits on one channel. */
export async function serveLine(line: Line, credits: bigint): Promise<Job[]> {
  await line.refresh();
  const jobs = [];
  const wanted = credits * constants.CREDIT_UNIT;
  for (const part of JOBS) jobs.push(await line.job((wanted * part) / 100n));
  return jobs;
}
