import { spawnSync } from 'node:child_process';

/** The last commit before this rule, whose history keeps its titles. */
const lastUnchecked = '5887322a77a151a95cb1008e355c8814d6b8dd80';
const maxCharacters = 72;
const form = /^[a-z][a-z0-9-]*(, [a-z][a-z0-9-]*)*: \p{Lu}/u;

/** What is wrong with the title of a commit, or undefined if it is as it should be. */
export function titleError(title: string): string | undefined {
  const { length } = Array.from(title);
  if (length > maxCharacters) return `has ${length} characters, but may have at most ${maxCharacters}`;
  if (!form.test(title)) return 'must begin with its part and a capital letter, such as "lists: Sum amounts"';
  return undefined;
}

/** Prints the commits whose titles are wrong, and returns whether there are none. Without history, none is checked. */
function checkTitles(): boolean {
  const range = `${lastUnchecked}..HEAD`;
  const { status, stdout } = spawnSync('git', ['log', '--no-merges', '--format=%h %s', range], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  });
  if (status !== 0) {
    console.log('The titles of commits are not checked: this copy of the project lacks their history.');
    return true;
  }
  const errors = stdout.split('\n').flatMap((line) => {
    const title = line.slice(line.indexOf(' ') + 1);
    const error = line && titleError(title);
    return error ? [`${line}\n  The title ${error}.`] : [];
  });
  if (errors.length > 0) console.error(errors.join('\n'));
  return errors.length === 0;
}

if (process.argv[1] === import.meta.filename) process.exitCode = checkTitles() ? 0 : 1;
