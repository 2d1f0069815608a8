import type { Reporter, TestCase } from 'vitest/node';

/** Prints one summary line at the end of a run. Files that could not run and unhandled errors count as failures. */
export default class ClosingLine implements Reporter {
  private passed = 0;
  private failed = 0;

  onTestCaseResult(test: TestCase): void {
    const { state } = test.result();
    if (state === 'passed') this.passed += 1;
    if (state === 'failed') this.failed += 1;
  }

  onTestRunEnd(
    modules: readonly { errors(): readonly unknown[]; ok(): boolean }[],
    errors: readonly unknown[],
  ): void {
    const broken = modules.filter((module) => module.errors().length > 0).length + errors.length;
    process.stdout.write(`\n${this.passed} passed, ${this.failed + broken} failed\n`);
  }
}
