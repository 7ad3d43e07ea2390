import { readFileSync } from "node:fs";
import { ConfigError } from "@diem/config";
import { checkPriceList, type ModelPrice, type PriceList } from "@diem/wire";
import { z } from "zod";
import { baseUnitsOf } from "./base-units";
import { rowsOfCsv, rowsOfYaml, type WrittenRows } from "./price-rows";

const CREDIT_DECIMALS = 6;
/** The row of models that have none of their own. */
const OTHERS = "*";

const usd = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,6})?$/, "must be US dollars such as 0.15, with at most 6 decimals");
const row = z.strictObject({
  input: usd,
  cached_input: usd.optional(),
  output: usd.optional(),
  request: usd.optional(),
  image: usd.optional(),
  max_output: z
    .string()
    .regex(/^\d{1,9}$/, "must be a number of tokens")
    .optional(),
});

/** What models cost in US dollars: for a million tokens, and for each request and image. */
export type PriceTable = ReadonlyMap<string, ModelPrice>;

/**
 * Reads a table of prices in US dollars. YAML or JSON: a member for each model, and `*` for all others. CSV, by the file's
 * name: a column `model` and one for each price, which may be empty. A credit of a price list is a dollar.
 *
 * @throws ConfigError, which names the line and the model.
 *
 * @example
 * const table = readPriceTable("usd.yaml"); // small: { input: 0.15, output: 0.6, max_output: 4096 }
 */
export function readPriceTable(file: string): PriceTable {
  const { rows, lineOf } = rowsOf(file);
  const found = z.record(z.string(), row).safeParse(rows);
  if (found.success) {
    return new Map(Object.entries(found.data).map(([model, prices]) => [model, priceOf(prices)]));
  }
  const [issue] = found.error.issues;
  const path = issue?.path ?? [];
  const line = lineOf(path);
  const where = line === null ? file : `${file}:${line}`;
  const name = path.length === 0 ? "the table" : path.map(String).join(".");
  throw new ConfigError(`${where}: ${name}: ${issue?.message ?? ""}: correct the table of prices`);
}

/**
 * The price list of models by a table.
 *
 * @throws ConfigError where the table has no price of a model; a WireError `PriceListWrong`.
 */
export function pricedBy(table: PriceTable, models: readonly string[]): PriceList {
  const missing = models.filter((model) => !table.has(model) && !table.has(OTHERS));
  if (missing.length > 0) {
    const message = `the table has no price for ${missing.join(", ")}: add a row for each, or the row ${OTHERS} for all others`;
    throw new ConfigError(message);
  }
  const priced = models.map((model) => [model, table.get(model) ?? table.get(OTHERS)] as const);
  return checkPriceList({ version: 1, models: Object.fromEntries<unknown>(priced) });
}

function rowsOf(file: string): WrittenRows {
  try {
    const text = readFileSync(file, "utf8");
    return /\.csv$/i.test(file) ? rowsOfCsv(text) : rowsOfYaml(text);
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause);
    throw new ConfigError(`the table of prices ${file} cannot be read: ${reason}`, { cause });
  }
}

function priceOf({ max_output: most, ...dollars }: z.output<typeof row>): ModelPrice {
  const figures = Object.entries(dollars).flatMap(([name, amount]) =>
    amount === undefined ? [] : [[name, Number(baseUnitsOf(amount, CREDIT_DECIMALS))]],
  );
  const limit = most === undefined ? {} : { max_output: Number(most) };
  return { ...(Object.fromEntries(figures) as unknown as ModelPrice), ...limit };
}
