import type { Command } from "commander";
import type { DiemClient, TicketAccount } from "@diem/sdk";
import { quotes } from "@diem/sdk";
import {
  formatDue,
  type Io,
  parseWhole,
  inSession,
  RefusedError,
  type Session,
  withExamples,
} from "../../core";

/** `diem tickets` and what can be done with one. */
export function ticketCommands(parent: Command, io: Io): void {
  const tickets = parent
    .command("tickets")
    .description("list, cancel and withdraw tickets of unstaked VVV");

  const list = tickets
    .command("list", { isDefault: true })
    .description("list your tickets, or an owner's")
    .argument("[owner]", "owner (default: the wallet)")
    .action(inSession(io, show));
  withExamples(list, "diem tickets", "diem tickets list --output json");

  const cancel = tickets
    .command("cancel")
    .description("cancel a ticket and stake its VVV again")
    .argument("<id>", "number of the ticket")
    .action(inSession(io, cancelTicket));
  withExamples(cancel, "diem tickets cancel 0");

  const withdraw = tickets
    .command("withdraw")
    .description("pay out a ticket whose cool-down is over, or all of them")
    .argument("[id]", "number of the ticket (default: all that are ready)")
    .action(inSession(io, payOut));
  withExamples(withdraw, "diem tickets withdraw", "diem tickets withdraw 0 --yes");
}

async function show(session: Session, ownerText: string | undefined): Promise<void> {
  const owner = session.addressOr(ownerText, "owner");
  const { client, vvv } = await session.marketContext();
  const [tickets, now] = await Promise.all([client.read.tickets(owner), client.read.now()]);
  const ready = (ticket: TicketAccount) => quotes.ticketReady({ ticket, now });
  session.print({
    text: [
      {
        head: ["ticket", "VVV", "pays out from"],
        rows: tickets.map(({ id, amount, readyTs }) => [
          id.toString(),
          vvv.plain(amount),
          formatDue(readyTs, now),
        ]),
        empty: "no tickets: nothing cools down",
      },
    ],
    json: {
      owner,
      tickets: tickets.map((ticket) => ({
        id: ticket.id,
        address: ticket.address,
        amount: vvv.json(ticket.amount),
        requestedTs: ticket.requestedTs,
        readyTs: ticket.readyTs,
        ready: ready(ticket),
      })),
    },
  });
}

async function cancelTicket(session: Session, text: string): Promise<void> {
  const ticketId = parseWhole(text, "ticket");
  const { client, vvv } = await session.walletContext();
  const plan = await client.plan.cancelUnstake({ ticketId });
  const { amount } = plan.quote;
  const json = { ticketId, amount: vvv.json(amount) };
  const summary = [["back into the stake", vvv.format(amount)]] as const;
  const sent = await session.send({ plan, summary, json });
  if (sent === null) return;
  session.print({
    text: [`ticket ${ticketId} is cancelled: ${vvv.format(amount)} are staked again`],
    json: { ...sent, ...json },
  });
}

async function payOut(session: Session, text: string | undefined): Promise<void> {
  const only = text === undefined ? undefined : parseWhole(text, "ticket");
  const { client, vvv } = await session.walletContext();
  const plans =
    only === undefined
      ? await client.plan.withdrawAllUnstaked()
      : [await client.plan.withdrawUnstaked({ ticketId: only })];
  if (plans.length === 0) throw await nothingReady(client);
  const amount = plans.reduce((sum, { quote }) => sum + quote.amount, 0n);
  const ids = plans.flatMap(({ quote }) => quote.ticketIds);
  const summary = [
    ["tickets", ids.join(", ")],
    ["into the wallet", vvv.format(amount)],
  ] as const;
  const sendings = plans.map((plan) => {
    const json = { ticketIds: plan.quote.ticketIds, amount: vvv.json(plan.quote.amount) };
    return { plan, summary, json };
  });
  if (session.settings.dryRun && sendings.length > 1) return session.preview(sendings);
  const signatures: string[] = [];
  for (const sending of sendings) {
    const sent = await session.send({ ...sending, confirmed: signatures.length > 0 });
    if (sent === null) return;
    signatures.push(sent.signature);
  }
  session.print({
    text: [`${vvv.format(amount)} are in the wallet`],
    json: { signatures, ticketIds: ids, amount: vvv.json(amount) },
  });
}

async function nothingReady({ read }: DiemClient): Promise<RefusedError> {
  const [tickets, now] = await Promise.all([read.tickets(), read.now()]);
  const [first] = tickets.map(({ readyTs }) => readyTs).sort((a, b) => (a < b ? -1 : 1));
  if (first === undefined) {
    const message = "there are no tickets: nothing cools down";
    const next = "ask for one with `diem unstake <vvv>`";
    return new RefusedError({ name: "NoTickets", message, next });
  }
  const message = `no ticket is ready: the first pays out from ${formatDue(first, now)} on`;
  const next = "wait until then, or put one back into the stake with `diem tickets cancel`";
  return new RefusedError({ name: "CooldownNotOver", message, next });
}
