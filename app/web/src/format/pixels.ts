/** Pixels of a size that is given in those of the page's text, for what knows no styles. */
export function pixels(rem: number): number {
  return rem * parseFloat(getComputedStyle(document.documentElement).fontSize);
}
