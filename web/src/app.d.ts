declare global {
  namespace App {
    interface Error {
      /** What was thrown, so that the error page can tell a refusal from a lost connection from a crash. */
      cause?: unknown;
    }
  }
}

export {};
