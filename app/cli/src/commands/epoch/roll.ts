import { quotes } from "@diem/sdk";
import { CREDITS, DIEM, type Session } from "../../core";
import { nothingToDo } from "../submit";

/** `diem epoch roll`. */
export async function roll(session: Session): Promise<void> {
  const { client, market: before } = await session.walletContext();
  if (quotes.epochsDue({ market: before, now: await client.read.now() }) === 0) {
    nothingToDo(session, "no epoch can be closed now");
    return;
  }
  const plan = await client.plan.rollEpoch();
  const { firstClosed, closed, toStakers, market: after } = plan.quote;
  const last = firstClosed + closed - 1;
  const which =
    closed === 1 ? `epoch ${String(last)}` : `epochs ${String(firstClosed)} to ${String(last)}`;
  const json = {
    firstClosed,
    closed,
    averageUse: CREDITS.json(after.served),
    nextReferencePrice: DIEM.json(after.referencePrice.next),
    nextTarget: DIEM.json(after.nextTarget),
    toStakers: DIEM.json(toStakers),
  };
  const sent = await session.send({
    plan,
    summary: [
      ["close", which],
      ["average use", `${CREDITS.format(before.served)} to ${CREDITS.format(after.served)}`],
      [
        "reference price, next epoch",
        `${DIEM.format(after.referencePrice.current)} to ${DIEM.format(after.referencePrice.next)}`,
      ],
      [
        "target supply, next epoch",
        `${DIEM.format(after.targetSupply)} to ${DIEM.format(after.nextTarget)}`,
      ],
      ["of the quota pool to the stakers", DIEM.format(toStakers)],
    ],
    json,
  });
  if (sent === null) return;
  session.print({ text: [`closed ${which}`], json: { ...sent, ...json } });
}
