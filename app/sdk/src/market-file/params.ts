import type { MarketParams } from "../types";
import { type Decimal, scaled } from "./decimal";
import { fileName, type ParamName, PARAM_NAMES } from "./fields";
import type { MarketFile } from "./file";
import { invalidMarketFile } from "../errors/market-file-errors";
import { check } from "./rules";

/**
 * A file's parameters as `createMarket` and `proposeParams` take them. `vvvDecimals` are those of the VVV mint,
 * `epochSecs` is the length of the market's epochs.
 *
 * @throws `InvalidMarketFile` if a figure is finer than its token, or beyond a bound in the program's code.
 *
 * @example
 * const { vvvDecimals, epochSecs } = market;
 * const params = marketFile.params({ file, vvvDecimals, epochSecs });
 * const propose = instructions.proposeParams({ market: keys, authority, params });
 */
export function params({
  file,
  vvvDecimals,
  epochSecs,
}: {
  readonly file: MarketFile;
  readonly vvvDecimals: number;
  readonly epochSecs: bigint;
}): MarketParams {
  const exact = (name: ParamName): bigint | number => {
    const value = file.params[name];
    return typeof value === "object" ? inBaseUnits(name, value, vvvDecimals) : value;
  };
  const found = Object.fromEntries(PARAM_NAMES.map((name) => [name, exact(name)]));
  const chosen = found as MarketParams;
  check({ params: chosen, epochSecs, vvvDecimals });
  return chosen;
}

function inBaseUnits(name: ParamName, value: Decimal, decimals: number): bigint {
  const units = scaled(value, decimals);
  if (units !== null) return units;
  throw invalidMarketFile({
    path: `params.${fileName(name)}`,
    problem: `has ${value.places} decimals`,
    next: `write at most ${decimals}, as the VVV mint has them`,
  });
}
