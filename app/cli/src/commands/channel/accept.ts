import type { Command } from "commander";
import { vouchers } from "@diem/sdk";
import { CREDITS, DIEM, type Io, perform, type Session, withExamples } from "../../core";
import { folderOf, inStore } from "./ledgers";
import { channelOf, momentOf, requireOperator } from "./scene";
import { readVoucher } from "./voucher-text";

interface AcceptOptions {
  readonly used?: string;
  readonly usedQuota?: string;
}

/** `diem channel accept`. */
export function acceptCommand(parent: Command, io: Io): void {
  const command = parent
    .command("accept")
    .description("as a provider, keep a consumer's voucher, and count what a call has cost")
    .argument("<voucher>", "the voucher's text, or a file that holds it")
    .option("--used <diem>", "what the call has cost")
    .option("--used-quota <credits>", "what the call has used of the quota")
    .action(perform(io, accept));
  withExamples(
    command,
    "diem channel accept voucher.txt",
    "diem channel accept voucher.txt --used 0.015",
  );
}

async function accept(session: Session, text: string, options: AcceptOptions): Promise<void> {
  const cost = {
    diem: options.used === undefined ? 0n : DIEM.parse(options.used),
    quota: options.usedQuota === undefined ? 0n : CREDITS.parse(options.usedQuota),
  };
  const signed = await readVoucher(text, session.io);
  const on = await session.reading();
  const { client, market: clock } = on;
  const channel = await channelOf(on, signed.voucher.channel);
  const provider = await client.read.provider(channel.provider);
  requireOperator(session.wallet.publicKey, provider);
  const { now, epoch } = await momentOf(on);
  const folder = folderOf(session, on, { side: "provider", address: provider.address });
  const { clusterTag } = clock;
  await inStore(session, folder, async (store) => {
    const ledger = await vouchers.ProviderLedger.open({ store, clusterTag, clock });
    await ledger.track(vouchers.providerTerms({ channel, epoch }));
    await ledger.accept(signed, { now });
    const counts = cost.diem > 0n || cost.quota > 0n;
    if (counts) await ledger.use(channel.address, { ...cost, now });
    const { dryRun } = session.settings;
    const available = ledger.available(channel.address, { now });
    const used = ledger.latest(channel.address)?.usage.diem ?? channel.settled;
    session.print({
      text: [
        ...(dryRun ? ["dry run: nothing was kept"] : []),
        ["channel", channel.address.toBase58()],
        ["used so far", DIEM.format(used)],
        ["covered beyond it", DIEM.format(available.diem)],
        ["quota covered", CREDITS.format(available.quota)],
        ["settled", DIEM.format(channel.settled)],
      ],
      json: {
        ...(dryRun ? { dryRun } : {}),
        channel: channel.address,
        used: DIEM.json(used),
        available: DIEM.json(available.diem),
        availableQuota: CREDITS.json(available.quota),
        settled: DIEM.json(channel.settled),
      },
    });
  });
}
