// docs/errors.md and docs/events.md, from the committed IDL, docs/commands.md, from the built `diem` command, and the
// JSON schema of a gateway's configuration, from the built gateway.
//   node scripts/tables.mjs           writes them
//   node scripts/tables.mjs --check   fails where the committed ones say anything else
import { readFileSync, writeFileSync } from "node:fs";
import { format, resolveConfig } from "prettier";
import gateway from "../app/gateway/dist/index.js";
import { commandsPage } from "./commands-page.mjs";

const idl = JSON.parse(readFileSync("app/sdk/src/idl/diem.json", "utf8"));
const NOTE =
  "Written from the IDL by `node scripts/tables.mjs`: change the program, not this file.";

const TERMS = "Terms: [glossary](glossary.md).";

const FIRST_CODE = 6_000;
const BLOCK_SIZE = 100;
const BLOCKS = ["Market", "Governance", "Stake", "DIEM", "Provider", "Channel", "Voucher"];
BLOCKS[9] = "Maths";

const LOGGED = new Set(["VouchersSettled"]);

function errorsPage() {
  const blockOf = ({ code }) => Math.floor((code - FIRST_CODE) / BLOCK_SIZE);
  const sections = [...new Set(idl.errors.map(blockOf))].map((block) => {
    const title = BLOCKS[block];
    if (title === undefined) throw new Error(`the block ${block} of errors has no name here`);
    const errors = idl.errors.filter((error) => blockOf(error) === block);
    const rows = errors.map(({ code, name, msg }) => `| ${code} | \`${name}\` | ${cell(msg)} |`);
    const head = `## ${title}: ${FIRST_CODE + block * BLOCK_SIZE}`;
    return [head, "", "| code | name | message |", "| --- | --- | --- |", ...rows].join("\n");
  });
  const intro =
    "A refusal changes nothing. The SDK throws each as a `DiemError` with this name, and divides its message at the colon into `reason` (what is wrong) and `next` (what to do). If `settle` skips a voucher, its event has the code. `errors.DiemErrorName` lists these names and those of errors that only the SDK has.";
  return ["# Errors", NOTE, intro, ...sections, TERMS].join("\n\n");
}

function eventsPage() {
  const sections = idl.events.map(({ name }) => eventSection(typeOf(name)));
  const shared = sharedTypes(idl.events.map(({ name }) => name));
  const intro =
    "Every event is an inner instruction of the program to itself, which nobody can forge and no log limit can truncate. One event is a log instead, and is marked so. A `stamp` has the market, the slot, the time and a `sequence`, which numbers the events of one account, so that a gap shows a missed event.";
  const types = ["## Types", ...shared.map(typeSection)];
  return ["# Events", NOTE, intro, ...sections, ...types, TERMS].join("\n\n");
}

function eventSection(event) {
  const how = LOGGED.has(event.name) ? "A log of `settle`." : "By self-CPI.";
  const fields = event.type.fields.filter(({ name }) => name !== "stamp");
  return [`## ${event.name}`, saysOf(event), `${sequences(event)} ${how}`, fieldList(fields)].join(
    "\n\n",
  );
}

/** Whose events the stamp counts. What the program's own documentation says of it must agree. */
function sequences(event) {
  const has = (field, type) =>
    event.type.fields.some(({ name, type: { defined } }) =>
      type === undefined ? name === field : name === field && defined?.name === type,
    );
  const owner = has("channel", "ChannelState")
    ? "channel"
    : has("provider_sequence") || has("market", "MarketState") || !has("provider")
      ? "market"
      : "provider";
  const said = /The stamp counts the (\w+)'s events/.exec(docsOf(event))?.[1] ?? owner;
  if (said !== owner) throw new Error(`${event.name} says that it counts the ${said}'s events`);
  const second = has("provider_sequence") ? ", `provider_sequence` the provider's" : "";
  return `The stamp counts the ${owner}'s events${second}.`;
}

/** What the documentation says but for the sequence, which has its own line. */
function saysOf(event) {
  return docsOf(event)
    .replace(/ ?The stamp counts .*$/, "")
    .trim();
}

function sharedTypes(names, found = new Set()) {
  for (const name of names) {
    for (const { type } of typeOf(name).type.fields) {
      const used = definedIn(type);
      if (used === undefined || found.has(used)) continue;
      found.add(used);
      sharedTypes([used], found);
    }
  }
  return [...found].sort().map(typeOf);
}

function typeSection(type) {
  const says = docsOf(type);
  const parts = [`### ${type.name}`, ...(says === "" ? [] : [says])];
  return [...parts, fieldList(type.type.fields)].join("\n\n");
}

function fieldList(fields) {
  return fields
    .map((field) => {
      const says = docsOf(field);
      return `- \`${field.name}\`: ${typeName(field.type)}${says === "" ? "" : `. ${says}`}`;
    })
    .join("\n");
}

function typeName(type) {
  if (typeof type === "string") return type;
  if ("defined" in type) return `[${type.defined.name}](#${type.defined.name.toLowerCase()})`;
  if ("vec" in type) return `list of ${typeName(type.vec)}`;
  if ("option" in type) return `${typeName(type.option)} or none`;
  if ("array" in type) return `${type.array[1]} × ${typeName(type.array[0])}`;
  throw new Error(`no name for the type ${JSON.stringify(type)}`);
}

function definedIn(type) {
  if (typeof type === "string") return undefined;
  if ("defined" in type) return type.defined.name;
  return definedIn(type.vec ?? type.option ?? type.array[0]);
}

function typeOf(name) {
  const type = idl.types.find((candidate) => candidate.name === name);
  if (type?.type.fields === undefined) throw new Error(`the IDL has no struct ${name}`);
  return type;
}

/** Links within the sources lead nowhere from here. */
const docsOf = ({ docs = [] }) => docs.join(" ").replace(/\[`crate::(?:\w+::)*(\w+)`\]/g, "`$1`");
const cell = (text) => text.replaceAll("|", "\\|");

const PAGES = {
  "docs/errors.md": errorsPage(),
  "docs/events.md": eventsPage(),
  "docs/commands.md": `${commandsPage()}\n\n${TERMS}`,
  "app/gateway/config.schema.json": JSON.stringify(gateway.configJsonSchema()),
};
const check = process.argv.includes("--check");
for (const [path, text] of Object.entries(PAGES)) {
  const parser = path.endsWith(".json") ? "json" : "markdown";
  const wanted = await format(text, { ...(await resolveConfig(path)), parser });
  if (!check) writeFileSync(path, wanted);
  else if (readIfThere(path) !== wanted) {
    console.error(`${path} is out of date: run npm run tables`);
    process.exitCode = 1;
  }
}

function readIfThere(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
