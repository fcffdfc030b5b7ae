import js from "@eslint/js";
import globals from "globals";

export default [
  // What is installed into the checkout is not ours.
  { ignores: [".venv/", "build/", "campaign/browser/bundles/"] },
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2022, sourceType: "module" },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "no-unused-vars": "error",
      "no-undef": "error",
      "no-shadow": "error",
      "prefer-const": "error",
      eqeqeq: "error",
    },
  },
  { files: ["campaign/browser/**"], languageOptions: { globals: globals.browser } },
  { files: ["tests/browser/**", "*.js"], languageOptions: { globals: globals.node } },
];
