import { createHash } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import {
  checkPriceList,
  costCeil,
  hashFromText,
  hashToText,
  type ModelPrice,
  outputFloor,
  priceListBytes,
  priceListHash,
  readPriceList,
} from "@diem/wire";
import { refused } from "./support";

const small: ModelPrice = { input: 150_000, output: 600_000, max_output: 2_048 };
const list = { version: 1, models: { small, "a/embed": { input: 20_000 } } } as const;
const CANONICAL =
  '{"models":{"a/embed":{"input":20000},"small":{"input":150000,"max_output":2048,"output":600000}},"version":1}';

describe("price lists", () => {
  it("have one canonical text, whose sha256 is the hash", () => {
    expect(Buffer.from(priceListBytes(list)).toString()).to.equal(CANONICAL);
    const expected = createHash("sha256").update(CANONICAL).digest();
    expect(Buffer.from(priceListHash(list)).equals(expected)).to.equal(true);
    expect(hashFromText(hashToText(expected))).to.deep.equal(new Uint8Array(expected));
  });

  it("are read where the hash is the chain's and the text is the canonical one", () => {
    expect(readPriceList(priceListBytes(list), priceListHash(list))).to.deep.equal(list);
    const read = (text: string) => () => {
      const bytes = new TextEncoder().encode(text);
      readPriceList(bytes, createHash("sha256").update(bytes).digest());
    };
    refused(
      () => readPriceList(priceListBytes(list), new Uint8Array(32)),
      "PriceListHashWrong",
      "and the provider's is 0000",
    );
    refused(read(` ${CANONICAL}`), "PriceListNotCanonical", "not in canonical form");
    const twice = CANONICAL.replace('"input":150000', '"input":1,"input":150000');
    refused(read(twice), "PriceListNotCanonical", "not in canonical form");
    refused(read("{"), "PriceListNotCanonical", "not JSON");
    refused(read("[1]"), "PriceListWrong", "the price list is a list, not an object");
    refused(read("x".repeat(4 * 1024 * 1024 + 1)), "PriceListWrong", "more than 4194304");
  });

  it("are refused with the place that is wrong", () => {
    const model = (price: unknown) => ({ version: 1, models: { m: price } });
    const cases: readonly (readonly [unknown, string])[] = [
      [null, "the price list is null, not an object"],
      [{ ...list, note: 1 }, 'the price list has a member "note" that is not known'],
      [{ models: list.models }, "version is missing, not 1"],
      [{ ...list, version: 2 }, "version is 2, not 1"],
      [{ version: 1 }, "models is missing, not an object"],
      [{ version: 1, models: {} }, "models has 0 models"],
      [{ version: 1, models: { "": small } }, 'models[""] has an id of 0 characters'],
      [
        { version: 1, models: { ["m".repeat(257)]: small } },
        "has an id of 257 characters, not 1 to 256",
      ],
      [JSON.parse('{"version":1,"models":{"__proto__":{"input":1}}}'), 'models["__proto__"] has'],
      [model([]), 'models["m"] is a list, not an object'],
      [model({}), 'models["m"].input is missing'],
      [model({ input: -1 }), 'models["m"].input is -1, not a whole number of 0'],
      [model({ input: 1.5 }), 'models["m"].input is 1.5, not a whole number'],
      [model({ input: "1" }), 'models["m"].input is "1", not a whole number'],
      [model({ input: 2 ** 53 }), "is 9007199254740992, not a whole number"],
      [model({ input: 1, cached_input: 2 }), 'models["m"].cached_input is 2, more than'],
      [model({ input: 1, output: 2 }), 'models["m"] has one of output and max_output'],
      [model({ input: 1, max_output: 2 }), 'models["m"] has one of output and max_output'],
      [model({ input: 1, output: 2, max_output: 0 }), "max_output is 0, not a whole number of 1"],
      [model({ input: 1, audio: 2 }), 'models["m"] has a member "audio" that is not known'],
    ];
    for (const [value, text] of cases) refused(() => checkPriceList(value), "PriceListWrong", text);
    for (const text of ["", "00", "A".repeat(64), "0".repeat(65)]) {
      refused(() => hashFromText(text), "PricesWrong", "64 hexadecimal digits");
    }
  });

  it("are refused by name and in few words, however deep or long a stranger made them", () => {
    const deep = JSON.parse("[".repeat(500_000) + "]".repeat(500_000)) as unknown;
    const long = "m".repeat(1_000_000);
    const cases: readonly (readonly [unknown, string])[] = [
      [deep, "the price list is a list, not an object"],
      [{ version: deep, models: {} }, "version is a list, not 1"],
      [{ version: { deep }, models: {} }, "version is an object, not 1"],
      [{ version: 1, models: deep }, "models is a list, not an object"],
      [{ version: 1, models: { m: { input: deep } } }, ".input is a list, not a whole number"],
      [{ version: 1, models: { [long]: small } }, "has an id of 1000000 characters"],
      [{ version: 1, models: { m: { input: 1, [long]: 1 } } }, "has a member"],
      [{ version: long, models: {} }, "version is"],
    ];
    for (const [value, text] of cases) {
      const { message } = refused(() => checkPriceList(value), "PriceListWrong", text);
      expect(message).to.have.length.below(400);
    }
  });
});

