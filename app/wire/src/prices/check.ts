import { WireError } from "../errors";
import {
  MAX_MODEL_ID_CHARACTERS,
  type ModelPrice,
  MAX_MODELS,
  PRICE_LIST_VERSION,
  type PriceList,
} from "./price-list";

type Members = Readonly<Record<string, unknown>>;

/** Characters of a wrong value that a message shows. */
const MAX_SHOWN = 40;
const PRICES = ["input", "cached_input", "output", "request", "image"] as const;
const MODEL_MEMBERS: ReadonlySet<string> = new Set([...PRICES, "max_output"]);

/**
 * A price list, as parsed JSON has it.
 *
 * @throws WireError `PriceListWrong`, which names the place: an unknown member is refused like a wrong one, as a
 * client that does not know it would pay a price that it has not seen.
 */
export function checkPriceList(value: unknown): PriceList {
  const list = membersAt("the price list", value);
  refuseOthers("the price list", list, new Set(["version", "models"]));
  if (list.version !== PRICE_LIST_VERSION) {
    wrong("version", `is ${shown(list.version)}, not ${String(PRICE_LIST_VERSION)}`);
  }
  const models = Object.entries(membersAt("models", list.models));
  if (models.length === 0 || models.length > MAX_MODELS) {
    wrong("models", `has ${String(models.length)} models, not 1 to ${String(MAX_MODELS)}`);
  }
  const checked = models.map(([id, price]) => [id, modelAt(id, price)] as const);
  return { version: PRICE_LIST_VERSION, models: Object.fromEntries(checked) };
}

function modelAt(id: string, value: unknown): ModelPrice {
  const place = `models[${quoted(id)}]`;
  if (id === "" || id.length > MAX_MODEL_ID_CHARACTERS) {
    wrong(
      place,
      `has an id of ${String(id.length)} characters, not 1 to ${MAX_MODEL_ID_CHARACTERS}`,
    );
  }
  // an object would take it for its prototype
  if (id === "__proto__") wrong(place, "has an id that cannot be the name of a member");
  const price = membersAt(place, value);
  refuseOthers(place, price, MODEL_MEMBERS);
  if (price.input === undefined) wrong(`${place}.input`, "is missing");
  for (const name of PRICES) {
    if (price[name] !== undefined) requireCount(`${place}.${name}`, price[name], 0);
  }
  const both = (price.output === undefined) === (price.max_output === undefined);
  if (!both) wrong(place, "has one of output and max_output, which go together");
  if (price.max_output !== undefined) requireCount(`${place}.max_output`, price.max_output, 1);
  const { input, cached_input: cached } = price as unknown as ModelPrice;
  if (cached !== undefined && cached > input) {
    wrong(`${place}.cached_input`, `is ${cached}, more than the input's ${input}`);
  }
  return price as unknown as ModelPrice;
}

function requireCount(place: string, value: unknown, least: number): void {
  if (Number.isSafeInteger(value) && (value as number) >= least) return;
  wrong(place, `is ${shown(value)}, not a whole number of ${least} to 2^53 - 1`);
}

function membersAt(place: string, value: unknown): Members {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Members;
  return wrong(place, `is ${shown(value)}, not an object`);
}

function refuseOthers(place: string, members: Members, known: ReadonlySet<string>): void {
  const other = Object.keys(members).find((name) => !known.has(name));
  if (other !== undefined) wrong(place, `has a member ${quoted(other)} that is not known`);
}

/** A value as a message shows it. Lists and objects are only named: a stranger's can be too deep to be written out. */
function shown(value: unknown): string {
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  return JSON.stringify(value).slice(0, MAX_SHOWN);
}

/** A name as a message shows it: as long as any that is allowed, and no longer. */
function quoted(name: string): string {
  return JSON.stringify(
    name.length > MAX_MODEL_ID_CHARACTERS ? `${name.slice(0, MAX_MODEL_ID_CHARACTERS)}…` : name,
  );
}

function wrong(place: string, what: string): never {
  throw new WireError("PriceListWrong", `${place} ${what}: write it as docs/wire.md says`);
}
