/** What Rust text is at a place: a comment, a string, a character, a name, or else one character. */
const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\])*"|'(?:\\[^']*|[^\\'])'|[A-Za-z_]\w*|[\s\S]/gy;

/**
 * Where the bodies of a Rust source's functions begin and end, without their braces: the outermost ones, and none that is
 * evaluated when the program is compiled.
 */
export function functionBodies(text) {
  const bodies = [];
  let [braces, brackets, last] = [0, 0, ""];
  let announced = false;
  let open;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (/^(\s|\/\/|\/\*)/.test(token)) continue;
    const outside = open === undefined && brackets === 0;
    if (token === "fn" && outside) announced = last !== "const";
    else if (token === ";" && outside) announced = false;
    else if (token === "(" || token === "[") brackets += 1;
    else if (token === ")" || token === "]") brackets -= 1;
    else if (token === "{") {
      if (announced && outside) open = { from: index + 1, braces };
      announced &&= !outside;
      braces += 1;
    } else if (token === "}") {
      braces -= 1;
      if (open?.braces === braces) {
        bodies.push({ from: open.from, to: index });
        open = undefined;
      }
    }
    last = token;
  }
  return bodies;
}
