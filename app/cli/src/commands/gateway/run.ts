import { once } from "node:events";
import type { Command } from "commander";
import { type Io, inSession, type Session, withExamples } from "../../core";
import { CONFIG_FILE, configOf, gatewayPackage } from "./config";

/** `diem gateway run`. */
export function runCommand(parent: Command, io: Io): void {
  const command = parent
    .command("run")
    .description("sell AI calls until stopped; then finish open calls and settle")
    .argument("[file]", "configuration of the gateway", CONFIG_FILE)
    // Ctrl-C is the normal end, not a failure
    .action(
      inSession({ ...io, signal: new AbortController().signal }, (session, file: string) =>
        run(session, file, io.signal),
      ),
    );
  withExamples(command, "diem gateway run", "diem gateway run /etc/diem/gateway.yaml");
}

async function run(session: Session, file: string, stop: AbortSignal) {
  const config = await configOf(session, file);
  const { gatewayLog, startGateway } = await gatewayPackage();
  const gateway = await startGateway(config, { log: gatewayLog(config, session.io.stdout) });
  try {
    session.printer.note([["sells at", gateway.baseUrl]], { url: gateway.baseUrl });
    if (!stop.aborted) await once(stop, "abort");
  } finally {
    await gateway.close();
  }
}
