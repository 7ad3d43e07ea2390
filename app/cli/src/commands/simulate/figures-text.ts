import { Option } from "commander";
import type { studies } from "@diem/sim";
import { choiceOf, labPackage } from "./lab";

/** A change in parts of one, as a percentage with its sign. */
export function percentage(part: number): string {
  return `${part > 0 ? "+" : ""}${(part * 100).toFixed(1)} %`;
}

/** Whether an interval of 95 % leaves out zero. */
export function excludesZero({ low, high }: studies.Estimate): boolean {
  return low > 0 || high < 0;
}

/** A mean change in percent and half the width of its interval. */
export function estimated({ mean, high }: studies.Estimate): string {
  const percent = (part: number) => (part * 100).toFixed(1);
  return `${mean > 0 ? "+" : ""}${percent(mean)} ± ${percent(high - mean)}`;
}

/** The option that names a figure. */
export function figureOption(usual: studies.FigureName): Option {
  return new Option("--figure <name>", "name of the figure to show").default(usual);
}

/** The figure that the option names. */
export async function figureOf(text: string): Promise<studies.FigureName> {
  const { studies: lab } = await labPackage();
  return choiceOf(text, "--figure", lab.FIGURES);
}
