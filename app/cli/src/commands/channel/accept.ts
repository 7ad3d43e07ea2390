import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { type ChannelAccount, vouchers } from "@diem/sdk";
import {
  CREDITS,
  DIEM,
  type Io,
  inSession,
  type Session,
  UsageError,
  withExamples,
} from "../../core";
import { inAmounts, totalTooLow } from "./accept-refusals";
import { folderOf, inStore, REMEMBERED } from "./ledgers";
import { channelOf, momentOf, requireOperator } from "./context";
import { readVoucher } from "./voucher-text";

interface AcceptOptions {
  readonly used?: string;
  readonly usedQuota?: string;
  readonly call?: string;
  readonly cost?: string;
  readonly costQuota?: string;
}

/** `diem channel accept`. */
export function acceptCommand(parent: Command, io: Io): void {
  const command = parent
    .command("accept")
    .description("as a provider, store a consumer's voucher and record what was used of it")
    .argument("<voucher>", "text or file of the voucher")
    .option("--used <diem>", "total use of the channel, including this call")
    .option("--used-quota <credits>", "total use of the quota of the voucher's epoch")
    .option("--call <id>", "UUID of a call, whose cost is counted once")
    .option("--cost <diem>", "cost of that call")
    .option("--cost-quota <credits>", "cost of that call in credits of quota")
    .action(inSession(io, accept));
  withExamples(
    command,
    "diem channel accept voucher.txt",
    "diem channel accept voucher.txt --used 0.015",
    "diem channel accept voucher.txt --call 5f0c6a9e-1f5f-4b0e-9d0a-3c9a7d1f2b11 --cost 0.015",
  );
}

/** What is to be counted: all that was used so far, or what one call has cost. */
type Count =
  | { readonly kind: "total"; readonly used: Partial<vouchers.Figures> }
  | { readonly kind: "call"; readonly id: string; readonly cost: vouchers.Figures };

function countOf({ used, usedQuota, call, cost, costQuota }: AcceptOptions): Count {
  const total = used !== undefined || usedQuota !== undefined;
  const one = cost !== undefined || costQuota !== undefined;
  if (one !== (call !== undefined) || (one && total)) {
    throw new UsageError({
      name: "CountAmbiguous",
      message: "--call goes with --cost, not with --used",
      next: "give --call with --cost or --cost-quota, or --used and --used-quota alone",
    });
  }
  if (call !== undefined) {
    return {
      kind: "call",
      id: call,
      cost: {
        diem: cost === undefined ? 0n : DIEM.parse(cost),
        quota: costQuota === undefined ? 0n : CREDITS.parse(costQuota),
      },
    };
  }
  return {
    kind: "total",
    used: {
      ...(used === undefined ? {} : { diem: DIEM.parse(used) }),
      ...(usedQuota === undefined ? {} : { quota: CREDITS.parse(usedQuota) }),
    },
  };
}

async function accept(session: Session, text: string, options: AcceptOptions): Promise<void> {
  const count = countOf(options);
  const signed = await readVoucher(text, session.io);
  const on = await session.marketContext();
  const { client, market: clock } = on;
  const channel = await channelOf(on, signed.voucher.channel);
  const provider = await client.read.provider(channel.provider);
  requireOperator(session.wallet.publicKey, provider);
  const { now, epoch } = await momentOf(on);
  const folder = folderOf(session, on, { side: "provider", address: provider.address });
  const { clusterTag } = clock;
  await inStore(session, folder, async (store) => {
    const { remembered } = REMEMBERED;
    const ledger = await vouchers.ProviderLedger.open({ store, clusterTag, clock, remembered });
    await ledger.track(vouchers.providerChannelTerms({ channel, epoch }));
    try {
      await ledger.accept(signed, { now });
      await book(ledger, { channel, count, now });
    } catch (error) {
      throw inAmounts(error, ledger.latest(channel.address));
    }
    tell(session, { ledger, channel, now });
  });
}

/** Counts the use. A repeated total or call id is not counted again. */
async function book(
  ledger: vouchers.ProviderLedger,
  {
    channel: { address },
    count,
    now,
  }: { readonly channel: ChannelAccount; readonly count: Count; readonly now: bigint },
): Promise<void> {
  if (count.kind === "call") {
    const { id: callId, cost } = count;
    const known = ledger.call(address, callId);
    const same =
      known?.kind === "settled" && known.cost.diem === cost.diem && known.cost.quota === cost.quota;
    if (!same) await ledger.reserve(address, { callId, most: cost, now }).settle(cost);
    return;
  }
  const usage = ledger.latest(address)?.usage ?? { diem: 0n, quota: 0n };
  const { diem = usage.diem, quota = usage.quota } = count.used;
  const most = { diem: diem - usage.diem, quota: quota - usage.quota };
  if (most.diem < 0n || most.quota < 0n) throw totalTooLow(usage);
  if (most.diem === 0n && most.quota === 0n) return;
  await ledger.reserve(address, { callId: randomUUID(), most, now }).settle(most);
}

function tell(
  session: Session,
  {
    ledger,
    channel,
    now,
  }: {
    readonly ledger: vouchers.ProviderLedger;
    readonly channel: ChannelAccount;
    readonly now: bigint;
  },
): void {
  const { dryRun } = session.settings;
  const available = ledger.available(channel.address, { now });
  const { diem: used, quota: usedQuota } = ledger.latest(channel.address)?.usage ?? {
    diem: channel.settled,
    quota: 0n,
  };
  session.print({
    text: [
      ...(dryRun ? ["dry run: nothing was stored"] : []),
      ["channel", channel.address.toBase58()],
      ["used so far", DIEM.format(used)],
      ["quota used so far", CREDITS.format(usedQuota)],
      ["available", DIEM.format(available.diem)],
      ["quota available", CREDITS.format(available.quota)],
      ["settled", DIEM.format(channel.settled)],
    ],
    json: {
      ...(dryRun ? { dryRun } : {}),
      channel: channel.address,
      used: DIEM.json(used),
      usedQuota: CREDITS.json(usedQuota),
      available: DIEM.json(available.diem),
      availableQuota: CREDITS.json(available.quota),
      settled: DIEM.json(channel.settled),
    },
  });
}
