const ALL_TESTS = ["tests/**/*.test.ts"];

/**
 * What the tests of `suite` say of a fault: what caught it, or nothing, or why nothing can be said. With `rustAlone` the
 * program's own tests are asked, and no others.
 */
export async function trial(suite, fault, rustAlone) {
  const began = Date.now();
  const takeOut = suite.putIn(fault);
  try {
    const ask = rustAlone ? rustVerdict : verdict;
    const result = await ask(suite, fault).catch((error) => ({ error: String(error) }));
    return { ...result, secs: Math.round((Date.now() - began) / 1_000) };
  } finally {
    takeOut();
  }
}

async function rustVerdict(suite, { rust }) {
  const refused = await suite.compileRust();
  if (refused !== undefined) return { error: refused };
  const caught = await suite.firstRustFailure(rust);
  return caught === undefined ? {} : { caught };
}

async function verdict(suite, fault) {
  const { rust, tests = [] } = fault;
  if (rust !== undefined) {
    const result = await rustVerdict(suite, fault);
    if (result.error !== undefined || result.caught !== undefined) return result;
  }
  const refused = await suite.build();
  if (refused !== undefined) return { error: refused };
  const caught =
    (await suite.firstFailure(tests)) ??
    (await suite.firstFailure(ALL_TESTS)) ??
    (await suite.firstRustFailure());
  return caught === undefined ? {} : { caught };
}
