/** Proposed parameters instead of the market's. @module */
import * as marketFile from "@diem/sdk/market-file";
import { SimError } from "../errors";
import type { ChainParams } from "../rules";

/**
 * A market's parameters with some of them changed, each written as in a market file.
 *
 * @throws SimError `QuestionWrong` for the haircut, which is fixed for a market's life; `InvalidMarketFile` for a name that is unknown, a figure that is none, and one beyond the program's laws.
 *
 * @example
 * const proposed = markets.paramsWith(chain, { quotaCap: "50%", feeStream: "30d" });
 */
export function paramsWith(
  chain: ChainParams,
  changes: { readonly [name: string]: string },
): ChainParams {
  if (Object.keys(changes).length === 0) return chain;
  const { vvvDecimals, epochSecs } = chain;
  const file = marketFile.parse({ params: { ...textsOf(chain), ...changes } });
  const params = marketFile.params({ file, vvvDecimals, epochSecs });
  if (params.lockedHaircutBps !== chain.params.lockedHaircutBps) {
    throw new SimError(
      "QuestionWrong",
      "lockedHaircut is fixed for a market's life",
      "leave it as it is: changed, it would take rewards that others have earned",
    );
  }
  return { params, vvvDecimals, epochSecs };
}

/** The parameters as a market file writes them, by their names there. */
export function textsOf(chain: ChainParams): { readonly [name: string]: string } {
  const texts = marketFile.texts(chain);
  return Object.fromEntries(
    marketFile.PARAM_NAMES.map((name) => [marketFile.fileName(name), texts[name]]),
  );
}
