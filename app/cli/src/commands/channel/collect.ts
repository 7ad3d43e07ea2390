import type { Command } from "commander";
import { keepers } from "@diem/sdk";
import { DIEM, type Io, parseAddress, inSession, type Session, withExamples } from "../../core";
import { nothingToDo } from "../submit";
import { channelOf } from "./context";
import { requireAllSent, sendEach } from "./send-each";

/** `diem channel collect`. */
export function collectCommand(parent: Command, io: Io): void {
  const command = parent
    .command("collect")
    .description("move settled DIEM into providers' revenue accounts; anyone may")
    .argument("[channel]", "address of the channel (default: all of the market)")
    .action(inSession(io, collect));
  withExamples(command, "diem channel collect", "diem channel collect <channel>");
}

async function collect(session: Session, address: string | undefined): Promise<void> {
  const channel = address === undefined ? undefined : parseAddress(address, "channel");
  if (channel === undefined) return collectAll(session);
  const on = await session.walletContext();
  const { settled, collected } = await channelOf(on, channel);
  if (settled === collected) {
    nothingToDo(session, `the channel ${channel.toBase58()} has nothing to collect`);
    return;
  }
  const plan = await on.client.plan.collect({ channel });
  const { amount } = plan.quote;
  const json = { channel, collected: DIEM.json(amount) };
  const sent = await session.send({
    plan,
    summary: [
      ["collect", DIEM.format(amount)],
      ["of channel", channel.toBase58()],
    ],
    json,
  });
  if (sent === null) return;
  session.print({ text: [`collected ${DIEM.format(amount)}`], json: { ...sent, ...json } });
}

async function collectAll(session: Session): Promise<void> {
  const { owner: payer, market } = await session.walletContext();
  const programId = session.settings.programId.value;
  const { connection } = session;
  const tasks = await keepers.due.collect({ connection, market: market.address, payer, programId });
  const parts = tasks.map(({ instructions, reason }) => ({ plan: { instructions }, what: reason }));
  const summary = parts.map(({ what }) => what);
  const results = parts.length === 0 ? [] : await sendEach(session, { parts, summary });
  if (results === null) return;
  const signatures = results.flatMap((result) => ("signature" in result ? [result.signature] : []));
  session.print({
    text: [signatures.length === 0 ? "nothing to collect" : "collected"],
    json: { signatures },
  });
  requireAllSent(results);
}
