import type { Command } from "commander";
import { vouchers } from "@diem/sdk";
import { CREDITS, DIEM, type Io, inSession, type Session, withExamples } from "../../core";
import { consumerLedger, folderOf, inStore, onlyReading } from "./ledgers";
import { channelOf } from "./context";
import { readVoucher } from "./voucher-text";

/** `diem channel restore`. */
export function restoreCommand(parent: Command, io: Io): void {
  const command = parent
    .command("restore")
    .description("as a consumer, restore your newest voucher after the local files were lost")
    .argument("<voucher>", "text or file of the newest voucher, which the provider has")
    .action(inSession(io, restore));
  withExamples(command, "diem channel restore voucher.txt");
}

async function restore(session: Session, text: string): Promise<void> {
  const signed = await readVoucher(text, session.io);
  const on = await session.marketContext();
  const channel = await channelOf(on, signed.voucher.channel);
  const folder = folderOf(session, on, { side: "consumer", address: channel.consumer });
  const signer = onlyReading(channel.voucherSigner);
  const { dryRun } = session.settings;
  const { state } = await inStore(session, folder, async (store) => {
    const ledger = await consumerLedger(on, { channel, signer, store });
    await ledger.restore(signed);
    return ledger;
  });
  session.print({
    text: [
      ...(dryRun ? ["dry run: nothing was stored"] : []),
      ["channel", channel.address.toBase58()],
      ["signed for", DIEM.format(state.signed.diem)],
      [`quota of epoch ${String(state.epoch)}`, CREDITS.format(state.signed.quota)],
      ["used", DIEM.format(state.used.diem)],
      ...(state.newest === null
        ? ["this voucher is not the newest one: ask the provider for the newest one"]
        : [
            "sign the next voucher with `diem channel pay`, and give --used as the provider reports it",
          ]),
    ],
    json: {
      ...(dryRun ? { dryRun } : {}),
      channel: channel.address,
      epoch: state.epoch,
      ceiling: DIEM.json(state.signed.diem),
      quota: CREDITS.json(state.signed.quota),
      used: DIEM.json(state.used.diem),
      newest: state.newest !== null,
      voucher: state.newest && vouchers.toText(state.newest),
    },
  });
}
