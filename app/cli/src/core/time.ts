import { UsageError } from "./errors";

/** Seconds of each unit, the largest first. */
const UNITS = { d: 86_400n, h: 3_600n, m: 60n, s: 1n } as const;
const SPAN = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;
const MAX_SECS = 2n ** 63n - 1n;

/**
 * Seconds of a span of time such as `30d`, `12h`, `90s` or `1d12h`.
 *
 * @throws UsageError `DurationInvalid`.
 */
export function parseDuration(text: string): bigint {
  const found = SPAN.exec(text);
  const secs = Object.values(UNITS).reduce(
    (sum, unit, index) => sum + unit * BigInt(found?.[index + 1] ?? 0),
    0n,
  );
  if (found !== null && text !== "" && secs <= MAX_SECS) return secs;
  throw new UsageError({
    name: "DurationInvalid",
    message: `invalid duration "${text}"`,
    next: "give days, hours, minutes and seconds, such as 30d, 12h, 90s or 1d12h",
  });
}

/** A span of time as {@link parseDuration} reads it. */
export function formatDuration(secs: bigint): string {
  const parts: string[] = [];
  let rest = secs;
  for (const [name, unit] of Object.entries(UNITS)) {
    if (rest >= unit) parts.push(`${rest / unit}${name}`);
    rest %= unit;
  }
  return parts.join("") || "0s";
}

/** A moment in unix seconds, in UTC to the second. */
export function formatTime(ts: bigint): string {
  return new Date(Number(ts) * 1_000).toISOString().replace(/\.\d+Z$/, "Z");
}

/** A moment, and how far away it is from `now`. */
export function formatDue(ts: bigint, now: bigint): string {
  if (ts <= now) return `${formatTime(ts)} (since ${formatDuration(now - ts)})`;
  return `${formatTime(ts)} (in ${formatDuration(ts - now)})`;
}
