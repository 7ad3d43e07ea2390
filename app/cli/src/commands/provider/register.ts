import type { Command } from "commander";
import {
  CREDITS,
  type Io,
  inSession,
  RefusedError,
  type Session,
  UsageError,
  withExamples,
} from "../../core";
import { submit } from "../submit";
import { type OfferOptions, offerOptions, readOffer, termsFacts, termsJson } from "./offer";
import { providerOf } from "./context";

interface Options extends OfferOptions {
  readonly capacity: string;
  readonly quotaCapacity: string;
  readonly bond?: string;
  readonly endpoint: string;
  readonly price: string;
}

/** `diem provider register`: becomes a provider. */
export function registerCommand(parent: Command, io: Io): void {
  const command = parent
    .command("register")
    .description("become a provider: bond VVV for the capacity that you offer")
    .requiredOption(
      "--capacity <credits>",
      "credits that you can serve in an epoch, from the next one on",
    )
    .option("--quota-capacity <credits>", "part of it for DIEM stakers", "0")
    .option("--bond <vvv>", "VVV to bond (default: what the capacity needs)");
  offerOptions(command).action(inSession(io, register));
  withExamples(
    command,
    "diem provider register --capacity 200 --quota-capacity 50 --price 0.0007 --endpoint https://compute.example/v1",
    "diem provider register --capacity 200 --price 0.0007 --endpoint https://compute.example/v1 --price-list prices.json",
  );
}

async function register(session: Session, options: Options): Promise<void> {
  const capacity = CREDITS.parse(options.capacity);
  const quotaCapacity = CREDITS.parse(options.quotaCapacity);
  const offer = readOffer(session, options);
  const { endpoint, price } = offer;
  if (endpoint === undefined) {
    throw new UsageError({
      name: "EndpointMissing",
      message: "no endpoint is given",
      next: "give the URL for calls with --endpoint <url>",
    });
  }
  if (price === undefined) {
    throw new UsageError({
      name: "PriceMissing",
      message: "no price is given",
      next: "give the price of a credit with --price <diem>; `diem market show` has the reference price",
    });
  }
  const on = await session.walletContext();
  const { client, vvv } = on;
  const existing = await providerOf(session, on, on.owner);
  if (existing !== null) {
    // the chain would report only that an account is in use
    throw new RefusedError({
      name: "AlreadyAProvider",
      message: `the wallet is already the provider ${existing.address.toBase58()}`,
      next: "change its offer with `diem provider update` and `diem provider capacity`",
    });
  }
  const plan = await client.plan.registerProvider({
    ...offer,
    endpoint,
    price,
    capacity,
    quotaCapacity,
    ...(options.bond === undefined ? {} : { bond: vvv.parsePositive(options.bond) }),
  });
  const { provider, terms, bond, required, fromEpoch } = plan.quote;
  await submit(session, {
    plan,
    summary: [
      ["provider", provider.toBase58()],
      ["bond", `${vvv.format(bond)}; the capacity needs ${vvv.format(required)}`],
      ["capacity", `${CREDITS.format(capacity)} an epoch, from epoch ${fromEpoch} on`],
      ["of which quota", CREDITS.format(quotaCapacity)],
      ...termsFacts(terms),
    ],
    json: {
      provider,
      bond: vvv.json(bond),
      required: vvv.json(required),
      capacity: CREDITS.json(capacity),
      quotaCapacity: CREDITS.json(quotaCapacity),
      fromEpoch,
      terms: termsJson(terms),
    },
    done: [["provider", provider.toBase58()]],
  });
}
