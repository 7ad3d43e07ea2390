const LOCALE = "en-GB";
const MINUTE = 60n;
const HOUR = 60n * MINUTE;
const DAY = 24n * HOUR;

const local = new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium", timeStyle: "medium" });
const utc = new Intl.DateTimeFormat(LOCALE, {
  ...{ dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" },
});

const clock = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short" });

/** A moment on an axis, in the user's zone: the time where the axis has less than two days, the day otherwise. */
export function axisTime(unixSeconds: number, spanSeconds: number): string {
  return (spanSeconds < 2 * Number(DAY) ? clock : day).format(unixSeconds * 1000);
}

/** A moment in the user's zone. */
export function localTime(unixSeconds: bigint | number): string {
  return local.format(Number(unixSeconds) * 1000);
}

/** A moment in UTC. */
export function utcTime(unixSeconds: bigint | number): string {
  return `${utc.format(Number(unixSeconds) * 1000)} UTC`;
}

/** Seconds as people say them, by their two largest units: `2 days 3 h`. */
export function duration(seconds: bigint): string {
  if (seconds <= 0n) return "0 s";
  const [days, hours] = [seconds / DAY, (seconds % DAY) / HOUR];
  const [minutes, rest] = [(seconds % HOUR) / MINUTE, seconds % MINUTE];
  const parts = [
    days > 0n && `${days} ${days === 1n ? "day" : "days"}`,
    hours > 0n && `${hours} h`,
    minutes > 0n && `${minutes} min`,
    rest > 0n && `${rest} s`,
  ].filter((part) => part !== false);
  return parts.slice(0, 2).join(" ");
}
