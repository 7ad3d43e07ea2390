// Loaded in front of a complete run (`--require`): the run fails where an instruction, an error or an event of the
// program was reached by no test, or a field of an event compared by none. The tests may run in several processes.
import { comparedFields } from "../coverage/compared";
import { EXCEPTIONS } from "../coverage/exceptions";
import { gaps } from "../coverage/gate";
import { observeChains } from "../coverage/observe";
import { Parts } from "../coverage/parts";
import { Reached } from "../coverage/reached";

/** Names the folder of the run's parts to the processes of the run. */
const FOLDER = "DIEM_COVERAGE_PARTS";

/** Options by which a run leaves tests out. */
const PARTIAL = /^(-g|-f|-i|--grep|--fgrep|--invert)(=|$)/;

const reached = new Reached();
observeChains(reached);

/** Once, in the process that started the run. */
export function mochaGlobalSetup(): void {
  process.env[FOLDER] = Parts.create().folder;
}

export const mochaHooks = {
  /** After each file in a process of several, after the last one in a single process. */
  afterAll(): void {
    partsOfRun().keep({
      instructions: reached.instructions,
      errors: reached.errors,
      events: reached.events,
      fields: comparedFields,
    });
  },
};

/** Once, in the process that started the run. */
export function mochaGlobalTeardown(): void {
  const parts = partsOfRun();
  const covered = parts.merged();
  parts.remove();
  if (process.argv.some((argument) => PARTIAL.test(argument))) return;
  const found = gaps(covered, EXCEPTIONS);
  if (found.length > 0) throw new Error(`the tests leave gaps:\n  ${found.join("\n  ")}`);
}

function partsOfRun(): Parts {
  const folder = process.env[FOLDER];
  if (folder === undefined) throw new Error(`${FOLDER} is not set: the run was not set up`);
  return Parts.at(folder);
}
