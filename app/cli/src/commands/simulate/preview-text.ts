import type { previews, studies } from "@diem/sim";
import type { Text } from "../../core";
import { excludesZero, percentage } from "./figures-text";
import { labPackage } from "./lab";

/** What a preview found, for people. */
export async function textOf({
  days,
  paths,
  now,
  proposed,
  changes,
  income,
  flags,
}: previews.Preview): Promise<Text> {
  const { LABELS, round, shown } = (await labPackage()).studies;
  const names = Object.keys(LABELS) as studies.FigureName[];
  const figures = names.map((name) => [
    LABELS[name],
    shown(name, now[name]),
    shown(name, proposed[name]),
    excludesZero(changes[name]) ? percentage(changes[name].mean) : "unclear",
  ]);
  const incomes = Object.entries(income).map(([party, change]) => [
    party,
    excludesZero(change) ? `${change.mean > 0 ? "+" : ""}${round(change.mean)}` : "unclear",
  ]);
  return [
    `what the risk lab expects: means of ${paths} paths`,
    { head: [`after ${days} days`, "as it is", "proposed", "change"], rows: figures },
    { head: ["income of", "change, USD a year"], rows: incomes },
    ...flags.map(({ name, reason }) => `red flag: ${name}: ${reason}`),
  ];
}
