import { duration, localTime, utcTime } from "../format/times";
import { useChainTime } from "../network/clock";

/** A moment in the user's zone; UTC on hover. */
export function Time({ at }: { /** Unix seconds. */ readonly at: bigint | number }) {
  const iso = new Date(Number(at) * 1000).toISOString();
  return (
    <time dateTime={iso} title={utcTime(at)}>
      {localTime(at)}
    </time>
  );
}

/** How long it is until a moment, by the chain's clock. */
export function Countdown({
  to,
  done = "now",
}: {
  /** Unix seconds of the chain. */
  readonly to: bigint;
  /** What is said from that moment on. */
  readonly done?: string;
}) {
  const now = useChainTime();
  const left = now === null ? null : to - now;
  return (
    <time dateTime={new Date(Number(to) * 1000).toISOString()} title={utcTime(to)} role="timer">
      {left === null ? "…" : left > 0n ? `in ${duration(left)}` : done}
    </time>
  );
}
