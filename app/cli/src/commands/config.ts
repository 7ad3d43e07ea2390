import type { Command } from "commander";
import { type Fact, type Io, inSession, type Session, withExamples } from "../core";
import { shownUrl } from "../core/settings/cluster";
import type { Setting } from "../core/settings/settings";

/** `diem config`: the effective configuration, and where each value came from. */
export function configCommand(parent: Command, io: Io): void {
  const command = parent
    .command("config")
    .description("show the effective configuration, and where each value came from")
    .action(inSession(io, show));
  withExamples(command, "diem config", "diem config --url devnet");
}

function show(session: Session): void {
  const { config, url, keypair, market, programId, commitment } = session.settings;
  const none = { value: "none", origin: "set --market or DIEM_MARKET" };
  const shown: Readonly<Record<string, Setting<string>>> = {
    config,
    url: { ...url, value: shownUrl(url.value) },
    keypair,
    market: market === undefined ? none : { ...market, value: market.value.toBase58() },
    program: { ...programId, value: programId.value.toBase58() },
    commitment,
  };
  session.print({
    text: Object.entries(shown).map(([name, { value, origin }]): Fact => [
      name,
      `${value} (${origin})`,
    ]),
    json: { ...shown, market: market === undefined ? null : shown.market },
  });
}
