const STREAM = { file: "math/stream.rs", rust: ["math::stream"] };

/** Streams, the split of revenue, and the quota pool: what comes in, what it pays, what it passes on. */
export const POOL_FAULTS = [
  {
    ...STREAM,
    id: "stream-whole-seconds",
    fault: "the time left is rounded to whole seconds",
    find: "self.left_q32 = u64::try_from(mean).ok()?.max(1);",
    replace:
      "self.left_q32 = (u64::try_from(mean).ok()? >> FRACTION_BITS << FRACTION_BITS).max(1);",
  },
  {
    ...STREAM,
    id: "stream-restart",
    fault: "a top-up stretches all that streams over its own time",
    find: "let mean = div_floor(weighted.checked_add(half)?, total)?;",
    replace: "let _ = (weighted, half);\n        let mean = u128::from(duration);",
  },
  {
    ...STREAM,
    id: "stream-end-early",
    fault: "the second in which a stream ends is rounded down",
    find: ".checked_add((1 << FRACTION_BITS) - 1)?",
    replace: ".checked_add(0)?",
  },
];
