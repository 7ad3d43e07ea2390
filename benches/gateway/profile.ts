import type { Profiler } from "node:inspector";

/** What the inspector of V8 saw of a process. */
export type Profile = Profiler.Profile;

type Frame = Profiler.Profile["nodes"][number]["callFrame"];

/** Time that was spent somewhere. */
export interface Share {
  readonly where: string;
  /** Of the time in which anything ran. */
  readonly part: number;
}

/** Where the time went, the most first: by package and file of the source, and by function. */
export function sharesOf(profile: Profile): {
  readonly places: readonly Share[];
  readonly functions: readonly Share[];
} {
  const { nodes, samples = [], timeDeltas = [] } = profile;
  const frames = new Map<number, Frame>();
  const callers = new Map<number, number>();
  for (const { id, callFrame, children = [] } of nodes) {
    frames.set(id, callFrame);
    for (const child of children) callers.set(child, id);
  }
  const frameOf = (id: number | undefined) => (id === undefined ? undefined : frames.get(id));
  /** The nearest function with a source: native code works for it. */
  const sourceOf = (id: number): Frame | undefined => {
    let at: number | undefined = id;
    while (at !== undefined && frames.get(at)?.url === "") at = callers.get(at);
    return frameOf(at);
  };
  const [places, functions] = [new Map<string, number>(), new Map<string, number>()];
  const add = (to: Map<string, number>, name: string, us: number) =>
    to.set(name, (to.get(name) ?? 0) + us);
  samples.forEach((sample, index) => {
    const own = frames.get(sample);
    const source = sourceOf(sample);
    // the inspector itself works in a function of this name
    if (own === undefined || own.functionName === "(idle)" || source?.url === "node:inspector")
      return;
    const us = timeDeltas[index] ?? 0;
    const place = source === undefined ? own.functionName : placeOf(source.url);
    const native = own === source || source === undefined ? "" : `${own.functionName} for `;
    const name =
      source === undefined
        ? ""
        : ` ${source.functionName || "(anonymous)"}:${source.lineNumber + 1}`;
    add(places, place, us);
    add(functions, `${native}${place}${name}`, us);
  });
  return { places: sorted(places), functions: sorted(functions) };
}

function placeOf(url: string): string {
  const [, dependency] = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(url) ?? [];
  const [, own] = /\/app\/(.+)$/.exec(url) ?? [];
  return (own ?? dependency ?? url).replace("/dist/", "/");
}

function sorted(times: ReadonlyMap<string, number>): readonly Share[] {
  const whole = [...times.values()].reduce((sum, us) => sum + us, 0);
  return [...times]
    .sort(([, a], [, b]) => b - a)
    .map(([where, us]) => ({ where, part: us / whole }));
}
