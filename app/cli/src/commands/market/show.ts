import type { Command } from "commander";
import { type Io, inSession, type Session, withExamples } from "../../core";
import { readFigures } from "./figures";
import { showJson } from "./show-json";
import { showText } from "./show-text";

/** `diem market show`: how a market is doing. */
export function showCommand(parent: Command, io: Io): void {
  const command = parent
    .command("show")
    .description("show supply, rates, stake, returns, use, prices, pool, streams and roles")
    .action(inSession(io, show));
  withExamples(command, "diem market show", "diem market show --output json");
}

async function show(session: Session): Promise<void> {
  const { client, vvv } = await session.marketContext();
  const figures = await readFigures(client);
  session.print({ text: showText(figures, vvv), json: showJson(figures, vvv) });
}