describe("what a call costs", () => {
  const price: ModelPrice = {
    ...{ input: 150_000, cached_input: 75_000, output: 600_000, max_output: 100 },
    ...{ request: 7, image: 1_000 },
  };

  it("is rounded up once", () => {
    const cost = (input: number, cachedInput: number, output: number, images = 0) =>
      costCeil(price, { input, cachedInput, output, images });
    expect(cost(0, 0, 0)).to.equal(7n);
    expect(cost(1, 0, 0)).to.equal(8n); // 0.15
    expect(cost(1, 0, 1)).to.equal(8n); // 0.15 + 0.6
    expect(cost(2, 0, 2)).to.equal(9n); // 0.3 + 1.2
    expect(cost(1_000_000, 0, 0)).to.equal(150_007n);
    expect(cost(1_000_000, 1_000_000, 0)).to.equal(75_007n);
    expect(cost(10, 20, 0)).to.equal(cost(10, 10, 0)); // no more comes from a cache than there is
    expect(cost(0, 0, 1_000_000, 2)).to.equal(602_007n);
    expect(costCeil({ input: 0 }, { input: 9, cachedInput: 0, output: 9, images: 9 })).to.equal(0n);
    const most = Number.MAX_SAFE_INTEGER;
    const dear = { input: most, output: most, max_output: 1 };
    const exact = (2n * BigInt(most) ** 2n + 999_999n) / 1_000_000n;
    expect(costCeil(dear, { input: most, cachedInput: 0, output: most, images: 0 })).to.equal(
      exact,
    );
  });

  it("says how long an answer credits pay for: the longest that does not pass them", () => {
    const figure = fc.integer({ min: 0, max: 5_000_000 });
    const arbitrary = fc.record({ input: figure, output: figure, request: figure, tokens: figure });
    fc.assert(
      fc.property(arbitrary, fc.bigInt({ min: 0n, max: 10n ** 13n }), (figures, credits) => {
        const { tokens: input, output, request } = figures;
        const of = { input: figures.input, output, max_output: 1, request };
        const tokens = { input, cachedInput: 0, images: 0 };
        const most = outputFloor(of, credits, tokens);
        if (most === null) return costCeil(of, { ...tokens, output: 0 }) > credits;
        const fits = costCeil(of, { ...tokens, output: most }) <= credits;
        if (most === Number.MAX_SAFE_INTEGER) return fits;
        return fits && costCeil(of, { ...tokens, output: most + 1 }) > credits;
      }),
    );
  });
});
