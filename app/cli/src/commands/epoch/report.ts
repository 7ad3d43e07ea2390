import { keepers } from "@diem/sdk";
import { parseAddress, type Session } from "../../core";
import { requireAllSent, sendEach } from "../channel/send-each";

/** `diem epoch report`. */
export async function report(session: Session, address: string | undefined): Promise<void> {
  const provider = address === undefined ? undefined : parseAddress(address, "provider");
  const { client, market, owner: payer } = await session.walletContext();
  if (provider !== undefined) await client.read.provider(provider);
  const tasks = await keepers.due.reportUsage({
    connection: session.connection,
    market: market.address,
    payer,
    programId: session.settings.programId.value,
    ...(provider === undefined ? {} : { provider }),
  });
  const parts = tasks.map(({ kind, reason: what, instructions }) => ({
    kind,
    what,
    plan: { instructions },
  }));
  const summary = parts.map(({ what }) => what);
  const results = parts.length === 0 ? [] : await sendEach(session, { parts, summary });
  if (results === null) return;
  const sent = results.flatMap((result) => {
    if (!("signature" in result)) return [];
    const { kind: task, what: reason } = result.part;
    return [{ task, reason, signature: result.signature }];
  });
  session.print({
    text: sent.length === 0 ? ["nothing to report"] : sent.map(({ reason }) => reason),
    json: { sent },
  });
  requireAllSent(results);
}
