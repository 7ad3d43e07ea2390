/**
 * Characters that change the direction of text, have no width or are not text. A stranger's name must not contain them.
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** An untrusted text, shortened and without deceptive characters. React shows it as text, never as markup. */
export function safeText(text: string, most = 64): string {
  // a character has at most two units: more need not be looked at, of a text that may have millions
  const clean = [...text.slice(0, 2 * most + 2).replace(UNSAFE, "\ufffd")];
  return clean.length > most ? `${clean.slice(0, most).join("")}…` : clean.join("");
}

/** An untrusted link that a browser may follow: `http:` or `https:`; null for any other. */
export function safeUrl(text: string): string | null {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : null;
}
