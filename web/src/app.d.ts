declare global {
  namespace App {
    interface PageState {
      /** Where the list that led to a record stood, for previous and next. */
      listSearch?: string;
    }
  }
}

export {};
