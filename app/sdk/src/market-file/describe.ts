import type { MarketParams } from "../types";
import { FIELDS, type ParamName, PARAM_NAMES } from "./fields";
import { writeVvv } from "./figures";

/**
 * Parameters in words, as a file has them.
 *
 * @example
 * const { treasuryBps } = marketFile.texts(market); // "5%"
 */
export function texts({
  params,
  vvvDecimals,
}: {
  readonly params: MarketParams;
  readonly vvvDecimals: number;
}): Readonly<Record<ParamName, string>> {
  const text = (name: ParamName) => {
    const figure = FIELDS[name];
    return "write" in figure ? figure.write(params[name]) : writeVvv(params[name], vvvDecimals);
  };
  const entries = PARAM_NAMES.map((name) => [name, text(name)]);
  return Object.fromEntries(entries) as Record<ParamName, string>;
}
