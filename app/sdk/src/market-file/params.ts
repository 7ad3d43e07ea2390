import type { MarketParams } from "../types";
import { type Decimal, scaled } from "./decimal";
import { fileName, type ParamName, PARAM_NAMES } from "./fields";
import type { MarketFile } from "./file";
import { MarketFileError } from "./market-file-error";
import { check } from "./rules";
import { texts } from "./texts";

/**
 * A file's parameters as `createMarket` and `proposeParams` take them. `vvvDecimals` are those of the VVV mint.
 *
 * @throws MarketFileError where a figure is finer than its token, or beyond a cap in the program's code.
 *
 * @example
 * const { vvvDecimals } = market;
 * const params = marketFile.params({ file, vvvDecimals });
 * const propose = instructions.proposeParams({ market: keys, authority, params });
 */
export function params({
  file,
  vvvDecimals,
}: {
  readonly file: MarketFile;
  readonly vvvDecimals: number;
}): MarketParams {
  const exact = (name: ParamName): bigint | number => {
    const value = file.params[name];
    return typeof value === "object" ? inBaseUnits(name, value, vvvDecimals) : value;
  };
  const found = Object.fromEntries(PARAM_NAMES.map((name) => [name, exact(name)]));
  const chosen = found as MarketParams;
  check(chosen, (name) => texts({ params: chosen, vvvDecimals })[name]);
  return chosen;
}

function inBaseUnits(name: ParamName, value: Decimal, decimals: number): bigint {
  const units = scaled(value, decimals);
  if (units !== null) return units;
  throw new MarketFileError({
    path: `params.${fileName(name)}`,
    problem: `has ${value.places} decimals`,
    next: `write at most ${decimals}, as the VVV mint has them`,
  });
}
