/** Risk lab. */
export default function LabPage() {
  return <h1>Risk lab</h1>;
}
