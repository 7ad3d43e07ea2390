import type { Command } from "commander";
import { type Io, inSession, type Session, withExamples } from "../../core";
import { labPackage } from "./lab";

/** `diem simulate scenarios`. */
export function scenariosCommand(parent: Command, io: Io): void {
  const command = parent
    .command("scenarios")
    .description("list the scenarios of a simulation")
    .action(inSession(io, scenarios));
  withExamples(command, "diem simulate scenarios");
}

async function scenarios(session: Session): Promise<void> {
  const { paths } = await labPackage();
  const all = [paths.CALM, ...paths.SCENARIOS].map(({ name, title, shock }) => ({
    name,
    title,
    shock,
  }));
  session.print({
    text: all.map(({ name, title }) => [name, title] as const),
    json: { scenarios: all },
  });
}
