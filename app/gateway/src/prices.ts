import { readFileSync, statSync } from "node:fs";
import { checkPriceList } from "@diem/wire";
import type { PriceLists } from "./calls/price-lists";
import { ConfigError } from "@diem/config";

/** Reads the price lists of files, and reads again those that change. */
export class PriceFiles {
  #read = new Map<string, number>();

  constructor(
    private readonly files: readonly string[],
    private readonly priceLists: PriceLists,
  ) {}

  /** Reads the files that have changed. Throws a ConfigError; the lists of before stay. */
  load(): void {
    for (const file of this.files) {
      try {
        const { mtimeMs } = statSync(file);
        if (this.#read.get(file) === mtimeMs) continue;
        this.priceLists.add(checkPriceList(JSON.parse(readFileSync(file, "utf8"))));
        this.#read.set(file, mtimeMs);
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new ConfigError(`the price list ${file} cannot be used: ${reason}`, { cause });
      }
    }
  }
}
