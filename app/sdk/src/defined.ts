/** An object's defined entries: an optional property may be left out, but not be undefined. */
export function defined<Key extends string, Value>(
  entries: Readonly<Record<Key, Value | undefined>>,
): { [Name in Key]?: Value } {
  const defined = Object.entries(entries).filter(([, value]) => value !== undefined);
  return Object.fromEntries(defined) as { [Name in Key]?: Value };
}
