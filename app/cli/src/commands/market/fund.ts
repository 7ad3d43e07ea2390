import type { Command } from "commander";
import { rewardWarnings } from "@diem/sdk/market-file";
import {
  DIEM,
  formatDue,
  type Io,
  parseDuration,
  inSession,
  type Session,
  withExamples,
} from "../../core";
import { submit } from "../submit";

/** `diem market fund rewards` and `diem market fund quota`. */
export function fundCommands(parent: Command, io: Io): void {
  const fund = parent.command("fund").description("fund the stakers' rewards or the quota pool");
  const rewards = fund
    .command("rewards")
    .description("add VVV to the reward stream of the stakers, which releases it by the second")
    .argument("<vvv>", "amount of VVV")
    .requiredOption("--duration <span>", "time over which it is released, such as 30d")
    .action(inSession(io, fundRewards));
  withExamples(rewards, "diem market fund rewards 1000 --duration 30d");
  const quota = fund
    .command("quota")
    .description("add DIEM to the quota pool, which pays providers for the quota that they serve")
    .argument("<diem>", "amount of DIEM")
    .action(inSession(io, fundQuota));
  withExamples(quota, "diem market fund quota 2.5");
}

async function fundRewards(
  session: Session,
  text: string,
  options: { readonly duration: string },
): Promise<void> {
  const durationSecs = parseDuration(options.duration);
  const { client, vvv } = await session.walletContext();
  const amount = vvv.parsePositive(text);
  const plan = await client.plan.fundRewards({ amount, durationSecs });
  const { remaining, endTs } = plan.quote;
  const now = await client.read.now();
  const warnings = rewardWarnings({ durationSecs });
  await submit(session, {
    plan,
    summary: [
      ["fund", vvv.format(amount)],
      ["stream then", vvv.format(remaining)],
      ["released until", formatDue(endTs, now)],
      ...warnings.map((warning) => `warning: ${warning}`),
    ],
    json: { amount: vvv.json(amount), remaining: vvv.json(remaining), endTs, warnings },
    done: [["funded", vvv.format(amount)]],
  });
}

async function fundQuota(session: Session, text: string): Promise<void> {
  const amount = DIEM.parsePositive(text);
  const { client, market } = await session.walletContext();
  const plan = await client.plan.fundQuota({ amount });
  const { pool } = plan.quote;
  const { quotaPoolEpochs } = market.params;
  await submit(session, {
    plan,
    summary: [
      ["fund", DIEM.format(amount)],
      ["quota pool then", DIEM.format(pool)],
      `1/${String(quotaPoolEpochs)} of the pool's surplus goes to the stakers in each epoch`,
    ],
    json: { amount: DIEM.json(amount), pool: DIEM.json(pool) },
    done: [["funded", DIEM.format(amount)]],
  });
}
