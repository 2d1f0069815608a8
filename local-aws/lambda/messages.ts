/** Start parameters of a worker thread. */
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
  /** The event as JSON, as Lambda passes it. */
  event: string;
  /** When the function times out, in milliseconds since 1970. */
  deadline: number;
};

export type FromWorker =
  | { kind: 'ready' }
  | { kind: 'result'; id: number; json: string; body?: string }
  | { kind: 'failure'; id: number; name: string; message: string };
