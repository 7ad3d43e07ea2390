import type { Command } from "commander";
import { type Io, perform, type Session, UsageError, withExamples } from "../../core";
import { carryOut } from "../carry-out";
import { type OfferOptions, offerOptions, readOffer, termsFacts } from "./offer";
import { actingProvider } from "./own";

/** `diem provider update`: what is offered, but for the capacity. */
export function updateCommand(parent: Command, io: Io): void {
  const command = parent
    .command("update")
    .description("change price, endpoint, operator or price list; what is left out stays");
  offerOptions(command).action(perform(io, update));
  withExamples(
    command,
    "diem provider update --price 0.012",
    "diem provider update --price reference",
  );
}

async function update(session: Session, options: OfferOptions): Promise<void> {
  const offer = readOffer(session, options);
  if (Object.keys(offer).length === 0) {
    throw new UsageError({
      name: "NothingToChange",
      message: "nothing to change is given",
      next: "give --price, --endpoint, --operator or --price-list",
    });
  }
  const { client, market } = await actingProvider(session);
  const plan = await client.plan.updateProvider(offer);
  const { before, after } = plan.quote;
  const [old, now] = [before, after].map((terms) => termsFacts(terms, market.referencePrice));
  const changes = (now ?? []).flatMap(([name, value], index) => {
    const was = old?.[index]?.[1];
    return was === value ? [] : [[name, `${was} -> ${value}`] as const];
  });
  await carryOut(session, {
    plan,
    summary: [
      ...(changes.length === 0 ? ["nothing of it changes"] : changes),
      "open channels keep the price at which they were opened",
    ],
    json: { before, after },
    done: changes,
  });
}
