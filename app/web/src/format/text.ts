/** Controls that turn text around, have no width, or are no text: what a stranger's name must not do to a page. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A text that anybody may have written, cut and without what would deceive a reader. React shows it as text, never as markup. */
export function safeText(text: string, most = 64): string {
  // a character has at most two units: more need not be looked at, of a text that may have millions
  const clean = [...text.slice(0, 2 * most + 2).replace(UNSAFE, "\ufffd")];
  return clean.length > most ? `${clean.slice(0, most).join("")}…` : clean.join("");
}

/** A link that anybody may have written, where a browser may follow it: `http:` or `https:`; null for any other. */
export function safeUrl(text: string): string | null {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : null;
}
