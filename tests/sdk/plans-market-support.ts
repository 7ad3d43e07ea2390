import { expect } from "chai";
import { type plans } from "@diem/sdk";
import type { Actor, World } from "../support/world";
import { thrownBy } from "./support";

/** The name with which a plan is refused before anything is sent. */
export async function refusal(call: () => Promise<unknown>): Promise<string> {
  const error = await thrownBy(call);
  expect(error).to.have.property("source", "quote");
  return error.name;
}

/** What an actor plans from. */
export function contextOf(world: World, { address }: Actor): plans.PlanContext {
  return { connection: world.chain.connection, market: world.market, owner: address };
}

/** Sends a plan, signed by the actor where it asks for that, and returns its quote. */
export async function carriedOut<Quote>(
  world: World,
  { keypair, address }: Actor,
  planned: Promise<plans.Plan<Quote>>,
): Promise<Quote> {
  const { instructions, quote } = await planned;
  const asked = instructions.some(({ keys }) =>
    keys.some(({ pubkey, isSigner }) => isSigner && pubkey.equals(address)),
  );
  await world.send(instructions, asked ? [keypair] : []);
  return quote;
}
