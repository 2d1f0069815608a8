import js from '@eslint/js';
import { defineConfig, type DummyRuleMap } from 'oxlint';
import ts from 'typescript-eslint';
import { components, ignored, productRules, rules, scripts, webRules } from './lint-rules.ts';

/** Rules of the presets that Oxlint lacks. */
const missing = ['no-octal', 'no-unsafe-class-instance-assignment', 'no-unsafe-enum-assignment'];

/**
 * Merges rules under Oxlint's names, without those that are off or that Oxlint lacks. Later settings of a rule replace
 * earlier ones.
 */
function named(...settings: (object | undefined)[]): DummyRuleMap {
  const all = Object.entries(Object.assign({}, ...settings) as DummyRuleMap);
  return Object.fromEntries(
    all
      .map(([name, setting]) => [name.replace('@typescript-eslint/', 'typescript/'), setting] as const)
      .filter(
        ([name, setting]) =>
          setting !== 'off' && setting !== 0 && !missing.some((rule) => name.endsWith(rule)),
      ),
  );
}

export default defineConfig({
  options: { typeAware: true },
  plugins: ['eslint', 'typescript'],
  categories: { correctness: 'off' },
  env: { node: true, browser: true, es2024: true },
  // Programs in tests/client are compiled against types that their test generates.
  ignorePatterns: [...ignored, ...components, ...scripts, 'tests/client/'],
  rules: named(
    js.configs.recommended.rules,
    ...[...ts.configs.strictTypeChecked, ...ts.configs.stylisticTypeChecked].map((preset) => preset.rules),
    rules,
    { 'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }] },
  ),
  overrides: [
    { files: ['web/src/**'], rules: named(webRules) },
    { files: ['shared/**', 'functions/**', 'events/**'], rules: named(productRules) },
    { files: ['shared/data/passes/**'], rules: { 'eslint/no-restricted-imports': 'off' } },
    {
      files: ['shared/data/runs/beat.ts', '**/*.test.ts'],
      rules: { 'eslint/no-restricted-globals': 'off' },
    },
    {
      files: ['**/*.test.ts', '**/*-under-test.ts', 'tests/**', 'bench/**'],
      rules: {
        'max-lines-per-function': 'off',
        'typescript/no-non-null-assertion': 'off',
        'typescript/require-await': 'off',
        'typescript/use-unknown-in-catch-callback-variable': 'off',
        'typescript/no-confusing-void-expression': 'off',
        // Tests read responses as `any`, because the shape of a response is what they check.
        'typescript/no-explicit-any': 'off',
        'typescript/no-unsafe-argument': 'off',
        'typescript/no-unsafe-assignment': 'off',
        'typescript/no-unsafe-call': 'off',
        'typescript/no-unsafe-member-access': 'off',
        'typescript/no-unsafe-return': 'off',
      },
    },
  ],
});
