import type { PriceList } from "@diem/wire";
import { BUILTIN_MODEL } from "./model";

/** What the built-in model costs on a local network, in micro-credits for a million tokens. */
export const BUILTIN_PRICES: PriceList = {
  version: 1,
  models: { [BUILTIN_MODEL]: { input: 150_000, output: 600_000, max_output: 1_024 } },
};
