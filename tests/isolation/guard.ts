/** A piece of code that denies access: its source text, and the text that replaces it to disable the guard. */
export interface Guard {
  name: string;
  file: string;
  line: string;
  without: string;
  /** The test file in which at least one test must fail without the guard. */
  seenBy: string;
  /** The title of the test that must fail, if the file takes long. Only tests with this title are run then. */
  title: string | undefined;
}

const all = 'tests/isolation';
export const guard = (
  name: string,
  file: string,
  line: string,
  without: string,
  seenBy: string,
  title?: string,
): Guard => ({ name, file, line, without, seenBy, title });

/** The text of the guard's file without the guard. Throws an error unless the guard is found in it exactly once. */
export function withoutGuard({ name, file, line, without }: Guard, text: string): string {
  if (text.split(line).length !== 2)
    throw new Error(`The guard "${name}" is not found once in ${file}: ${line}`);
  return text.replace(line, () => without);
}

export const authenticate = 'functions/http/authenticate.ts';
export const authorize = 'functions/http/authorize.ts';
export const read = 'shared/data/records/read.ts';
export const operations = 'shared/data/records/operations.ts';
export const notes = 'functions/notes/notes.ts';
export const accept = 'functions/invitations/accept.ts';
export const keys = 'shared/data/store/keys.ts';
export const [credentials, deletedItems, rows, roles, references, scopes] = [
  'credentials',
  'deleted-items',
  'rows',
  'roles',
  'references',
  'scopes',
].map((name) => `${all}/${name}.test.ts`) as [string, string, string, string, string, string];
export const never = '';
