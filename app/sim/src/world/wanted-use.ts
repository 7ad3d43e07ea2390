import { power } from "../elementary";
import type { World } from "./state";

/** Credits that consumers would use today at today's price, paid or by quota. */
export function wantedUse({ beliefs, around, creditPrice }: World): number {
  return beliefs.demand * around.demand * power(creditPrice, -beliefs.demandElasticity);
}
