/** Use. */
export default function UsePage() {
  return <h1>Use</h1>;
}
