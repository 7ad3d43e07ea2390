import type { Command } from "commander";
import { type Io, inSession, type Session, withExamples } from "../../core";
import { labPackage } from "./lab";
import { marketOf, worldOptions, type WorldOptions } from "./world";

/** `diem simulate market`: a market as the lab takes it. */
export function marketCommand(parent: Command, io: Io): void {
  const command = parent
    .command("market")
    .description("print a market as JSON; save it in a file for --saved")
    .action(inSession(io, saveMarket));
  worldOptions(command);
  withExamples(command, "diem simulate market --diem-price 800 --vvv-price 2.5");
}

async function saveMarket(session: Session, options: WorldOptions): Promise<void> {
  const { markets } = await labPackage();
  const text = markets.format(await marketOf(session, options));
  session.print({ text: [text.trimEnd()], json: JSON.parse(text) as object });
}
