import { quotes } from "@diem/sdk";
import * as channels from "./channels";
import * as epochs from "./epochs";
import { collect } from "./settling";
import { serve } from "./trade";
import type { World } from "./world";

/** Of what is possible, as much as a step says. */
export type Part = (whole: bigint) => bigint;

/** What a step does with a channel; false where there is nothing to try. */
export async function useChannel(
  world: World,
  action: string,
  opened: channels.Opened,
  part: Part,
): Promise<unknown> {
  const channel = await channels.channelAccount(world, opened);
  const purse = await world.balance(opened.consumer.diem);
  switch (action) {
    case "deposit":
      return channels.deposit(world, opened, part(purse / 3n));
    case "stakeQuota":
      return channels.stakeQuota(world, opened, part(purse / 3n));
    case "unstakeQuota":
      if (channel.staked === 0n) return false;
      return channels.requestQuotaUnstake(world, opened, part(channel.staked));
    case "withdrawQuota":
      return channels.withdrawQuota(world, opened);
    case "close":
      return part(1_000n) < 500n && channels.requestClose(world, opened);
    case "collect":
      return collect(world, opened);
    case "pay": {
      const diem = channel.settled + part(channel.deposit - channel.settled);
      return serve(world, opened, { diem });
    }
    case "useQuota": {
      const { running, previous } = quotes.quotaOf({ channel, epoch: await epochs.epoch(world) });
      const quota = part(4n) === 0n && previous !== null ? previous : running;
      // quota is rewarded where calls are sold beside it
      const diem = channel.settled + part((channel.deposit - channel.settled) / 8n);
      const claim = { diem, quota: quota.used + part(quota.left) };
      return serve(world, opened, claim, { epoch: quota.epoch });
    }
    default:
      throw new Error(`no such action: ${action}`);
  }
}
