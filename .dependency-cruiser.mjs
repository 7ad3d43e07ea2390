// The import rules of the project, which `npm run lint` holds; docs/architecture.md says them in words.
import { FOLDERS, PACKAGES, SDK_LAYERS } from "./scripts/layers.mjs";

const any = (names) => `(${names.join("|")})`;

const arrows = Object.entries(PACKAGES).map(([name, allowed]) => ({
  name: `package-${name}`,
  comment: `app/${name} may import ${allowed.join(", ") || "no other package"}: see scripts/layers.mjs`,
  severity: "error",
  from: { path: `^app/${name}/src/` },
  to: { path: `^app/(?!${any([name, ...allowed])}/)` },
}));

const layers = SDK_LAYERS.slice(0, -1).map((folders, index) => ({
  name: `sdk-layer-${folders.join("-")}`,
  comment: "a layer of the SDK imports none above it: see scripts/layers.mjs",
  severity: "error",
  from: { path: `^app/sdk/src/${any(folders)}/` },
  to: { path: `^app/sdk/src/${any(SDK_LAYERS.slice(index + 1).flat())}/` },
}));

const folders = FOLDERS.map(([name, folder, forbidden]) => ({
  name: `${name}-${folder}`,
  comment: `app/${name}/src/${folder} must not import ${forbidden}: see scripts/layers.mjs`,
  severity: "error",
  from: { path: `^app/${name}/src/${folder}/` },
  to: { path: `^app/${name}/src/(${forbidden})/` },
}));

export default {
  forbidden: [
    {
      name: "no-circle",
      comment: "move what both need into a file of its own",
      severity: "error",
      from: {},
      // the names of errors, a type alone, are the union of what each file of errors declares
      to: { circular: true, viaOnly: { pathNot: "^app/sdk/src/errors/catalogue" } },
    },
    {
      name: "packages-by-name",
      comment: "import another package by its name, not by a path into its sources",
      severity: "error",
      from: { path: "^app/([^/]+)/src/" },
      to: { path: "^app/[^/]+/src/", pathNot: "^app/$1/src/" },
    },
    {
      name: "product-without-tests",
      comment: "what is shipped imports no tests, benches, examples or scripts",
      severity: "error",
      from: { path: "^app/[^/]+/src/" },
      to: { path: "^(tests|benches|examples|migrations|scripts)/" },
    },
    {
      name: "sdk-maths",
      comment: "the program's maths knows no quote that is made of it",
      severity: "error",
      from: { path: "^app/sdk/src/quotes/math/" },
      to: { path: "^app/sdk/src/", pathNot: "^app/sdk/src/(quotes/math/|errors/|[^/]+[.]ts$)" },
    },
    ...arrows,
    ...layers,
    ...folders,
  ],
  options: {
    doNotFollow: { path: ["node_modules", "/dist/"] },
    tsPreCompilationDeps: true,
  },
};
