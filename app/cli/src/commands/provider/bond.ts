import type { Command } from "commander";
import type { BondTicketAccount, DiemClient, ProviderAccount } from "@diem/sdk";
import { quotes } from "@diem/sdk";
import { formatDue, type Io, parseWhole, inSession, type Session, withExamples } from "../../core";
import { submit, nothingToDo } from "../submit";
import { providerContext, namedProvider } from "./context";

/** Tickets that one transaction pays out: more might not fit it. */
const TICKETS_AT_ONCE = 5;

/** `diem provider bond`: the bond of a provider. */
export function bondCommands(parent: Command, io: Io): void {
  const bond = parent
    .command("bond")
    .description("add, withdraw and show bond, the VVV behind your capacity");
  const add = bond
    .command("add")
    .description("add VVV to your bond")
    .argument("<vvv>", "amount of VVV")
    .action(inSession(io, addBond));
  withExamples(add, "diem provider bond add 10");
  const request = bond
    .command("request")
    .description("request to withdraw bond; it cools down on a ticket and can still be slashed")
    .argument("<vvv|all>", "amount of VVV, or all that your capacity does not need")
    .action(inSession(io, requestBond));
  withExamples(request, "diem provider bond request 10");
  const tickets = bond
    .command("tickets")
    .description("list the tickets of cooling bond")
    .argument("[provider]", "address of the provider (default: your own)")
    .action(inSession(io, listTickets));
  withExamples(tickets, "diem provider bond tickets");
  const withdraw = bond
    .command("withdraw")
    .description("withdraw the bond of tickets that have cooled down")
    .argument("[ticket]", "number of a ticket (default: all that are ready)")
    .action(inSession(io, withdrawBond));
  withExamples(withdraw, "diem provider bond withdraw", "diem provider bond withdraw 0");
}

async function addBond(session: Session, text: string): Promise<void> {
  const { client, vvv } = await providerContext(session);
  const amount = vvv.parsePositive(text);
  const plan = await client.plan.addBond({ amount });
  const { bond, required } = plan.quote;
  await submit(session, {
    plan,
    summary: [
      ["add", vvv.format(amount)],
      ["bond then", `${vvv.format(bond)}; your capacity needs ${vvv.format(required)}`],
    ],
    json: { amount: vvv.json(amount), bond: vvv.json(bond), required: vvv.json(required) },
    done: [["bond", vvv.format(bond)]],
  });
}

async function requestBond(session: Session, text: string): Promise<void> {
  const { client, market, vvv, provider } = await providerContext(session);
  const now = await client.read.now();
  const epoch = quotes.epochAt({ clock: market, now });
  const needed = quotes.providerBondRequired({ provider, epoch });
  const spare = provider.bond > needed ? provider.bond - needed : 0n;
  const free = provider.retiring ? provider.bond : spare;
  if (text === "all" && free === 0n) return nothingToDo(session, "no bond can be withdrawn now");
  const amount = text === "all" ? free : vvv.parsePositive(text);
  const plan = await client.plan.requestBondWithdrawal({ amount });
  const { bond, required, ticketId, readyTs } = plan.quote;
  const ready = formatDue(readyTs, now);
  await submit(session, {
    plan,
    summary: [
      ["ask for", vvv.format(amount)],
      ["bond then", `${vvv.format(bond)}; your capacity needs ${vvv.format(required)}`],
      ["ready", ready],
    ],
    json: { ticketId, amount: vvv.json(amount), bond: vvv.json(bond), readyTs },
    done: [
      ["ticket", ticketId.toString()],
      ["ready", ready],
    ],
  });
}

/** VVV base units that a ticket is worth now: a slash since its request has made it worth less. */
function worth({ bondCooling: bond }: ProviderAccount, ticket: BondTicketAccount): bigint {
  return quotes.coolingBond.leave({ bond, ticket }).paid;
}

async function listTickets(session: Session, text?: string): Promise<void> {
  const on = await session.marketContext();
  const { client, vvv } = on;
  const provider = await namedProvider(session, on, text);
  const [tickets, now] = await Promise.all([
    client.read.bondTickets(provider.address),
    client.read.now(),
  ]);
  const shown = tickets.map((ticket) => ({
    id: ticket.id,
    requested: vvv.json(ticket.requested),
    worth: vvv.json(worth(provider, ticket)),
    readyTs: ticket.readyTs,
    ready: quotes.ticketReady({ ticket, now }),
  }));
  session.print({
    text: [
      {
        head: ["ticket", "asked for", "worth", "ready"],
        rows: shown.map((ticket) => [
          ticket.id.toString(),
          `${ticket.requested.amount} VVV`,
          `${ticket.worth.amount} VVV`,
          formatDue(ticket.readyTs, now),
        ]),
        empty: "no bond is cooling",
      },
    ],
    json: { provider: provider.address, tickets: shown },
  });
}

/** The numbers of a provider's tickets that have cooled down. */
async function readyTickets({ read }: DiemClient, provider: ProviderAccount): Promise<bigint[]> {
  const [tickets, now] = await Promise.all([read.bondTickets(provider.address), read.now()]);
  return tickets.filter((ticket) => quotes.ticketReady({ ticket, now })).map(({ id }) => id);
}

async function withdrawBond(session: Session, text?: string): Promise<void> {
  const wanted = text === undefined ? null : parseWhole(text, "ticket");
  const { client, vvv, provider } = await providerContext(session);
  const ready = wanted === null ? await readyTickets(client, provider) : [wanted];
  if (ready.length === 0) return nothingToDo(session, "no ticket is ready now");
  const paid = ready.slice(0, TICKETS_AT_ONCE);
  const plans = await Promise.all(paid.map((ticketId) => client.plan.withdrawBond({ ticketId })));
  const amount = plans.reduce((sum, { quote }) => sum + quote.amount, 0n);
  const later = ready.length - paid.length;
  await submit(session, {
    plan: { instructions: plans.flatMap(({ instructions }) => instructions) },
    summary: [
      ["tickets", paid.join(", ")],
      ["withdraw", vvv.format(amount)],
      ...(later === 0 ? [] : [`${later} more are ready: run this again for them`]),
    ],
    json: { tickets: paid, amount: vvv.json(amount), later },
    done: [["withdrawn", vvv.format(amount)]],
  });
}
