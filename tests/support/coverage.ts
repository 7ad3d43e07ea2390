// Loaded in front of a complete run (`--require`): the run fails where an instruction, an error or an event of the
// program was reached by no test, or a field of an event compared by none.
import { comparedFields } from "../coverage/compared";
import { EXCEPTIONS } from "../coverage/exceptions";
import { gaps } from "../coverage/gate";
import { observeChains } from "../coverage/observe";
import { Reached } from "../coverage/reached";

/** Options by which a run leaves tests out. */
const PARTIAL = /^(-g|-f|-i|--grep|--fgrep|--invert)(=|$)/;

const reached = new Reached();
observeChains(reached);

export const mochaHooks = {
  afterAll(): void {
    if (process.argv.some((argument) => PARTIAL.test(argument))) return;
    const { instructions, errors, events } = reached;
    const covered = { instructions, errors, events, fields: comparedFields };
    const found = gaps(covered, EXCEPTIONS);
    if (found.length > 0) throw new Error(`the tests leave gaps:\n  ${found.join("\n  ")}`);
  },
};
