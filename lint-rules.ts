/**
 * Settings that both linters share. ESLint checks Svelte components, `.svelte.ts` modules and JavaScript; Oxlint checks
 * all other TypeScript.
 */

export const ignored = [
  '.build/',
  '.cobalt/',
  'node_modules/',
  'web/.svelte-kit/',
  '.svelte-kit/',
  'web/static/',
];

export const components = ['**/*.svelte', '**/*.svelte.ts'];

export const scripts = ['**/*.js', '**/*.cjs', '**/*.mjs'];

export const rules = {
  '@typescript-eslint/consistent-type-definitions': 'off',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
  // Spreading a text can split a composed emoji, which is harmless in keys, search terms and truncated texts.
  '@typescript-eslint/no-misused-spread': 'off',
  '@typescript-eslint/no-base-to-string': 'off',
  // Functions that read the table have a type parameter for the item that the caller expects.
  '@typescript-eslint/no-unnecessary-type-parameters': 'off',
  'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
} as const;

/** On AWS, only functions with a pass may scan the table. Only runs show by a timer that they are alive. */
export const productRules = {
  'no-restricted-globals': [
    'error',
    {
      name: 'setInterval',
      message: 'Show that work is alive by whileBeating (shared/data/runs/beat.ts).',
    },
  ],
  'no-restricted-imports': [
    'error',
    {
      name: '@aws-sdk/client-dynamodb',
      importNames: ['ScanCommand'],
      message: 'Look at every item in a pass (shared/data/passes).',
    },
  ],
} as const;

/** The files that may import what `webRules` forbids. */
export const wrappers = [
  'web/src/lib/api/create-query.svelte.ts',
  'web/src/lib/api/create-infinite-query.svelte.ts',
];

export const webRules = {
  'no-restricted-imports': [
    'error',
    {
      name: '@tanstack/svelte-query',
      importNames: ['createQuery', 'createInfiniteQuery'],
      message: 'Import it from the file with its name in #lib/api, which is safe while a page is being left.',
    },
  ],
} as const;
