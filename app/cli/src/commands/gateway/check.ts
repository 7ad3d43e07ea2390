import type { Command } from "commander";
import { CliError, EXIT, type Io, inSession, type Session, withExamples } from "../../core";
import { CONFIG_FILE, configOf, gatewayPackage } from "./config";

/** `diem gateway check`. */
export function checkCommand(parent: Command, io: Io): void {
  const command = parent
    .command("check")
    .description("check every part of a gateway's configuration")
    .argument("[file]", "configuration of the gateway", CONFIG_FILE)
    .action(inSession(io, check));
  withExamples(command, "diem gateway check", "diem gateway check /etc/diem/gateway.yaml");
}

async function check(session: Session, file: string): Promise<void> {
  const config = await configOf(session, file);
  const { checkGateway } = await gatewayPackage();
  const findings = await checkGateway(config);
  const failed = findings.filter(({ ok }) => !ok).map(({ part }) => part);
  session.print({
    text: findings.map(
      ({ part, ok, told }) => [part, `${ok ? "ok" : "MISSING"}: ${told}`] as const,
    ),
    json: { ok: failed.length === 0, findings },
  });
  if (failed.length === 0) return;
  throw new CliError(EXIT.refused, {
    name: "NotReady",
    message: `the gateway is not ready: ${failed.join(", ")}`,
    next: "follow the lines above",
  });
}
