import eslint from "@eslint/js";
import markdown from "@eslint/markdown";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";
import { sentenceLength } from "./scripts/prose/sentences.mjs";

/** Phrases that docs/style.md replaces. Single words are in cspell.json. */
const PHRASES = {
  "in\\s+force": "current, effective, or takes effect",
  "stands?\\s+twice": "duplicate",
  "is\\s+no\\s+amount": "invalid amount",
};
const phrases = (...selectors) =>
  Object.entries(PHRASES).flatMap(([phrase, instead]) =>
    selectors.map((selector) => ({
      selector: selector.replace("PHRASE", `/${phrase}/i`),
      message: `docs/style.md: ${instead}.`,
    })),
  );

export default tseslint.config(
  {
    ignores: [
      "**/.venv/",
      "**/dist/",
      "app/*/CHANGELOG.md",
      ".anchor/",
      "target/",
      "app/sdk/src/idl/",
      "tests/clients/kit/",
      "tests/parts/clients/",
    ],
  },
  { ...eslint.configs.recommended, files: ["**/*.{ts,tsx,js,mjs,cjs}"] },
  {
    files: ["**/*.md"],
    plugins: { markdown, prose: { rules: { "sentence-length": sentenceLength } } },
    language: "markdown/gfm",
    rules: {
      "markdown/heading-increment": "error",
      "markdown/no-duplicate-headings": "error",
      "markdown/no-empty-links": "error",
      "no-restricted-syntax": ["error", ...phrases("text[value=PHRASE]")],
      "prose/sentence-length": ["error", { most: 30 }],
    },
  },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      // chai's property assertions (`expect(x).to.be.true`) are not used: every assertion is a call
      "@typescript-eslint/no-unused-expressions": "error",
      "no-restricted-syntax": [
        "error",
        ...phrases("Literal[value=PHRASE]", "TemplateElement[value.raw=PHRASE]"),
      ],
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
    },
  },
  {
    files: ["app/web/src/**"],
    extends: [jsxA11y.flatConfigs.recommended],
    plugins: { "react-hooks": reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      // a region that scrolls must be reached by the keyboard
      "jsx-a11y/no-noninteractive-tabindex": ["error", { roles: ["region"] }],
    },
  },
  {
    files: ["app/*/bin/*.js"],
    languageOptions: {
      sourceType: "commonjs",
      globals: { require: "readonly", process: "readonly" },
    },
  },
  {
    files: ["scripts/*.mjs", "app/{sdk,web}/**/*.mjs", ".husky/*.mjs"],
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        AbortController: "readonly",
        URL: "readonly",
      },
    },
  },
);
