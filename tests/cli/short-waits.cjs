// Loaded in front of a command (`--require`): its waits between two looks at the chain, and before a retry, take a fiftieth.
const timers = require("node:timers/promises");

const FASTER = 50;
const { setTimeout: wait } = timers;
timers.setTimeout = (ms, ...more) => wait(ms / FASTER, ...more);
