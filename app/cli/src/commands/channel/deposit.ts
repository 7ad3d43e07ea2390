import type { Command } from "commander";
import { DIEM, type Io, parseAddress, inSession, type Session, withExamples } from "../../core";

/** `diem channel deposit`. */
export function depositCommand(parent: Command, io: Io): void {
  const command = parent
    .command("deposit")
    .description("add DIEM to a channel's deposit; what is not spent goes to its consumer")
    .argument("<channel>", "address of the channel")
    .argument("<diem>", "how much")
    .action(inSession(io, deposit));
  withExamples(command, "diem channel deposit <channel> 2.5");
}

async function deposit(session: Session, address: string, diem: string): Promise<void> {
  const channel = parseAddress(address, "channel");
  const amount = DIEM.parsePositive(diem);
  const { client } = await session.walletContext();
  const plan = await client.plan.deposit({ channel, amount });
  const { deposit: total, unspent } = plan.quote;
  const json = {
    channel,
    deposited: DIEM.json(amount),
    deposit: DIEM.json(total),
    unspent: DIEM.json(unspent),
  };
  const sent = await session.send({
    plan,
    summary: [
      ["deposit", DIEM.format(amount)],
      ["into channel", address],
      ["unspent after it", DIEM.format(unspent)],
    ],
    json,
  });
  if (sent === null) return;
  session.print({
    text: [`deposited ${DIEM.format(amount)}; ${DIEM.format(unspent)} are unspent`],
    json: { ...sent, ...json },
  });
}
