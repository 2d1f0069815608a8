declare global {
  namespace App {
    interface Error {
      /**
       * The thrown error, so that the error page can distinguish a refusal, a lost connection and a crash.
       */
      cause?: unknown;
    }
  }
}

export {};
