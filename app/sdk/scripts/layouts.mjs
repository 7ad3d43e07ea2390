// The part of the IDL that the SDK needs to encode, decode and name errors, as short texts that cost a page little:
//   structs       its fields, as `name:type`; a u64 as `name`
//   instructions  its accounts, as `name` with `!` signs, `+` is written, `?` may be absent; and its arguments, where
//                 they are not one struct with the instruction's name
//   events        their names
//   addresses     of the other programs that instructions call
//   errors        by the first code of a run without a gap, as `Name message`
// Discriminators are left out: they follow from the names, which a test holds.

import { camelCase } from "./camel-case.mjs";

/** Accounts of instructions that belong to the program itself: each deployment has others. */
const OWN = ["event_authority", "program"];

function typeText(type) {
  if (typeof type === "string") return type;
  if ("option" in type) return `${typeText(type.option)}?`;
  if ("vec" in type) return `${typeText(type.vec)}[]`;
  if ("array" in type) return `${typeText(type.array[0])}[${type.array[1]}]`;
  if ("defined" in type) return camelCase(type.defined.name);
  throw new Error(`the SDK's layouts have no type ${JSON.stringify(type)}`);
}

const fieldsText = (fields) =>
  fields
    .map(({ name, type }) => camelCase(name) + (type === "u64" ? "" : `:${typeText(type)}`))
    .join(" ");

const withoutGroups = (accounts) =>
  accounts.flatMap((account) => ("accounts" in account ? account.accounts : [account]));

const accountText = ({ name, signer, writable, optional }) =>
  camelCase(name) + (signer ? "!" : "") + (writable ? "+" : "") + (optional ? "?" : "");

const byName = (items, textOf) =>
  Object.fromEntries(items.map((item) => [camelCase(item.name), textOf(item)]));

function instructionText({ name, accounts, args }) {
  const texts = [withoutGroups(accounts).map(accountText).join(" "), fieldsText(args)];
  return texts[1] === `args:${camelCase(name)}Args` ? texts.slice(0, 1) : texts;
}

function errorRuns(errors) {
  const runs = {};
  let first;
  for (const { code, name, msg } of errors) {
    if (first === undefined || code !== first + runs[first].length) runs[(first = code)] = [];
    runs[first].push(`${name} ${msg}`);
  }
  return runs;
}

/** The layouts of an IDL. */
export function layoutsOf({ address, types, instructions, events, errors }) {
  const accounts = instructions.flatMap((instruction) => withoutGroups(instruction.accounts));
  const others = accounts.filter(
    (account) => account.address !== undefined && !OWN.includes(account.name),
  );
  return {
    address,
    addresses: byName(others, (account) => account.address),
    structs: byName(types, ({ type }) => fieldsText(type.fields)),
    instructions: byName(instructions, instructionText),
    events: events.map(({ name }) => name),
    errors: errorRuns(errors),
  };
}
