/** The command that asks the same question. @module */
import { type lab, paths, studies } from "@diem/sim";
import type { Form } from "./form";
import { SPREAD } from "./form";

/** Where the command takes the market from: a file that the page saved, or the chain. */
export type Source =
  | { readonly file: string }
  | { readonly rpcUrl: string; readonly market: string; readonly form: Form };

/** A command line that gives the same answer. */
export function commandOf(question: lab.Question, source: Source, { params }: Form): string {
  const { study, shock, seed } = question;
  const words = ["diem", "simulate", study === "fan" ? "paths" : study];
  if (study === "sweep") words.push(question.knob, question.values.join(","));
  const scenario = scenarioOf(shock);
  if (scenario.name !== paths.CALM.name) words.push(scenario.name);
  for (const name of Object.keys(paths.NO_SHOCK) as (keyof paths.Shock)[]) {
    if (shock[name] !== scenario.shock[name]) words.push("--shock", `${name}=${shock[name]}`);
  }
  if (study === "heat-map" || study === "tornado") words.push("--figure", question.figure);
  if (study === "tornado") words.push("--spread", String(SPREAD));
  if (study === "fan" || study === "phase") words.push("--every", String(question.every));
  words.push("--paths", String(question.paths), "--days", String(question.days));
  words.push("--seed", String(seed));
  if (study === "preview") {
    for (const [name, text] of Object.entries(params)) words.push("--param", `${name}=${text}`);
  }
  words.push(...sourceWords(source));
  return words.map(quoted).join(" ");
}

/** The scenario that says most of a shock without saying anything else. */
function scenarioOf(shock: paths.Shock): paths.NamedShock {
  const same = paths.SCENARIOS.find(({ shock: known }) =>
    (Object.keys(known) as (keyof paths.Shock)[]).every((name) => known[name] === shock[name]),
  );
  return same ?? paths.CALM;
}

function sourceWords(source: Source): string[] {
  if ("file" in source) return ["--saved", source.file];
  const { diemPrice, vvvPrice, demand } = source.form;
  return [
    ...["--diem-price", diemPrice.trim(), "--vvv-price", vvvPrice.trim()],
    ...(demand.trim() === "" ? [] : ["--belief", `demand=${demand.trim()}`]),
    ...["--market", source.market, "--url", source.rpcUrl],
  ];
}

/** A word as a shell takes it. */
function quoted(word: string): string {
  return /^[\w./:=%,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** What a figure is called in sentences, without its unit. */
export function nameOf(figure: studies.FigureName): string {
  return studies.LABELS[figure].split(",")[0] ?? figure;
}
