import { queryOptions } from '@tanstack/svelte-query';
import type { Import } from '#contract/import.ts';
import { client } from '#lib/api/client.ts';

/** The newest imports that the user can see. */
export const importsQuery = (orgId: string) =>
  queryOptions({
    queryKey: [orgId, 'imports'],
    queryFn: async ({ signal }) => (await client.imports.list({ orgId }, { signal })).items,
    staleTime: 2_000,
  });

export const importQuery = (orgId: string, id: string) =>
  queryOptions({
    queryKey: [orgId, 'imports', id],
    queryFn: ({ signal }) => client.imports.get({ orgId, id }, { signal }),
  });

export const previewRows = 50;

/** What changes the texts of a file. Each version can have other corrections. */
const changesOf = ({ version, file: { rules, correctedRows } }: Import) => ({
  rules,
  corrections: correctedRows ? version : undefined,
});

/**
 * The first rows of a file. Their values depend on these settings and corrections only, and on what the files before it
 * create.
 */
export function rowsQuery(orgId: string, one: Import) {
  const { columns, reading, matchBy, onMatch, createWithoutMatch, createMissing, allowErased, ownerId } =
    one.file;
  const choices = {
    ...{ columns, reading, matchBy, onMatch, createWithoutMatch, createMissing, allowErased, ownerId },
  };
  const settings = { ...choices, ...changesOf(one) };
  const follows = one.after !== undefined;
  return queryOptions({
    queryKey: [orgId, 'imports', one.id, 'rows', settings, ...(follows ? [one.version] : [])],
    queryFn: ({ signal }) => client.imports.rows({ orgId, id: one.id, limit: previewRows }, { signal }),
    staleTime: follows ? 0 : 60_000,
  });
}

/** The different values of a column with what they mean by these settings and corrections. */
export const valuesQuery = (orgId: string, one: Import, column: number) =>
  queryOptions({
    queryKey: [
      ...[orgId, 'imports', one.id, 'values', column],
      { target: one.file.columns?.[column], reading: one.file.reading, ...changesOf(one) },
    ],
    queryFn: ({ signal }) => client.imports.values({ orgId, id: one.id, column }, { signal }),
    staleTime: 60_000,
  });

/** The kinds of problems that the check has found that made this version. */
export const problemsQuery = (orgId: string, id: string, version: number) =>
  queryOptions({
    queryKey: [orgId, 'imports', id, 'problems', version],
    queryFn: ({ signal }) => client.imports.problems({ orgId, id }, { signal }),
    staleTime: Infinity,
  });

export const jobQuery = (orgId: string, id: string) =>
  queryOptions({
    queryKey: [orgId, 'jobs', id],
    queryFn: ({ signal }) => client.jobs.get({ orgId, id }, { signal }),
  });

/** How often a page asks for the state of an import or its job while that changes. */
export const pollMilliseconds = 1_000;

/** Whether the service is working on an import. Its job isn't counted. */
export const isBusy = ({
  state,
  start,
  startsAfter,
}: Pick<Import, 'state' | 'start' | 'startsAfter'>): boolean =>
  state === 'reading' ||
  state === 'checking' ||
  (state === 'checked' && (start === true || startsAfter === true));
