import type { DiemEvent, DiemEventName } from "@diem/sdk";

/** The data of the events of one name. */
export function named<Name extends DiemEventName>(
  list: readonly DiemEvent[],
  name: Name,
): DataOf<Name>[] {
  return list.filter((event) => event.name === name).map(({ data }) => data as DataOf<Name>);
}

type DataOf<Name extends DiemEventName> = Extract<DiemEvent, { readonly name: Name }>["data"];

export function sum<Item>(items: readonly Item[], of: (item: Item) => bigint): bigint {
  return items.reduce((total, item) => total + of(item), 0n);
}
