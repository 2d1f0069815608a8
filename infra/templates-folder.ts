import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where test files share the templates that they have synthesized. */
    templatesFolder: string;
  }
}

export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), 'cobalt-templates-'));
  project.provide('templatesFolder', folder);
  return () => {
    rmSync(folder, { recursive: true });
  };
}
