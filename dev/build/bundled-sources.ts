import path from 'node:path';
import type { Metafile } from 'esbuild';

/**
 * The source files from which the bundle of each function is made, by the function's name. They are found by imports,
 * because the outputs don’t list a module of which only constants are used: these are written in its place.
 */
export function sourcesIn({ inputs, outputs }: Metafile): Map<string, ReadonlySet<string>> {
  const importedBy = (file: string): string[] =>
    (inputs[file]?.imports ?? [])
      .filter((imported) => imported.external !== true && !imported.path.includes('node_modules/'))
      .map((imported) => imported.path);
  return new Map(
    Object.entries(outputs).flatMap(([file, { entryPoint }]) => {
      if (entryPoint === undefined) return [];
      const found = new Set([entryPoint]);
      // A set also visits what is added to it meanwhile.
      for (const source of found) for (const imported of importedBy(source)) found.add(imported);
      return [[path.basename(path.dirname(file)), found] as const];
    }),
  );
}
