/** What a worker thread is told when it starts. */
export type WorkerStart = {
  functionName: string;
  functionArn: string;
  codeFolder: string;
  handler: string;
  memoryMb: number;
  logFile: string;
};

export type ToWorker = {
  id: number;
  requestId: string;
  /** The event as JSON, as Lambda hands it over. */
  event: string;
  /** Milliseconds since 1970 at which the function's time is up. */
  deadline: number;
};

export type FromWorker =
  | { kind: 'ready' }
  | { kind: 'result'; id: number; json: string; body?: string }
  | { kind: 'failure'; id: number; name: string; message: string };
