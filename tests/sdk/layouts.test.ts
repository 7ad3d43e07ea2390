import { expect } from "chai";
import {
  accountDiscriminator,
  eventDiscriminator,
  instructionDiscriminator,
} from "../../app/sdk/dist/codec/discriminator";
import { fieldsIn, fieldsOf } from "../../app/sdk/dist/codec/idl";
import layouts from "../../app/sdk/dist/idl/layouts.json";
import { anchorProgram } from "./support";

/** What Anchor's own client reads in the IDL, with names in camelCase. */
const { accounts, events, instructions, types } = anchorProgram.idl;
const bytes = (discriminator: Uint8Array) => Array.from(discriminator);
const inRust = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
const written: Readonly<Record<string, readonly string[]>> = layouts.instructions;

interface Item {
  readonly name: string;
  readonly signer?: boolean;
  readonly writable?: boolean;
  readonly optional?: boolean;
  readonly accounts?: readonly Item[];
}

/** An account as the layouts write it. */
function textOf({ name, signer, writable, optional }: Item): string {
  return [name, signer && "!", writable && "+", optional && "?"].filter(Boolean).join("");
}

describe("sdk: the layouts that stand for the IDL at run time", () => {
  for (const { name, discriminator } of accounts) {
    it(`find the account ${name} by its name`, () => {
      expect(bytes(accountDiscriminator(name))).to.deep.equal(discriminator);
    });
  }

  it("have every event, in the IDL's order, found by its name", () => {
    expect(layouts.events).to.deep.equal(events.map(({ name }) => inRust(name)));
    for (const { name, discriminator } of events) {
      expect(bytes(eventDiscriminator(inRust(name))), name).to.deep.equal(discriminator);
    }
  });

  it("have the fields of every struct, with their types", () => {
    expect(Object.keys(layouts.structs)).to.have.members(types.map(({ name }) => name));
    for (const { name, type } of types) {
      const fields = type.fields.map((field) => ({ name: field.name, type: field.type }));
      expect(fieldsOf(name), name).to.deep.equal(fields);
    }
  });

  it("have the accounts and arguments of every instruction, found by its name", () => {
    expect(Object.keys(written)).to.have.members(instructions.map(({ name }) => name));
    for (const { name, discriminator, accounts: named, args } of instructions) {
      const [accountsText = "", argsText = `args:${name}Args`] = written[name] ?? [];
      const items = (named as readonly Item[]).flatMap((item) => item.accounts ?? [item]);
      expect(accountsText, name).to.equal(items.map(textOf).join(" "));
      expect(fieldsIn(argsText), name).to.deep.equal(args);
      // the program alone signs for its events, and marks them in a way of its own
      if (name === "recordEvent") continue;
      expect(bytes(instructionDiscriminator(name)), name).to.deep.equal(discriminator);
    }
  });
});
