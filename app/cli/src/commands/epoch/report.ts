import { keepers } from "@diem/sdk";
import { parseAddress, type Session } from "../../core";
import { requireAllSent, sendEach } from "../channel/send-each";

/** `diem epoch report`. */
export async function report(session: Session, address: string | undefined): Promise<void> {
  const provider = address === undefined ? undefined : parseAddress(address, "provider");
  const { client, market, owner: payer } = await session.acting();
  const programId = session.settings.programId.value;
  const [now, all] = await Promise.all([client.read.now(), client.read.providers()]);
  if (provider !== undefined) await client.read.provider(provider);
  const providers = all.filter((one) => provider === undefined || one.address.equals(provider));
  const tasks = keepers.planReportUsage({ market, payer, providers, now, programId });
  const parts = tasks.map(({ instructions, reason: what }) => ({ plan: { instructions }, what }));
  const summary = parts.map(({ what }) => what);
  const fates = parts.length === 0 ? [] : await sendEach(session, { parts, summary });
  if (fates === null) return;
  const reported = fates.flatMap((fate) =>
    "signature" in fate ? [{ report: fate.part.what, signature: fate.signature }] : [],
  );
  session.print({
    text: reported.length === 0 ? ["nothing to report"] : reported.map(({ report }) => report),
    json: { reported },
  });
  requireAllSent(fates);
}
