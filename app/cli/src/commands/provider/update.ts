import type { Command } from "commander";
import { type Io, inSession, type Session, UsageError, withExamples } from "../../core";
import { submit } from "../submit";
import { type OfferOptions, offerOptions, readOffer, termsFacts, termsJson } from "./offer";
import { providerContext } from "./context";

/** What counts from the next epoch on only, by its name in {@link termsFacts}. */
const LATER = ["price", "price list"];

/** `diem provider update`: what is offered, but for the capacity. */
export function updateCommand(parent: Command, io: Io): void {
  const command = parent
    .command("update")
    .description("change price, endpoint, operator or price list; the others stay the same");
  offerOptions(command).action(inSession(io, update));
  withExamples(
    command,
    "diem provider update --price 0.0008",
    "diem provider update --endpoint https://compute.example/v2",
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
  const { client } = await providerContext(session);
  const plan = await client.plan.updateProvider(offer);
  const { before, after, fromEpoch } = plan.quote;
  const [old, now] = [before, after].map(termsFacts);
  const changes = (now ?? []).flatMap(([name, value], index) => {
    const was = old?.[index]?.[1];
    const from = LATER.includes(name) ? `, from epoch ${String(fromEpoch)} on` : ", at once";
    return was === value ? [] : [[name, `${was} -> ${value}${from}`] as const];
  });
  await submit(session, {
    plan,
    summary: [
      ...(changes.length === 0 ? ["nothing changes"] : changes),
      "open channels keep the price at which they were opened",
    ],
    json: { before: termsJson(before), after: termsJson(after), fromEpoch },
    done: changes,
  });
}
