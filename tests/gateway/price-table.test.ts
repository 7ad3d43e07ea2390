import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { ConfigError } from "@diem/config";
import { readPriceTable } from "@diem/gateway";

const HEAD = "model,input,output,cached_input,request,image,max_output";

describe("a table of prices in US dollars", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "diem-prices-"))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const written = (name: string, text: string) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  const refusal = (name: string, text: string) => {
    try {
      readPriceTable(written(name, text));
    } catch (error) {
      if (error instanceof ConfigError) return error.message.replace(`${folder}/`, "");
      throw error;
    }
    throw new Error("it was taken");
  };

  it("says the same in CSV, YAML and JSON", () => {
    const rows = {
      "*": { input: "0.15", output: "0.6", max_output: "4096" },
      "a, b": { input: "3", cached_input: "0.3", request: "0.001", image: "0.002" },
    };
    const json = readPriceTable(written("usd.json", JSON.stringify(rows)));
    const csv = `${HEAD}\r\n*,0.15,0.6,,,,4096\r\n\r\n"a, b",3,,0.3, 0.001 ,0.002,\r\n`;
    expect(readPriceTable(written("usd.csv", `\ufeff${csv}`))).to.deep.equal(json);
    const yaml = `"*": { input: 0.15, output: 0.6, max_output: 4096 }
a, b: { input: 3, cached_input: 0.3, request: 0.001, image: 0.002 }
`;
    expect(readPriceTable(written("usd.yaml", yaml))).to.deep.equal(json);
    expect(json.get("*")).to.deep.equal({ input: 150_000, output: 600_000, max_output: 4_096 });
  });

  it("names the line of what is wrong in it", () => {
    const cases: readonly (readonly [name: string, text: string, expected: string])[] = [
      ["a.csv", `${HEAD}\nsmall,0.15\n`, "columns length is 7, got 2 on line 2"],
      ["a.csv", "model,input\nsmall,0.15\nbig,1e3\n", "a.csv:3: big.input: must be US dollars"],
      ["a.csv", "model,input\nsmall,-1\n", "a.csv:2: small.input: must be US dollars"],
      ["a.csv", "model,input,price\nsmall,1,2\n", "a.csv:2: small: Unrecognized key"],
      ["a.csv", "model,output\nsmall,1\n", "a.csv:2: small.input: "],
      ["a.csv", "model;input\nsmall;1\n", "line 2 has no model: fill in the column model"],
      ["a.csv", "model,input\n,1\n", "line 2 has no model: fill in the column model"],
      ["a.csv", "model,input\na,1\nb,1\na,2\n", "line 4 has the model a again, as line 2"],
      ["a.csv", 'model,input\n"a,1\n', "opening quote at line 2"],
      ["a.csv", "model,input\n", "line 2 is missing: write the first model there"],
      ["a.csv", "", "line 2 is missing: write the first model there"],
      ["a.yaml", "small: { input: 1 }\nbig:\n  input: x\n", "a.yaml:3: big.input: must be US"],
      ["a.yaml", "small: { input: 1 }\nsmall: { input: 2 }\n", "at line 2"],
      ["a.json", '{\n"small": {\n"input": 1,', "at line 3"],
      ["a.json", "[]", "a.json: the table: "],
    ];
    for (const [name, text, expected] of cases) {
      expect(refusal(name, text), text).to.include(expected);
    }
    expect(() => readPriceTable(join(folder, "missing.csv"))).to.throw(ConfigError, "ENOENT");
  });
});
