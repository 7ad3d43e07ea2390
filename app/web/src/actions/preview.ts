import { type DiemClient, type LocatedEvent, type Simulated, transactions } from "@diem/sdk";
import type { plans } from "@diem/sdk";

/** What an action would send, one transaction after the other, and what it would do. */
export interface Preview<Quote> {
  readonly made: readonly plans.Plan<Quote>[];
  /** The result for the first transaction; later ones depend on it, and cannot be simulated before it. */
  readonly simulated: Simulated;
  /** Lamports that the account pays for the first transaction: fee and rent; negative where rent comes back. */
  readonly lamports: bigint | null;
  /** Lamports of it that are the fee; null where the node does not say. */
  readonly fee: bigint | null;
}

/** Makes plans of what the user asked for. Throws a `DiemError` where it cannot be done. */
export type Planner<Quote> = (
  client: DiemClient,
) => Promise<plans.Plan<Quote> | plans.Plan<Quote>[]>;

/** Plans an action, and simulates it on the node without signing anything. */
export async function previewOf<Quote>(
  client: DiemClient,
  plan: Planner<Quote>,
): Promise<Preview<Quote>> {
  const planned = await plan(client);
  const made = Array.isArray(planned) ? planned : [planned];
  const [first] = made;
  if (first === undefined) throw new Error("there is nothing to do");
  const [simulated, { lamports }, fee] = await Promise.all([
    client.simulate(first),
    client.read.balances(),
    feeOf(client, first).catch(() => null),
  ]);
  const { payerLamports } = simulated;
  return {
    made,
    simulated,
    lamports: payerLamports === null ? null : lamports - payerLamports,
    fee,
  };
}

async function feeOf(
  { connection, context: { owner: payer } }: DiemClient,
  { instructions }: plans.Plan<unknown>,
): Promise<bigint | null> {
  const units = { computeUnitLimit: transactions.MAX_COMPUTE_UNITS };
  const { message } = await transactions.build({
    ...{ connection, payer, instructions },
    ...units,
  });
  const { value } = await connection.getFeeForMessage(message);
  return value === null ? null : BigInt(value);
}

/** The effect of a transaction, from its events. */
export interface Confirmed {
  readonly signature: string;
  readonly events: readonly LocatedEvent[];
}
