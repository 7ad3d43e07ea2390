import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { ROOT } from "./blocks";

const GLOSSARY = "docs/glossary.md";

/** The pages that people read: of the repository, its documentation and its packages. */
function pages(): string[] {
  const within = (folder: string, options = {}) =>
    readdirSync(join(ROOT, folder), { encoding: "utf8", ...options })
      .filter((name) => name.endsWith(".md"))
      .map((name) => join(folder, name));
  const packages = readdirSync(join(ROOT, "app")).flatMap((name) => within(join("app", name)));
  return [
    ...within("."),
    ...within("docs", { recursive: true }),
    ...packages,
    ...within("examples"),
  ].filter((page) => page !== GLOSSARY && !page.endsWith("CHANGELOG.md"));
}

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const links = (page: string) =>
  [...read(page).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, target = ""]) =>
    join(dirname(page), target),
  );

describe("docs: the glossary", () => {
  it("is linked from every page", () => {
    const found = pages();
    expect(found).to.include.members(["README.md", "docs/guides/stakers.md", "app/sdk/README.md"]);
    expect(found.filter((page) => !links(page).includes(GLOSSARY))).to.deep.equal([]);
  });

  it("explains each term once, in one sentence", () => {
    const rows = [...read(GLOSSARY).matchAll(/^\| (.+?) +\| (.+?) +\|$/gm)]
      .map(([, term = "", meaning = ""]) => ({ term, meaning }))
      .filter(({ term }) => term !== "term" && !term.startsWith("---"));
    const terms = rows.flatMap(({ term }) => term.split(", "));
    expect(terms).to.have.length.greaterThan(50);
    expect(terms).to.deep.equal([...new Set(terms)]);
    const sentences = new Intl.Segmenter("en", { granularity: "sentence" });
    const unclear = rows.filter(
      ({ meaning }) => !meaning.endsWith(".") || [...sentences.segment(meaning)].length !== 1,
    );
    expect(unclear).to.deep.equal([]);
  });
});
