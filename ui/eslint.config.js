// What the linter enforces: strict types, and who may import whom.

import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

const FEATURES = [
  "articles",
  "editor",
  "gallery",
  "import",
  "publish",
  "settings",
  "stats",
  "sync",
];

const TAURI = {
  group: ["@tauri-apps/*"],
  message: "Only src/ipc/call.ts talks to Tauri; use call(), listen() or photoUrl().",
};

/** Restricts what the files of one folder may import; Tauri is refused everywhere but in call.ts. */
function zone(files, patterns) {
  return {
    files,
    rules: { "no-restricted-imports": ["error", { patterns: [TAURI, ...patterns] }] },
  };
}

/** Refuses imports that reach one of `folders` of src/, from any depth. */
function refuse(folders, message) {
  return { regex: `^(\\.\\./)+(?:.*/)?(?:${folders.join("|")})(?:/|$)`, message };
}

export default ts.config(
  { ignores: ["dist/", "node_modules/", "src/ipc/generated/"] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...ts.configs.stylistic,
  ...svelte.configs.recommended,
  ...svelte.configs.prettier,
  { languageOptions: { globals: { ...globals.browser } } },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: {
      parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"], svelteConfig },
    },
  },
  {
    rules: {
      // The compiler knows better, in every file it reads.
      "no-undef": "off",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      eqeqeq: "error",
      "no-console": "error",
      "max-lines": ["error", { max: 400 }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
      "svelte/no-at-html-tags": "error",
      "svelte/button-has-type": "error",
      // Plain maps and sets are right where nothing on screen depends on them.
      "svelte/prefer-svelte-reactivity": "off",
    },
  },
  {
    // A component's script and a test's describe block are no functions in this sense.
    files: ["**/*.svelte", "**/*.test.ts", "eslint.config.js"],
    rules: { "max-lines-per-function": "off" },
  },
  zone(["src/**"], []),
  zone(
    ["src/components/**", "src/design/**"],
    [
      refuse(
        ["features", "app", "shell", "ipc", "i18n"],
        "A component knows no domain: words and data come in as props.",
      ),
    ],
  ),
  zone(
    ["src/i18n/**"],
    [refuse(["features", "app", "components"], "Words depend on nothing that shows them.")],
  ),
  zone(
    ["src/ipc/**"],
    [refuse(["features", "app", "shell", "components"], "The line to Rust knows no screen.")],
  ),
  zone(
    ["src/shell/**"],
    [refuse(["features", "app"], "What features share must not depend on a feature.")],
  ),
  ...FEATURES.map((feature) =>
    zone(
      [`src/features/${feature}/**`],
      [
        refuse(["app"], "A feature does not know the window that shows it."),
        refuse(
          FEATURES.filter((other) => other !== feature),
          "A feature never imports a feature: use an intent, the router or an event.",
        ),
      ],
    ),
  ),
  {
    files: ["src/ipc/call.ts"],
    rules: { "no-restricted-imports": "off" },
  },
);
