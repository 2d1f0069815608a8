import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FunctionDefinition } from './definition.ts';
import { openLog } from './log-file.ts';
import type { FromWorker, ToWorker, WorkerStart } from './messages.ts';
import { workerCode } from './worker-code.ts';

/**
 * The outcome of an invocation: the result as JSON or an error. If the result has a text body, `body` contains it and
 * `json` doesn't.
 */
export type Outcome =
  | { kind: 'result'; json: string; body?: string }
  | { kind: 'failure'; errorType: string; message: string };

export type FunctionRunner = {
  readonly definition: FunctionDefinition;
  invoke(event: unknown): Promise<Outcome>;
  /** Whether the thread is running, the number of running invocations, and how many threads have been started. */
  state(): { running: boolean; underWay: number; starts: number };
  /**
   * Has later invocations run in a new thread, with the code in another folder if one is named. Those that are running
   * end in the thread in which they began.
   */
  reload(codeFolder?: string): void;
  stop(): Promise<void>;
};

export type RunnerOptions = {
  /** The complete process.env of the thread. */
  environment: Record<string, string>;
  logFolder: string;
  /** An idle thread ends after this time. */
  idleSeconds?: number;
};

/** Default of the option. Starting a thread again takes a tenth of a second. */
const idleSeconds = 180;
/** Lambda rejects larger responses. */
const maxResponseBytes = 6 * 1024 * 1024;
/** After a timeout, other invocations in the same thread have this long to finish. */
const retirementMs = 1000;
/**
 * Heap size for short-lived objects, in MB. With all functions busy, 24 MB would use a quarter more memory without
 * being faster, and 4 MB would be slower.
 */
const youngMb = 8;

type Call = { finish(outcome: Outcome): void; timer: NodeJS.Timeout | undefined };
type Thread = { worker: Worker; calls: Map<number, Call>; ready: Promise<void> };

/**
 * Runs a function in a worker thread, which starts on first use, ends when idle, and is replaced when it dies or when
 * an invocation times out.
 */
export function createFunctionRunner(definition: FunctionDefinition, options: RunnerOptions): FunctionRunner {
  return new ThreadRunner(definition, options);
}

class ThreadRunner implements FunctionRunner {
  readonly definition: FunctionDefinition;
  readonly #options: RunnerOptions;
  readonly #logFile: string;
  readonly #log: (line: string) => void;
  #thread: Thread | undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  #lastId = 0;
  #starts = 0;
  #codeFolder: string;

  constructor(definition: FunctionDefinition, options: RunnerOptions) {
    this.definition = definition;
    this.#options = options;
    this.#codeFolder = definition.codeFolder;
    this.#logFile = path.join(options.logFolder, `${definition.name}.log`);
    this.#log = openLog(this.#logFile);
  }

