import type { Command } from "commander";
import { constants } from "@diem/sdk";
import * as marketFile from "@diem/sdk/market-file";
import { paramChanges } from "@diem/sdk/text";
import { DIEM, formatDue, type Io, inSession, type Session, withExamples } from "../../core";
import { submit } from "../submit";
import { changesTable } from "./params-text";
import { proposeCommand } from "./propose";

/** `diem market params`: what the authority changes under delay. */
export function paramsCommands(parent: Command, io: Io): void {
  const params = parent.command("params").description("show, announce, apply or cancel parameters");
  const show = params
    .command("show")
    .description("print the current parameters as a market file, and show announced ones")
    .action(inSession(io, showParams));
  withExamples(show, "diem market params show");
  proposeCommand(params, io);
  const apply = params
    .command("apply")
    .description("apply the announced parameters after their delay; anyone may")
    .action(inSession(io, applyParams));
  withExamples(apply, "diem market params apply");
  const cancel = params
    .command("cancel")
    .description("cancel the announced parameters, as the authority")
    .action(inSession(io, cancelParams));
  withExamples(cancel, "diem market params cancel");
}

async function showParams(session: Session): Promise<void> {
  const { client, market } = await session.marketContext();
  const { params, proposal, vvvDecimals } = market;
  const file = marketFile.format({ params, vvvDecimals });
  const changes = proposal && paramChanges({ before: params, after: proposal.params, vvvDecimals });
  if (proposal !== null && changes !== null) {
    const now = await client.read.now();
    const due = formatDue(proposal.etaTs, now);
    session.printer.note([`announced, to be applied from ${due} on:`, changesTable(changes)]);
  }
  session.print({
    text: [file.trimEnd()],
    json: {
      ...(JSON.parse(file) as object),
      proposal: proposal && {
        etaTs: proposal.etaTs,
        lapsesTs: proposal.etaTs + constants.PARAMS_WINDOW_SECS,
        changes,
      },
    },
  });
}

async function applyParams(session: Session): Promise<void> {
  const { client, market } = await session.walletContext();
  const plan = await client.plan.applyParams();
  const { before, after, referencePrice, nextReferencePrice, closed } = plan.quote;
  const changes = paramChanges({ before, after, vvvDecimals: market.vvvDecimals });
  await submit(session, {
    plan,
    summary: [
      ...(closed === 0 ? [] : [["epochs closed first", String(closed)] as const]),
      changesTable(changes),
      [
        "reference price then",
        `${DIEM.format(referencePrice)} per credit, next epoch ${DIEM.format(nextReferencePrice)}`,
      ],
    ],
    json: {
      changes,
      closed,
      referencePrice: DIEM.json(referencePrice),
      nextReferencePrice: DIEM.json(nextReferencePrice),
    },
    done: [["applied", changes.map(({ name }) => name).join(", ") || "the same as before"]],
  });
}

async function cancelParams(session: Session): Promise<void> {
  const { client, market } = await session.walletContext();
  const plan = await client.plan.cancelParams();
  const { cancelled: after } = plan.quote;
  const changes = paramChanges({ before: market.params, after, vvvDecimals: market.vvvDecimals });
  await submit(session, {
    plan,
    summary: ["cancel the announced parameters:", changesTable(changes)],
    json: { cancelled: changes },
    done: [["cancelled", changes.map(({ name }) => name).join(", ") || "no change"]],
  });
}
