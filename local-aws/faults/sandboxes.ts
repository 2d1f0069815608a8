import type { FunctionRunner } from '../lambda/function-runner.ts';

/** How many of 1,000 invocations of an idle sandbox get a new one. */
const replacedPerMille = 20;

/**
 * Runs a function in several sandboxes, as Lambda does: each has its own module state, and an invocation gets any of
 * them, or a new one instead.
 */
export function createSandboxes(sandboxes: readonly [FunctionRunner, ...FunctionRunner[]]): FunctionRunner {
  return {
    definition: sandboxes[0].definition,
    invoke(event) {
      const sandbox = sandboxes[Math.floor(Math.random() * sandboxes.length)] ?? sandboxes[0];
      const isIdle = sandbox.state().underWay === 0;
      // After it stops, the runner starts a new thread for the next invocation.
      if (isIdle && Math.random() * 1000 < replacedPerMille) void sandbox.stop();
      return sandbox.invoke(event);
    },
    state() {
      const states = sandboxes.map((sandbox) => sandbox.state());
      return {
        running: states.some(({ running }) => running),
        underWay: states.reduce((sum, { underWay }) => sum + underWay, 0),
        starts: states.reduce((sum, { starts }) => sum + starts, 0),
      };
    },
    reload(codeFolder) {
      for (const sandbox of sandboxes) sandbox.reload(codeFolder);
    },
    async stop() {
      await Promise.all(sandboxes.map((sandbox) => sandbox.stop()));
    },
  };
}
