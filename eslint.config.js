import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import { components, ignored, rules, scripts, webRules, wrappers } from './lint-rules.ts';

// Rules that need types take longer than all others, so `npm test` leaves them to the full tier and editors.
const isTyped = process.env.TYPED !== '0';
// Speeds up rules that need types, and lets them see the prop types of imported components.
if (isTyped) process.env.SVELTE_ESLINT_PARSER_EXPERIMENTAL_TS_SYS_HOOK = '1';
const { default: svelte } = await import('eslint-plugin-svelte');

export default defineConfig(
  { ignores: ignored },
  { files: [...components, ...scripts] },
  js.configs.recommended,
  { files: components, extends: [ts.configs.strictTypeChecked, ts.configs.stylisticTypeChecked] },
  svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.node, ...globals.browser } } },
  { files: scripts, rules: { 'max-lines': rules['max-lines'] } },
  {
    files: components,
    languageOptions: {
      parserOptions: { parser: ts.parser, projectService: true, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      ...rules,
      // The parser cannot follow types from templates into scripts and back. svelte-check can.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // The site is served from the root of its host, so links don't have to be resolved against a base path.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  // The Svelte parser would declare runes in these modules, and TypeScript would check all types again for each of them.
  { files: ['**/*.svelte.ts'], languageOptions: { parser: ts.parser } },
  { files: components, ignores: wrappers, rules: webRules },
  isTyped ? {} : { files: components, extends: [ts.configs.disableTypeChecked] },
);
