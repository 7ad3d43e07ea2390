/** `count` figures from `least` to `most`, evenly spread; the middle for one. */
export function spread([least, most]: readonly [number, number], count: number): number[] {
  const step = (most - least) / count;
  return Array.from({ length: count }, (_, nth) => least + (nth + 0.5) * step);
}
