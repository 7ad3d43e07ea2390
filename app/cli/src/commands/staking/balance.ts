import type { Command } from "commander";
import { DIEM, type Io, inSession, type Session, SOL, withExamples } from "../../core";

/** `diem balance`. */
export function balanceCommand(parent: Command, io: Io): void {
  const command = parent
    .command("balance")
    .description("show a wallet's balances of VVV, DIEM and SOL")
    .argument("[owner]", "owner (default: the wallet)")
    .action(inSession(io, balance));
  withExamples(command, "diem balance", "diem balance --output json");
}

async function balance(session: Session, ownerText: string | undefined): Promise<void> {
  const owner = session.addressOr(ownerText, "owner");
  const { client, vvv } = await session.marketContext();
  const held = await client.read.balances(owner);
  session.print({
    text: [
      ["owner", owner.toBase58()],
      ["VVV", vvv.format(held.vvv)],
      ["DIEM", DIEM.format(held.diem)],
      ["SOL", SOL.format(held.lamports)],
    ],
    json: {
      owner,
      vvv: vvv.json(held.vvv),
      diem: DIEM.json(held.diem),
      sol: SOL.json(held.lamports),
    },
  });
}
