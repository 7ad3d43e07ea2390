/** Govern. */
export default function GovernPage() {
  return <h1>Govern</h1>;
}
