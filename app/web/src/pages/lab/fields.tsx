import { type markets, paths, studies } from "@diem/sim";
import { useId } from "react";
import { TextField } from "../../parts/text-field";
import { type Form, SIZES, STUDIES, type Study, VALUES } from "./form";
import { SHOCK_LABELS } from "./shock-fields";

/** Studies that look at one figure. */
const OF_ONE_FIGURE: readonly Study[] = ["fan", "heat-map", "tornado", "sweep"];

/** Which question is asked, and how large it is. */
export function QuestionFields({
  form,
  onChange,
}: {
  readonly form: Form;
  readonly onChange: (form: Form) => void;
}) {
  const id = useId();
  return (
    <>
      <div className="field">
        <label htmlFor={`${id}-study`}>Study</label>
        <select
          id={`${id}-study`}
          value={form.study}
          onChange={({ target }) => {
            const study = target.value as Study;
            onChange({ ...form, study, ...SIZES[study] });
          }}
        >
          {Object.entries(STUDIES).map(([study, name]) => (
            <option key={study} value={study}>
              {name}
            </option>
          ))}
        </select>
      </div>
      {OF_ONE_FIGURE.includes(form.study) && (
        <div className="field">
          <label htmlFor={`${id}-figure`}>Figure</label>
          <select
            id={`${id}-figure`}
            value={form.figure}
            onChange={({ target }) =>
              onChange({ ...form, figure: target.value as studies.FigureName })
            }
          >
            {studies.FIGURES.map((name) => (
              <option key={name} value={name}>
                {studies.LABELS[name]}
              </option>
            ))}
          </select>
        </div>
      )}
      {form.study === "sweep" && (
        <>
          <div className="field">
            <label htmlFor={`${id}-knob`}>Shock of growing size</label>
            <select
              id={`${id}-knob`}
              value={form.knob}
              onChange={({ target }) => {
                const knob = target.value as paths.Knob;
                onChange({ ...form, knob, values: VALUES[knob] });
              }}
            >
              {paths.KNOBS.map((knob) => (
                <option key={knob} value={knob}>
                  {SHOCK_LABELS[knob]}
                </option>
              ))}
            </select>
          </div>
          <TextField
            label="Sizes"
            value={form.values}
            hint="Factors of demand or price; otherwise parts of one."
            onChange={(values) => onChange({ ...form, values })}
          />
        </>
      )}
      <div className="lab-sizes">
        <TextField
          numeric
          label="Paths"
          value={form.paths}
          onChange={(paths) => onChange({ ...form, paths })}
        />
        <TextField
          label="Days"
          value={form.days}
          onChange={(days) => onChange({ ...form, days })}
        />
        <TextField
          label="Seed"
          value={form.seed}
          onChange={(seed) => onChange({ ...form, seed })}
        />
      </div>
    </>
  );
}

/** Fixed for a market's life. */
const FIXED = "lockedHaircut";

/** Parameters as in a market file; what is written beside one replaces it. */
export function ParameterFields({
  texts,
  params,
  onChange,
}: {
  readonly texts: ReturnType<typeof markets.textsOf>;
  readonly params: Form["params"];
  readonly onChange: (params: Form["params"]) => void;
}) {
  return (
    <div className="lab-params">
      {Object.entries(texts)
        .filter(([name]) => name !== FIXED)
        .map(([name, text]) => (
          <TextField
            key={name}
            label={name}
            value={params[name] ?? ""}
            hint={`now ${text}`}
            onChange={(value) => {
              const others = Object.entries(params).filter(([other]) => other !== name);
              const own = value.trim() === "" ? [] : [[name, value.trim()] as const];
              onChange(Object.fromEntries([...others, ...own]));
            }}
          />
        ))}
    </div>
  );
}
