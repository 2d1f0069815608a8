import { Session, type Profiler } from 'node:inspector';

/** What the thread of a function did. */
export interface ThreadProfile {
  functionName: string;
  cpuMs: number;
  profile: Profiler.Profile;
}

const samplingMicroseconds = 250;
/** Threads that spend less, compared with the busiest one, aren't profiled: that alone would keep them busy. */
const shareLeast = 0.1;

/** The threads in which the host in this process runs functions, by the inspector. */
export class FunctionThreads {
  readonly #session: Session;
  readonly #threads = new Map<string, Thread>();

  private constructor(session: Session) {
    this.#session = session;
  }

  static async attach(): Promise<FunctionThreads> {
    const session = new Session();
    session.connect();
    const threads = new FunctionThreads(session);
    threads.#listen();
    await new Promise<void>((resolve, reject) =>
      session.post('NodeWorker.enable', { waitForDebuggerOnStart: false }, (error) =>
        error ? reject(error) : resolve(),
      ),
    );
    return threads;
  }

  /** Profiles the threads that a first part of some work keeps busy while the rest of it is done. */
  async profile(first: () => Promise<void>, rest: () => Promise<void>): Promise<ThreadProfile[]> {
    const busy = await this.#busyDuring(first);
    const before = await Promise.all(busy.map((thread) => thread.start()));
    await rest();
    return Promise.all(
      busy.map(async (thread, index) => {
        const cpuMs = (await thread.cpuMs()) - before[index]!;
        return { functionName: thread.functionName, cpuMs, profile: await thread.stop() };
      }),
    );
  }

  async #busyDuring(work: () => Promise<void>): Promise<Thread[]> {
    const before = new Map<Thread, number>();
    for (const thread of this.#threads.values()) before.set(thread, await thread.cpuMs());
    await work();
    const spent: { thread: Thread; cpuMs: number }[] = [];
    for (const thread of this.#threads.values())
      spent.push({ thread, cpuMs: (await thread.cpuMs()) - (before.get(thread) ?? 0) });
    spent.sort((a, b) => b.cpuMs - a.cpuMs);
    const least = (spent[0]?.cpuMs ?? 0) * shareLeast;
    return spent.filter(({ cpuMs }) => cpuMs >= least).map(({ thread }) => thread);
  }

  #listen(): void {
    this.#session.on('NodeWorker.attachedToWorker', ({ params: { sessionId, workerInfo } }) => {
      // Not the thread of the bundler, for example.
      const [, name] = /\bcobalt-\w+-(.+)$/.exec(workerInfo.title) ?? [];
      if (name !== undefined) this.#threads.set(sessionId, new Thread(this.#session, sessionId, name));
    });
    this.#session.on('NodeWorker.detachedFromWorker', ({ params: { sessionId } }) =>
      this.#threads.delete(sessionId),
    );
    this.#session.on('NodeWorker.receivedMessageFromWorker', ({ params: { sessionId, message } }) =>
      this.#threads.get(sessionId)?.receive(message),
    );
  }
}

type Waiting = { resolve(result: never): void; reject(error: Error): void };

/** One thread, whose own inspector is asked through that of the process. */
class Thread {
  readonly functionName: string;
  readonly #session: Session;
  readonly #sessionId: string;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  constructor(session: Session, sessionId: string, functionName: string) {
    this.#session = session;
    this.#sessionId = sessionId;
    this.functionName = functionName;
  }

  /** Begins to profile. Returns the CPU time of the thread until now. */
  async start(): Promise<number> {
    await this.#ask('Profiler.enable');
    await this.#ask('Profiler.setSamplingInterval', { interval: samplingMicroseconds });
    await this.#ask('Profiler.start');
    return this.cpuMs();
  }

  async stop(): Promise<Profiler.Profile> {
    const { profile } = await this.#ask<{ profile: Profiler.Profile }>('Profiler.stop');
    return profile;
  }

  async cpuMs(): Promise<number> {
    const expression = '(({ user, system }) => (user + system) / 1000)(process.threadCpuUsage())';
    const { result } = await this.#ask<{ result: { value: number } }>('Runtime.evaluate', { expression });
    return result.value;
  }

  receive(message: string): void {
    const { id, result, error } = JSON.parse(message) as {
      id?: number;
      result?: unknown;
      error?: { message: string };
    };
    const waiting = this.#waiting.get(id ?? 0);
    if (id !== undefined) this.#waiting.delete(id);
    if (error) waiting?.reject(new Error(error.message));
    else waiting?.resolve(result as never);
  }

  #ask<Result>(method: string, params: object = {}): Promise<Result> {
    const id = (this.#lastId += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      const message = JSON.stringify({ id, method, params });
      this.#session.post('NodeWorker.sendMessageToWorker', { message, sessionId: this.#sessionId });
    });
  }
}
