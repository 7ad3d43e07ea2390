/** Base units of an amount in whole units, such as `1.5`: digits and at most `decimals` of them after a point. */
export function baseUnitsOf(amount: string, decimals: number): bigint {
  const [whole = "0", fraction = ""] = amount.split(".");
  return BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, "0"));
}
