import js from '@eslint/js';
import globals from 'globals';
import ts from 'typescript-eslint';

// Lets one TypeScript program check all components. Otherwise, types are read again for each component.
process.env.SVELTE_ESLINT_PARSER_EXPERIMENTAL_TS_SYS_HOOK = '1';
const { default: svelte } = await import('eslint-plugin-svelte');

export default ts.config(
  { ignores: ['.build/', '.cobalt/', 'node_modules/', 'web/.svelte-kit/', '.svelte-kit/', 'web/static/'] },
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  ts.configs.stylisticTypeChecked,
  svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.node, ...globals.browser },
      parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      // Keys and search terms are compared by code points, and texts with emoji are never split for display.
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
      // A type parameter names what the caller knows to lie in the table.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      // The parser cannot follow types from templates into scripts and back; svelte-check does.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      'max-lines-per-function': 'off',
    },
  },
  {
    files: ['web/**'],
    rules: {
      // The site is served from the root of its host, so an address is what it says.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    files: ['web/src/**'],
    ignores: ['web/src/lib/api/create-query.svelte.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          name: '@tanstack/svelte-query',
          importNames: ['createQuery', 'createInfiniteQuery'],
          message:
            'Import it from #lib/api/create-query.svelte.ts, which is safe while a page is being left.',
        },
      ],
    },
  },
  {
    files: ['{shared,functions,events}/**'],
    ignores: ['shared/data/**/condition.ts', '**/*.test.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'Literal[value=/^attribute_(not_)?exists\\(pk\\)$|version = :/]',
          message: 'Take the condition from shared/data/condition.ts.',
        },
      ],
    },
  },
  {
    files: ['**/*.test.ts', '**/*-under-test.ts', 'tests/**', 'bench/**'],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/use-unknown-in-catch-callback-variable': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // Tests look into answers whose shape is what they test.
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  { files: ['**/*.js', '**/*.cjs', '**/*.mjs'], extends: [ts.configs.disableTypeChecked] },
);
