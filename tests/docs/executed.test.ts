import { expect } from "chai";
import { blocks } from "./blocks";
import { Given } from "./executed";
import { PAGES } from "./pages";
import { payForCalls } from "./sold-calls";

/** What buys calls needs a provider that sells them. */
const CALLS = /from "@diem\/client"/;
const SDK_README = "app/sdk/README.md";
const INTEGRATORS = "docs/guides/integrators.md";

/** The TypeScript of a page: the blocks of the SDK's README go on from one another, all others stand alone. */
function codesOf(page: string): { readonly title: string; readonly code: string }[] {
  const found = blocks(page, "ts");
  if (page === SDK_README && found.length > 0) {
    return [{ title: page, code: found.map(({ text }) => text).join("\n") }];
  }
  return found.map(({ line, text }) => ({ title: `${page}:${line}`, code: text }));
}

describe("docs: the TypeScript of the pages", () => {
  const printed = console.log;
  before(() => {
    console.log = () => undefined;
  });
  after(() => {
    console.log = printed;
  });

  for (const page of [SDK_README, ...PAGES]) {
    const codes = codesOf(page);
    if (codes.length === 0) continue;
    describe(page, () => {
      let given: Given;
      before(async () => {
        given = await Given.open();
      });
      after(() => given.close());

      for (const { title, code } of codes) {
        if (CALLS.test(code)) {
          it(`pays a provider for calls as ${title} has it`, () => payForCalls(code));
        } else {
          it(`runs against a network as ${title} has it`, () => given.run(code));
        }
      }

      if (page === SDK_README || page === INTEGRATORS) {
        it("reaches what it says to do about a refusal", () => {
          const shown = given.shown.map(String).join("\n");
          expect(shown).to.match(
            page === SDK_README
              ? /^your stake allows [\d.]+ DIEM: \S/m
              : /^the unlocked stake is smaller than the amount \(held .*\)\n\S.*\n\d+\nminted [\d.]+ DIEM instead$/m,
          );
        });
      }
    });
  }

  it("would fail where a page's code does", async () => {
    const given = await Given.open();
    try {
      const wrong = "await client.act.mintDiem({ diemAmount: 0n });";
      const told = await given.run(wrong).then(
        () => "it ran",
        (error: unknown) => (error as Error).name,
      );
      expect(told).to.equal("ZeroAmount");
    } finally {
      await given.close();
    }
  });
});
