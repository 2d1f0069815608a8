/** A piece of code that denies access: its source text, and the text that replaces it to disable the guard. */
export interface Guard {
  name: string;
  file: string;
  line: string;
  without: string;
  /** Test files in which at least one test must fail without the guard. */
  seenBy: string;
}

const all = 'tests/isolation';
export const guard = (name: string, file: string, line: string, without: string, seenBy = all): Guard => ({
  name,
  file,
  line,
  without,
  seenBy,
});

export const authenticate = 'functions/http/authenticate.ts';
export const authorize = 'functions/http/authorize.ts';
export const read = 'shared/data/records/read.ts';
export const operations = 'shared/data/records/operations.ts';
export const notes = 'functions/notes/notes.ts';
export const accept = 'functions/invitations/accept.ts';
export const keys = 'shared/data/store/keys.ts';
export const [credentials, rows, roles, references, organizations, scopes] = [
  'credentials',
  'rows',
  'roles',
  'references',
  'organizations',
  'scopes',
].map((name) => `${all}/${name}.test.ts`) as [string, string, string, string, string, string];
export const never = '';
