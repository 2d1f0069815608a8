declare global {
  namespace App {
    interface Error {
      /** The thrown error. The error page uses it to distinguish API problems, lost connections and crashes. */
      cause?: unknown;
    }
  }
}

export {};
