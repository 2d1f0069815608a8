import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The files that take longest, longest first. Those that started late would run on alone when all others have ended.
 */
const longest = [
  'tests/browser/pages',
  'tests/isolation/roles',
  'tests/api/merges',
  'tests/faults/stored-data',
  'tests/isolation/references',
  'tests/isolation/organizations',
  'tests/api/idempotency',
];

/** The order of the other files, so that no host waits for longer than its functions stay loaded. */
const projects = ['shared-host', 'browser', 'local-aws', 'alone', 'templates', 'unit'];

/** Starts the longest files first, whichever project they belong to, and then the others, project by project. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId, project }: TestSpecification) => {
      const found = longest.findIndex((file) => moduleId.endsWith(`/${file}.test.ts`));
      return found < 0 ? longest.length + projects.indexOf(project.name) : found;
    };
    return (await super.sort(files)).sort((one, other) => place(one) - place(other));
  }
}
