import type { Output } from "../io";

/** Of a stream that is no terminal, such as a pipe. */
const USUAL_WIDTH = 80;

/** Columns of a stream. */
export function widthOf({ columns }: Output): number {
  return columns === undefined || columns === 0 ? USUAL_WIDTH : columns;
}
