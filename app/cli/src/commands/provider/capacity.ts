import type { Command } from "commander";
import { CREDITS, type Io, inSession, type Session, withExamples } from "../../core";
import { submit } from "../submit";
import { providerContext } from "./context";

/** `diem provider capacity`: how much is offered. */
export function capacityCommand(parent: Command, io: Io): void {
  const command = parent
    .command("capacity")
    .description("change your capacity from the next epoch on")
    .argument("<credits>", "credits that you can serve in an epoch")
    .option(
      "--quota-capacity <credits>",
      "part of it for DIEM stakers (default: the current one, at most the capacity)",
    )
    .action(inSession(io, setCapacity));
  withExamples(command, "diem provider capacity 150 --quota-capacity 20");
}

async function setCapacity(
  session: Session,
  text: string,
  options: { readonly quotaCapacity?: string },
): Promise<void> {
  const capacity = CREDITS.parse(text);
  const given = options.quotaCapacity;
  const { client, vvv } = await providerContext(session);
  const plan = await client.plan.setCapacity({
    capacity,
    ...(given === undefined ? {} : { quotaCapacity: CREDITS.parse(given) }),
  });
  const { quotaCapacity, bond, required, fromEpoch } = plan.quote;
  await submit(session, {
    plan,
    summary: [
      ["capacity", `${CREDITS.format(capacity)} an epoch, from epoch ${fromEpoch} on`],
      ["of which quota", CREDITS.format(quotaCapacity)],
      ["bond", `${vvv.format(bond)}; the capacity needs ${vvv.format(required)}`],
    ],
    json: {
      capacity: CREDITS.json(capacity),
      quotaCapacity: CREDITS.json(quotaCapacity),
      required: vvv.json(required),
      bond: vvv.json(bond),
      fromEpoch,
    },
    done: [["capacity", `${CREDITS.format(capacity)} from epoch ${fromEpoch} on`]],
  });
}
