import { defineConfig } from 'vitest/config';

/** `FULL=1` (npm run test:full) runs the full counts of generated and repeated cases; see tests/counts.ts. */
export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', '.build/**', '**/.svelte-kit/**'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
    reporters: ['default', './tests/closing-line.ts'],
  },
});
