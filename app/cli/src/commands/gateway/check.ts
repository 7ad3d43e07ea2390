import type { Command } from "commander";
import { type Io, inSession, type Session, withExamples } from "../../core";
import { printFindings } from "../findings";
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
  printFindings(session, findings, "the gateway");
}
