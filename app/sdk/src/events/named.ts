import type { DiemEvent, DiemEventName } from "./decode";

/**
 * The events of one name, in their order.
 *
 * @example
 * const happened = await events.fetch(connection, signature);
 * const [minted] = events.named(happened, "DiemMinted");
 * const collected = events.named(happened, "Collected").map(({ data }) => data.amount);
 */
export function named<Event extends DiemEvent, Name extends DiemEventName>(
  list: readonly Event[],
  name: Name,
): Extract<Event, { readonly name: Name }>[] {
  return list.filter(
    (event): event is Extract<Event, { readonly name: Name }> => event.name === name,
  );
}
