import type { Command } from "commander";
import { DIEM, formatDue, type Io, inSession, type Session, withExamples } from "../../core";
import { submit } from "../submit";
import { providerContext } from "./context";

/** `diem provider retire` and `close`. */
export function leavingCommands(parent: Command, io: Io): void {
  const retire = parent
    .command("retire")
    .description(
      "start your notice: no new channels or quota, and no capacity from the next epoch on",
    )
    .action(inSession(io, retireProvider));
  withExamples(retire, "diem provider retire");
  const close = parent
    .command("close")
    .description(
      "close your provider after its notice and get its rent back; bond and channels must be gone",
    )
    .action(inSession(io, closeProvider));
  withExamples(close, "diem provider close");
}

async function retireProvider(session: Session): Promise<void> {
  const { client, provider } = await providerContext(session);
  const plan = await client.plan.retireProvider();
  const { noticeEndsTs, lastQuotaEpoch } = plan.quote;
  const ends = formatDue(noticeEndsTs, await client.read.now());
  await submit(session, {
    plan,
    summary: [
      ["retire", provider.address.toBase58()],
      ["notice ends", ends],
      ["serves quota", `to the end of epoch ${lastQuotaEpoch}`],
      "this cannot be undone; you can request your bond now, and withdraw it when the notice ends",
    ],
    json: { provider: provider.address, noticeEndsTs, lastQuotaEpoch },
    done: [["notice ends", ends]],
  });
}

async function closeProvider(session: Session): Promise<void> {
  const { client, provider } = await providerContext(session);
  const plan = await client.plan.closeProvider();
  const { toOwner, toOthers } = plan.quote;
  await submit(session, {
    plan,
    summary: [
      ["close", provider.address.toBase58()],
      ["paid to you", DIEM.format(toOwner)],
      ["paid to others", DIEM.format(toOthers)],
    ],
    json: {
      provider: provider.address,
      toOwner: DIEM.json(toOwner),
      toOthers: DIEM.json(toOthers),
    },
    done: [["paid", DIEM.format(toOwner)]],
  });
}
