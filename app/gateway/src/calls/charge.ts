import { type Cost, costCeil, type Figures, type ModelPrice, payFor } from "@diem/wire";
import type { Tokens } from "../meters/tokens";

/** The figures by which a call is charged. */
export interface Tariff {
  readonly price: ModelPrice;
  readonly images: number;
  /** DIEM base units for a credit, in the call's channel. */
  readonly diemPrice: bigint;
  /** Micro-credits that were reserved: no call costs more. */
  readonly reserved: bigint;
  /** Micro-credits of quota among them. */
  readonly quota: bigint;
}

/** What a call costs by its tokens: never more than was reserved for it. */
export function chargeOf(tariff: Tariff, tokens: Tokens): Cost {
  const { price, images, diemPrice, reserved, quota } = tariff;
  const { input, cachedInput, output } = tokens;
  const full = costCeil(price, { input, cachedInput, output, images });
  const credits = full < reserved ? full : reserved;
  return { credits, ...payFor({ credits, quota, price: diemPrice }) };
}

/** The smaller of each figure. */
export function min(a: Figures, b: Figures): Figures {
  return {
    diem: a.diem < b.diem ? a.diem : b.diem,
    quota: a.quota < b.quota ? a.quota : b.quota,
  };
}
