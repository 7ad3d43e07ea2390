import { quotes } from "@diem/sdk";
import { parseWhole, type Session } from "../../core";
import { recordJson, recordTable } from "./records";

/** `diem epoch history`. */
export async function history(
  session: Session,
  options: { readonly last?: string },
): Promise<void> {
  const last = options.last === undefined ? undefined : Number(parseWhole(options.last, "count"));
  const { client, market } = await session.marketContext();
  const [now, all] = await Promise.all([client.read.now(), client.read.epochRecords()]);
  const running = quotes.epochAt({ clock: market, now });
  const records = last === undefined ? all : all.slice(Math.max(all.length - last, 0));
  session.print({
    text: [recordTable(records, running)],
    json: { records: records.map((record) => recordJson(record, running)) },
  });
}
