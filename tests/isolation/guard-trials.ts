import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#infra/functions.ts';
import { withoutGuard, type Guard } from './guard.ts';
import { GuardTests, type Run, type Selection } from './guard-tests.ts';
import { HostCode } from './host-code.ts';

/** What the tests say about the code without a guard. `unclear` means that they didn't run as they should. */
export type Verdict = { kind: 'red' | 'green' | 'unclear'; reason: string; seconds: number };

/** Guards that are seen by the same tests. */
export interface Group extends Selection {
  guards: Guard[];
}

/**
 * Removes guards from this copy of the code, one after another, and runs their tests. All of them share one host, which
 * executes the code without the guard.
 */
export class GuardTrials {
  #tests: GuardTests | undefined;
  #code: HostCode | undefined;
  #isEnding = false;

  /**
   * Reports on the guards of a group. The tests must pass with all guards, too. They run so last, because this proves
   * that no failure before was due to what other runs left on the host, such as used-up limits.
   */
  async tryGroup(group: Group, report: (guard: Guard, verdict: Verdict) => void): Promise<void> {
    const verdicts = new Map<Guard, Verdict>();
    for (const guard of group.guards) verdicts.set(guard, await this.#verdict(group, guard));
    if ((await this.#control(group)) !== undefined) await this.#tryApart(group, verdicts);
    if (this.#isEnding) return;
    for (const [guard, verdict] of verdicts) report(guard, verdict);
  }

  /** Lets no further tests run. */
  interrupt(): void {
    this.#isEnding = true;
    void this.#tests?.cancel();
  }

  async end(): Promise<void> {
    await this.#tests?.end();
    this.#code?.end();
    this.#tests = undefined;
    this.#code = undefined;
  }

  /** Tries each guard again on a host of its own, where nothing is left of other runs. */
  async #tryApart(group: Group, verdicts: Map<Guard, Verdict>): Promise<void> {
    await this.end();
    const reason = await this.#control(group);
    for (const guard of group.guards) {
      await this.end();
      const verdict = await this.#verdict(group, guard);
      verdicts.set(guard, reason === undefined ? verdict : { ...verdict, kind: 'unclear', reason });
    }
    await this.end();
  }

  /** Why the tests fail although no guard is removed. Undefined if they pass. */
  async #control(group: Group): Promise<string | undefined> {
    try {
      await this.#prepare(group);
      if (this.#tests!.usesSharedHost(group.file)) await this.#code!.restore();
      const { passed, failed, errors } = await this.#tests!.run(group);
      if (failed) return `fails with all guards: ${failed.title}: ${failed.reason}`;
      return errors[0] ?? (passed === 0 ? 'no test ran' : undefined);
    } catch (error) {
      return String(error);
    }
  }

  async #verdict(group: Group, guard: Guard): Promise<Verdict> {
    let start = performance.now();
    const seconds = () => (performance.now() - start) / 1000;
    try {
      await this.#prepare(group);
      start = performance.now();
      return { ...judged(await this.#runWithout(guard, group)), seconds: seconds() };
    } catch (error) {
      return { kind: 'unclear', reason: String(error), seconds: seconds() };
    }
  }

  async #runWithout(guard: Guard, group: Group): Promise<Run> {
    const file = path.join(projectRoot, guard.file);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, withoutGuard(guard, text));
    this.#tests!.invalidate(guard.file);
    try {
      if (!this.#tests!.usesSharedHost(group.file)) return await this.#tests!.run(group);
      await this.#code!.load(guard.file);
      const run = await this.#tests!.run(group);
      const broken = this.#code!.broken();
      return broken === undefined ? run : { ...run, failed: undefined, errors: [broken] };
    } finally {
      writeFileSync(file, text);
      this.#tests!.invalidate(guard.file);
    }
  }

  async #prepare({ file }: Selection): Promise<void> {
    if (this.#isEnding) throw new Error('interrupted');
    this.#tests ??= await GuardTests.start();
    if (!this.#tests.usesSharedHost(file)) return;
    this.#code ??= await HostCode.of(await this.#tests.host(file));
  }
}

/** A guard is seen if a test fails, not if something keeps tests from running. */
function judged({ passed, failed, errors }: Run): Omit<Verdict, 'seconds'> {
  if (failed) return { kind: 'red', reason: failed.title };
  if (errors[0] !== undefined) return { kind: 'unclear', reason: errors[0] };
  if (passed === 0) return { kind: 'unclear', reason: 'no test ran' };
  return { kind: 'green', reason: `${passed} tests passed` };
}
