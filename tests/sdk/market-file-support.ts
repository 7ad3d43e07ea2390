import { expect } from "chai";
import { constants, type MarketParams } from "@diem/sdk";
import * as marketFile from "@diem/sdk/market-file";
import { thrownBy } from "./support";

export const VVV_DECIMALS = 9;
export const EPOCH_SECS = constants.DEFAULT_EPOCH_SECS;
const UNIT = constants.DIEM_UNIT;

export function defaults(vvvDecimals = VVV_DECIMALS): MarketParams {
  return constants.defaultParams({
    vvvDecimals,
    targetFloor: 200n * UNIT,
    referencePriceFloor: UNIT / 10n,
    referencePriceCap: 10n * UNIT,
  });
}

/** A file as an object, to be changed. */
export interface Draft {
  params: Record<string, unknown>;
  [key: string]: unknown;
}

export function draft(params = defaults()): Draft {
  return JSON.parse(marketFile.format({ params, vvvDecimals: VVV_DECIMALS })) as Draft;
}

/** A draft with one parameter written otherwise; undefined leaves it out. */
export function withParam(name: string, value: unknown): Draft {
  const file = draft();
  return { ...file, params: { ...file.params, [name]: value } };
}

/** The parameters of a file, as text or as an object. */
export function params(
  input: unknown,
  { vvvDecimals = VVV_DECIMALS, epochSecs = EPOCH_SECS } = {},
): MarketParams {
  return marketFile.params({ file: marketFile.parse(input), vvvDecimals, epochSecs });
}

/** The message with which a file is refused. */
export async function refusal(call: () => unknown): Promise<string> {
  const error = await thrownBy(call);
  expect(error).to.have.property("name", "InvalidMarketFile");
  return error.message;
}
