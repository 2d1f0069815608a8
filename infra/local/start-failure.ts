/** Something the person who starts the host can mend: told in one line, without a stack. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure';
}
