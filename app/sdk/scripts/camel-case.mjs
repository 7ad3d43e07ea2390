/** snake_case, SCREAMING_CASE and PascalCase, as Rust writes names, in camelCase, as Anchor's TypeScript has them. */
export function camelCase(name) {
  const lower = /^[A-Z0-9_]+$/.test(name) ? name.toLowerCase() : name;
  const joined = lower.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
  return joined.charAt(0).toLowerCase() + joined.slice(1);
}
