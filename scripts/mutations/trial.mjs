import { apply } from "./apply.mjs";

const ALL_TESTS = ["tests/**/*.test.ts"];

/** What the tests of `suite` say of a fault: what caught it, or nothing, or why nothing can be said. */
export async function trial(suite, fault) {
  const began = Date.now();
  const takeOut = apply(suite.folder, fault);
  try {
    const result = await verdict(suite, fault).catch((error) => ({ error: String(error) }));
    return { ...result, secs: Math.round((Date.now() - began) / 1_000) };
  } finally {
    takeOut();
  }
}

async function verdict(suite, { rust, tests = [] }) {
  if (rust !== undefined) {
    const refused = await suite.compileRust();
    if (refused !== undefined) return { error: refused };
    const failure = await suite.firstRustFailure(rust);
    if (failure !== undefined) return { caught: failure };
  }
  const refused = await suite.build();
  if (refused !== undefined) return { error: refused };
  const caught =
    (await suite.firstFailure(tests)) ??
    (await suite.firstFailure(ALL_TESTS)) ??
    (await suite.firstRustFailure());
  return caught === undefined ? {} : { caught };
}