  invoke(event: unknown): Promise<Outcome> {
    return new Promise((resolve) => {
      clearTimeout(this.#idleTimer);
      const thread = (this.#thread ??= this.#start());
      const id = ++this.#lastId;
      const call: Call = {
        timer: undefined,
        finish: (outcome) => this.#finish(thread, id, outcome, resolve),
      };
      thread.calls.set(id, call);
      // The timeout starts when the thread is ready, as it does on Lambda after the init phase.
      thread.ready.then(
        () => thread.calls.has(id) && this.#send(thread, id, call, event),
        () => undefined,
      );
    });
  }

  state() {
    return {
      running: this.#thread !== undefined,
      underWay: this.#thread?.calls.size ?? 0,
      starts: this.#starts,
    };
  }

  reload(codeFolder = this.#codeFolder): void {
    this.#codeFolder = codeFolder;
    clearTimeout(this.#idleTimer);
    const thread = this.#thread;
    this.#thread = undefined;
    if (thread?.calls.size === 0) void thread.worker.terminate();
  }

  async stop(): Promise<void> {
    clearTimeout(this.#idleTimer);
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.worker.terminate();
  }

  #send(thread: Thread, id: number, call: Call, event: unknown): void {
    const { timeoutSeconds } = this.definition;
    const requestId = randomUUID();
    call.timer = setTimeout(() => this.#timeOut(thread, id, requestId), timeoutSeconds * 1000);
    const deadline = Date.now() + timeoutSeconds * 1000;
    thread.worker.postMessage({ id, requestId, event: JSON.stringify(event), deadline } satisfies ToWorker);
  }

  #finish(thread: Thread, id: number, outcome: Outcome, resolve: (outcome: Outcome) => void): void {
    const call = thread.calls.get(id);
    if (!call) return;
    thread.calls.delete(id);
    clearTimeout(call.timer);
    if (thread.calls.size === 0) {
      if (thread === this.#thread) this.#endWhenIdle(thread);
      else void thread.worker.terminate();
    }
    resolve(outcome);
  }

  #endWhenIdle(thread: Thread): void {
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(
      () => this.#forget(thread),
      (this.#options.idleSeconds ?? idleSeconds) * 1000,
    );
    this.#idleTimer.unref();
  }

  #timeOut(thread: Thread, id: number, requestId: string): void {
    const { timeoutSeconds } = this.definition;
    const message = `${requestId} Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
    this.#log(JSON.stringify({ timestamp: new Date().toISOString(), level: 'ERROR', requestId, message }));
    // Unset before the thread is terminated, so that new invocations get a new thread.
    if (this.#thread === thread) this.#thread = undefined;
    thread.calls.get(id)?.finish({ kind: 'failure', errorType: 'Sandbox.Timedout', message });
    setTimeout(() => void thread.worker.terminate(), thread.calls.size > 0 ? retirementMs : 0);
  }

  #forget(thread: Thread): void {
    if (this.#thread === thread) this.#thread = undefined;
    void thread.worker.terminate();
  }

  #start(): Thread {
    this.#starts += 1;
    const { name, arn, handler, memoryMb } = this.definition;
    const start: WorkerStart = {
      functionName: name,
      functionArn: arn,
      codeFolder: this.#codeFolder,
      handler,
      memoryMb,
      logFile: this.#logFile,
    };
    const worker = new Worker(workerCode(), {
      name,
      workerData: start,
      env: this.#options.environment,
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: youngMb },
    });
    const thread: Thread = { worker, calls: new Map(), ready: Promise.resolve() };
    thread.ready = new Promise((resolve, reject) => {
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'ready') resolve();
        else thread.calls.get(message.id)?.finish(outcomeOf(message));
      });
      worker.on('exit', () => reject(new Error('ended')));
    });
    thread.ready.catch(() => undefined);
    this.#watch(thread);
    return thread;
  }

  #watch(thread: Thread): void {
    const raw = (data: Buffer) => {
      const message = data.toString().trimEnd();
      this.#log(JSON.stringify({ timestamp: new Date().toISOString(), level: 'INFO', message }));
    };
    thread.worker.stdout.on('data', raw);
    thread.worker.stderr.on('data', raw);
    let reason = 'Runtime exited without providing a reason';
    thread.worker.on('error', (error: Error) => {
      reason = `Runtime exited with error: ${error.message}`;
      raw(Buffer.from(reason));
    });
    thread.worker.on('exit', () => {
      if (this.#thread === thread) this.#thread = undefined;
      for (const call of [...thread.calls.values()]) {
        call.finish({ kind: 'failure', errorType: 'Runtime.ExitError', message: reason });
      }
    });
  }
}

function outcomeOf(message: Exclude<FromWorker, { kind: 'ready' }>): Outcome {
  if (message.kind === 'failure') {
    return { kind: 'failure', errorType: message.name, message: message.message };
  }
  const { json, body } = message;
  if (json.length + (body?.length ?? 0) > maxResponseBytes) {
    return {
      kind: 'failure',
      errorType: 'Function.ResponseSizeTooLarge',
      message: `Response payload size exceeded maximum allowed payload size (${maxResponseBytes} bytes).`,
    };
  }
  return { kind: 'result', json, ...(body === undefined ? {} : { body }) };
}
