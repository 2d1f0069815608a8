import path from 'node:path';
import type { TestModule, TestProject, Vitest } from 'vitest/node';
import { createVitest } from 'vitest/node';
import { projectRoot } from '#infra/functions.ts';
import { connectHost, type RunningHost } from '../host.ts';

/** Tests that run together: all tests of a file, or only those with a title. */
export interface Selection {
  file: string;
  title: string | undefined;
}

/** The outcome of a run, which ends with the first test that fails. */
export interface Run {
  passed: number;
  /** The title of the test that failed, and why. */
  failed: { title: string; reason: string } | undefined;
  /** Why tests could not run, such as an error in a hook or while their file was loaded. */
  errors: string[];
}

const noTests = /(?!)/;

/** Vitest in this process: its test files run again and again on one shared host. */
export class GuardTests {
  readonly #vitest: Vitest;

  private constructor(vitest: Vitest) {
    this.#vitest = vitest;
  }

  static async start(): Promise<GuardTests> {
    // Without the tiers, in which a guard's test can be one of the full tier.
    process.env.CHANGED = '1';
    const options = {
      root: projectRoot,
      watch: false,
      bail: 1,
      reporters: [{}],
      configLoader: 'native' as const,
    };
    return new GuardTests(await withoutListeners(() => createVitest(options)));
  }

  /** Whether the tests of a file use the shared host. Others build and start what they need. */
  usesSharedHost(file: string): boolean {
    return this.#projectOf(file).name === 'shared-host';
  }

  /** The shared host, which starts with the first file that uses it. */
  async host(file: string): Promise<RunningHost> {
    await this.#run(file, { testNamePattern: noTests });
    return connectHost(this.#projectOf(file).getProvidedContext().host);
  }

  async run({ file, title }: Selection): Promise<Run> {
    const { testModules, unhandledErrors } = await this.#run(
      file,
      title === undefined ? {} : { testNamePattern: endingWith(title) },
    );
    const run: Run = { passed: 0, failed: undefined, errors: unhandledErrors.map(messageOf) };
    for (const module of testModules.filter((one) => one.moduleId === pathOf(file))) add(module, run);
    return run;
  }

  /** Called after a change of a source file, which tests may import. */
  invalidate(file: string): void {
    this.#vitest.invalidateFile(pathOf(file));
  }

  /** Ends the tests that run now. */
  async cancel(): Promise<void> {
    await this.#vitest.cancelCurrentRun('keyboard-input');
  }

  /** Ends the shared host, too. */
  async end(): Promise<void> {
    await this.#vitest.close();
  }

  #run(file: string, options: { testNamePattern?: RegExp }) {
    return this.#vitest.runTestSpecifications([
      this.#projectOf(file).createSpecification(pathOf(file), options),
    ]);
  }

  #projectOf(file: string): TestProject {
    const project = this.#vitest.projects.find((one) => one.matchesTestGlob(pathOf(file)));
    if (!project) throw new Error(`${file} is not a test file`);
    return project;
  }
}

/** Leaves out listeners of Vitest that would end the process at once, without its hosts and copies of the code. */
async function withoutListeners<T>(work: () => Promise<T>): Promise<T> {
  const signals = ['SIGINT', 'SIGTERM', 'unhandledRejection'];
  const before = signals.map((signal) => process.rawListeners(signal));
  const result = await work();
  for (const [index, signal] of signals.entries()) {
    const added = process.rawListeners(signal).filter((one) => !before[index]!.includes(one));
    for (const one of added) process.off(signal, one as () => void);
  }
  return result;
}

const pathOf = (file: string): string => path.join(projectRoot, file);
const messageOf = (error: unknown): string => (error as Error).message;

function add(module: TestModule, run: Run): void {
  for (const test of module.children.allTests()) {
    const { state, errors } = test.result();
    if (state === 'passed') run.passed += 1;
    if (state === 'failed') run.failed ??= { title: test.name, reason: messageOf(errors[0]) };
  }
  for (const suite of [module, ...module.children.allSuites()])
    run.errors.push(...suite.errors().map(messageOf));
}

/** Full names of tests begin with the titles of their groups. */
function endingWith(title: string): RegExp {
  return new RegExp(`(^| > )${title.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`);
}
